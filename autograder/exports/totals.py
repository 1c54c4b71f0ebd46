"""Totals over several assignments."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from autograder.grading.class_folder import ClassFolder, ClassFolderProblem, read_class
from autograder.grading.gradebook import MAXIMUM, csv_line, shown_name
from autograder.grading.results import rounded

from .people import name_lines


def read_classes(paths: Sequence[Path]) -> list[ClassFolder]:
    """The graded classes in these folders.

    Raises:
        ClassFolderProblem: one holds no results, or two hold those of one assignment.
    """
    folders = [read_class(path) for path in paths]
    names = [folder.assignment for folder in folders]
    for name in names:
        if names.count(name) > 1:
            raise ClassFolderProblem(f"two of the folders hold results of {name}; name each assignment once")
    return folders


def in_part(folders: Sequence[ClassFolder]) -> list[str]:
    """A sentence about students who are not in all folders: one of two names has two rows."""
    everybody = sorted({student for folder in folders for student in folder.students})
    found = [student for student in everybody if not all(student in folder.students for folder in folders)]
    if not found:
        return []
    note = f"{len(found)} of {len(everybody)} students are not in every folder; who has two names has two rows:"
    return [note, *name_lines([shown_name(student) for student in found])]


def totals_csv(folders: Sequence[ClassFolder]) -> str:
    """A row per student with the total of each assignment, their sum, and what is still open.

    An assignment that a student did not hand in leaves its cell empty and adds nothing.
    """
    scores = {
        folder.assignment: {student: total for student, total in folder.totals.items() if total is not None}
        for folder in folders
    }
    unfinished: dict[str, list[str]] = {}
    for folder in folders:
        for item in folder.finished:
            status = item.result.status if item.result else "not_graded"
            if status in ("needs_grading", "not_graded"):
                unfinished.setdefault(item.student, []).append(f"{folder.assignment}: {status}")
    worth = {folder.assignment: folder.max_score for folder in folders}
    lines = [csv_line(["student", *scores, "total", "unfinished"])]
    for student in sorted({student for folder in folders for student in folder.students}):
        own = [graded.get(student) for graded in scores.values()]
        cells = ["" if score is None else str(score) for score in own]
        total = rounded(sum(score or 0.0 for score in own))
        lines.append(csv_line([shown_name(student), *cells, str(total), "; ".join(unfinished.get(student, []))]))
    lines.append(csv_line([MAXIMUM, *map(str, worth.values()), str(rounded(sum(worth.values()))), ""]))
    return "".join(lines)
