"""All pages of a graded class, written into its folder."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.atomic import write_atomically
from autograder.errors import ReportedError
from autograder.grading.class_folder import ClassFolder
from autograder.grading.layouts import Owner
from autograder.grading.names import readable_stems
from autograder.grading.recognise import Marks
from autograder.grading.submission import GradingTask

from .class_report import class_page
from .deliver import moodle_files, names_in_moodle, nbgrader_files, write_zip
from .feedback import feedback_page

_NBGRADER = "nbgrader-feedback"


@dataclass(frozen=True)
class Written:
    """What was written.

    Attributes:
        students: how many have a page.
        feedback: folder with a page for each student.
        archive: the same as a zip.
        report: the page about the class.
        others: what was asked for besides.
        notes: what a TA should know, as lines.
    """

    students: int
    feedback: Path
    archive: Path
    report: Path
    others: tuple[Path, ...] = ()
    notes: tuple[str, ...] = ()


def write_reports(
    results: ClassFolder, task: GradingTask, *, nbgrader: bool = False, moodle: Path | None = None
) -> Written:
    """Write feedback and report into a class's folder; pages of an earlier run are replaced.

    Args:
        task: what was graded.
        nbgrader: write nbgrader's tree of feedback too.
        moodle: what was downloaded from Moodle; write a zip with the feedback that Moodle takes back.

    Raises:
        NotOfMoodle, NoSubmissions: see `names_in_moodle`.
        BadTimes: `lateness.json` is damaged.
        ReportedError: there is no room, or no permission to write.
    """
    names = names_in_moodle(moodle, Marks.of(task)) if moodle else None
    try:
        return _write(results, task, nbgrader, names)
    except OSError as problem:
        raise ReportedError(f"the report was not written: {problem}") from None


def _write(results: ClassFolder, task: GradingTask, nbgrader: bool, names: Mapping[str, Owner] | None) -> Written:
    out, assignment = results.path, task.checked.assignment.name
    stems = {student: results.stem(student) for student in results.students}
    written = Written(len(stems), out / "feedback", out / "feedback.zip", out / "report.html")
    pages = _write_feedback(results, task, written.feedback)
    readable = readable_stems(stems)
    write_zip(written.archive, {f"{readable[student]}.html": path for student, path in pages.items()})
    write_atomically(written.report, class_page(task, results))
    others: list[Path] = []
    notes: list[str] = []
    if nbgrader:
        others.append(out / _NBGRADER)
        files = nbgrader_files(readable, assignment)
        _write_tree(out / _NBGRADER, {path: pages[student] for student, path in files.items()})
    if names is not None:
        names = _by_number(results, names)
        others.append(out / "moodle-feedback.zip")
        files = moodle_files(stems, assignment, names)
        write_zip(others[-1], {path: pages[student] for student, path in files.items()})
        notes += _not_in_moodle([student for student in stems if student not in names])
    return replace(written, others=tuple(others), notes=tuple(notes))


def _by_number(results: ClassFolder, names: Mapping[str, Owner]) -> dict[str, Owner]:
    """Student → as the download has them: by the number, where it is known, since names may be those of others."""
    numbers = {owner.full: owner for owner in names.values()}
    found = {}
    for student in results.students:
        number = results.owner(student)
        if owner := numbers.get(number) if number else names.get(student):
            found[student] = owner
    return found


def _not_in_moodle(students: Sequence[str]) -> list[str]:
    if not students:
        return []
    named = ", ".join(students[:5]) + (", …" if len(students) > 5 else "")
    return [f"Not in the download from Moodle, which will pass over their feedback: {len(students)}, {named}"]


def _write_feedback(results: ClassFolder, task: GradingTask, folder: Path) -> dict[str, Path]:
    """Student → the page."""
    lateness = results.lateness
    folder.mkdir(mode=0o700, exist_ok=True)
    pages = {}
    for item in results.finished:
        path = folder / f"{results.stem(item.student)}.html"
        late = lateness.note(item.student, item.result.score) if lateness and item.result else ""
        write_atomically(path, feedback_page(task.checked, item, results.notebook(item.student), late))
        pages[item.student] = path
    for path in set(folder.glob("*.html")) - set(pages.values()):
        path.unlink()  # of somebody who is no longer in the class
    return pages


def _write_tree(root: Path, files: Mapping[str, Path]) -> None:
    shutil.rmtree(root, ignore_errors=True)
    for name, source in files.items():
        target = root / name
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.copyfile(source, target)
