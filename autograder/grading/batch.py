"""A whole class: threads on one engine, and results on disk that are never half written."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.atomic import write_atomically
from autograder.errors import ReportedError
from autograder.threads import in_threads

from .adjustments import Adjustments, adjusted
from .files import UnreadableFile
from .gradebook import NOT_GRADED, gradebook_csv
from .intake import Submission
from .names import file_stems
from .results import Adjustment, Result
from .submission import Graded, GradingTask, grade_submission, unreadable

if TYPE_CHECKING:
    from autograder.engine import Engine


_NONE = Adjustments()
_SWITCH_SECONDS = 0.0005


@dataclass(frozen=True)
class Finished:
    """What became of one submission.

    Attributes:
        result: None if the grader itself failed on it; `notes` says how, and grading it again may help.
        notes: lines for the TA.
    """

    student: str
    result: Result | None
    notes: tuple[str, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Whether the grader did all of its part."""
        return self.result is not None and self.result.status != NOT_GRADED


def grade_class(
    engine: Engine,
    task: GradingTask,
    submissions: Sequence[Submission],
    out: Path,
    *,
    jobs: int,
    adjustments: Adjustments = _NONE,
    on_finished: Callable[[Finished], None] = lambda finished: None,
) -> tuple[Finished, ...]:
    """Grade all submissions and write ``results/<student>.json`` for each, then ``gradebook.csv``.

    After an exception, such as an interrupt, submissions that are being graded end once the engine is closed.

    Args:
        submissions: one per student.
        jobs: how many are graded at the same time. Results do not depend on it.
        adjustments: points given by hand.
        on_finished: called in this thread after each submission, in the order in which they end.

    Returns:
        What became of each submission, in their order.

    Raises:
        ReportedError: the gradebook cannot be written.
    """
    folder = out / "results"
    folder.mkdir(parents=True, exist_ok=True)
    stems = file_stems(submission.student for submission in submissions)
    given = adjustments.by_student(submission.student for submission in submissions)
    finished: dict[str, Finished] = {}

    def grade(submission: Submission) -> Finished:
        return _grade(engine, task, submission, given.get(submission.student, {}))

    with _prompt_threads(), closing(in_threads(grade, submissions, jobs)) as all_done:
        for done in all_done:
            done = _written(done, folder / f"{stems[done.student]}.json")
            finished[done.student] = done
            on_finished(done)
    ordered = tuple(finished[submission.student] for submission in submissions)
    try:
        write_atomically(out / "gradebook.csv", _gradebook(task, ordered))
    except OSError as problem:
        raise ReportedError(f"the gradebook was not written: {problem}; make room there and grade again") from None
    return ordered


def _written(done: Finished, target: Path) -> Finished:
    """What became of a submission once its result is on disk, or cannot be written there."""
    try:
        if done.result:
            write_atomically(target, json.dumps(done.result.to_json(), ensure_ascii=False, indent=1) + "\n")
            return done
    except OSError as problem:  # a full disk costs what it has no room for, not the class
        done = Finished(done.student, None, (f"the result of {done.student} was not written: {problem}", *done.notes))
    target.unlink(missing_ok=True)  # an earlier run's result is not this submission's
    return done


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


def leftover_results(out: Path, submissions: Sequence[Submission]) -> list[str]:
    """Files in ``results/`` that belong to none of these submissions."""
    stems = set(file_stems(submission.student for submission in submissions).values())
    return sorted(path.name for path in (out / "results").glob("*.json") if path.stem not in stems)


def _grade(engine: Engine, task: GradingTask, submission: Submission, given: Mapping[str, Adjustment]) -> Finished:
    student = submission.student
    try:
        graded = grade_submission(engine, task, student, submission.read())
    except UnreadableFile as problem:
        graded = Graded(unreadable(task, student, str(problem)))
    except Exception as error:  # whatever breaks costs this submission, not the class
        failure = f"{submission.path} was not graded: {type(error).__name__}: {error}"
        uncounted = f"the points given by hand for {', '.join(given)} do not count yet"
        return Finished(student, None, (failure, uncounted) if given else (failure,))
    notes = graded.diagnostics
    if graded.result.error:
        notes = (f"{submission.path} is unreadable: {graded.result.error}", *notes)
    return Finished(student, adjusted(graded.result, given, task.checked), notes)


def _gradebook(task: GradingTask, finished: Sequence[Finished]) -> str:
    assignment = task.checked.assignment
    return gradebook_csv(
        assignment.name,
        [question.id for question in assignment.questions],
        [item.result for item in finished if item.result],
        [item.student for item in finished if not item.result],
    )
