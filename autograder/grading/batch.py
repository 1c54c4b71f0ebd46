"""A whole class: threads on one engine, and results on disk that are never half written."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from autograder.errors import ReportedError
from autograder.threads import in_threads

from .adjustments import Adjustments
from .by_hand import PointsByHand
from .class_folder import ClassFolder, FinishedSubmission, key_of, open_class
from .files import UnreadableFile
from .intake import Submission
from .lateness import Lateness
from .names import free_name
from .submission import GradedSubmission, GradingTask, grade_submission, unreadable

if TYPE_CHECKING:
    from autograder.engine import Engine


_SWITCH_SECONDS = 0.0005


class Watch(Protocol):
    """Somebody who is told how grading goes on."""

    def started(self, student: str) -> None:
        """Grading of a submission begins; called in any thread."""

    def finished(self, item: FinishedSubmission) -> None:
        """A submission is done; called in the thread of `grade_class`, in the order in which they end."""


class _Unwatched:
    def started(self, student: str) -> None:
        pass

    def finished(self, item: FinishedSubmission) -> None:
        pass


UNWATCHED: Watch = _Unwatched()


@dataclass(frozen=True)
class GradedClass:
    """A class after a run.

    Attributes:
        finished: what became of each submission of the run, in their order.
        everybody: the same for all students of whom the folder holds something, sorted.
        lateness: what totals lose; None if no policy was set.
        taken_back: sentences about points given by hand that no longer count.
    """

    finished: tuple[FinishedSubmission, ...]
    everybody: tuple[FinishedSubmission, ...]
    lateness: Lateness | None = None
    taken_back: tuple[str, ...] = ()

    @property
    def others(self) -> list[str]:
        """Students whose results are of earlier runs alone."""
        now = {item.student for item in self.finished}
        return [item.student for item in self.everybody if item.student not in now]


GradeOne = Callable[[str, bytes], GradedSubmission]


def grade_class(engine: Engine, task: GradingTask, *arguments: Any, **options: Any) -> GradedClass:
    """`grade_with` an engine of this process."""
    return grade_with(partial(grade_submission, engine, task), task, *arguments, **options)


def grade_with(
    grade_one: GradeOne,
    task: GradingTask,
    submissions: Sequence[Submission],
    out: Path,
    *,
    jobs: int,
    adjustments: Adjustments | None = None,
    basis: str | None = None,
    watch: Watch = UNWATCHED,
) -> GradedClass:
    """Grade all submissions into a folder, and write its gradebook of all that was ever graded there.

    After an exception, such as an interrupt, submissions that are being graded end once the engine is closed; the
    gradebook holds what was found until then, and everybody else as not graded.

    Args:
        grade_one: grades a student's notebook; called in several threads. A ReportedError ends the run, whatever
            else it raises costs one submission.
        submissions: one per student.
        jobs: how many are graded at the same time. Results do not depend on it.
        adjustments: points given by hand, see `PointsByHand`.
        basis: `basis_of`; submissions with a result that was made from the same are not graded again. None: all are.
        watch: is told what begins and what is done.

    Raises:
        ClassFolderProblem: the folder cannot be used.
        ReportedError: the gradebook cannot be written.
    """
    with open_class(out, task.checked.assignment.name) as folder:
        submissions = _named(submissions, folder)
        folder.expect(submission.student for submission in submissions)
        given = PointsByHand(folder, task.checked, adjustments)
        taken_back = given.amend_results()
        folder.announce(submission.student for submission in submissions)
        finished: dict[str, FinishedSubmission] = {}

        def grade(submission: Submission) -> tuple[FinishedSubmission, str | None, bytes | None]:
            return _grade_or_keep(grade_one, task, submission, folder, basis, watch)

        try:
            with _prompt_threads(), closing(in_threads(grade, submissions, jobs)) as all_done:
                for done, key, content in all_done:
                    if not done.kept:
                        done = folder.write(given.applied(done), key, content)
                    finished[done.student] = done
                    watch.finished(done)
        finally:
            folder.write_gradebook(task.checked)
        done_now = tuple(finished[submission.student] for submission in submissions)
        return GradedClass(done_now, folder.finished, folder.lateness, tuple(taken_back))


def _named(submissions: Sequence[Submission], folder: ClassFolder) -> list[Submission]:
    """The submissions, each called as its student is called in the folder, and no two alike."""
    names: dict[int, str] = {}
    used: set[str] = set()
    for place, submission in sorted(enumerate(submissions), key=lambda item: not item[1].owner):
        names[place] = free_name(folder.name_for(submission.student, submission.owner), used)
        used.add(names[place])
    return [replace(submission, student=names[place]) for place, submission in enumerate(submissions)]


@contextmanager
def _prompt_threads() -> Iterator[None]:
    """Let a thread that reads a small reply go on at once, while another one computes with a large one.

    The interpreter's usual 5 ms would be waited for at each of a hundred small steps.
    """
    before = sys.getswitchinterval()
    sys.setswitchinterval(_SWITCH_SECONDS)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


def _grade_or_keep(
    grade_one: GradeOne,
    task: GradingTask,
    submission: Submission,
    folder: ClassFolder,
    basis: str | None,
    watch: Watch,
) -> tuple[FinishedSubmission, str | None, bytes | None]:
    """What became of a submission, the key of its result, and its notebook."""
    student = submission.student
    try:
        content = submission.read()
    except UnreadableFile as problem:
        result = unreadable(task, student, str(problem))
        return FinishedSubmission(student, result, _notes(submission, GradedSubmission(result))), None, None
    except Exception as error:  # whatever breaks costs this submission, not the class
        return _broken(submission, error), None, None
    key = key_of(basis, student, content) if basis else None
    if key and (kept := folder.kept(student, key)):
        return kept, key, content
    watch.started(student)
    try:
        graded = grade_one(student, content)
    except ReportedError:
        raise
    except Exception as error:
        return _broken(submission, error), None, content
    return FinishedSubmission(student, graded.result, _notes(submission, graded)), key, content


def _broken(submission: Submission, error: Exception) -> FinishedSubmission:
    failure = f"{submission.path} was not graded: {type(error).__name__}: {error}"
    return FinishedSubmission(submission.student, None, (failure,))


def _notes(submission: Submission, graded: GradedSubmission) -> tuple[str, ...]:
    if graded.result.error:
        return (f"{submission.path} is unreadable: {graded.result.error}", *graded.diagnostics)
    return graded.diagnostics
