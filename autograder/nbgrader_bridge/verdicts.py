"""The result of one submission, if it is of the very file that nbgrader is looking at."""

from __future__ import annotations

import hashlib
from pathlib import Path

from autograder.errors import ReportedError
from autograder.grading.names import file_stems
from autograder.grading.results import Result, read_result


class NoVerdict(ReportedError):
    """There is no result that speaks of this file; the message says why and what to do."""


def find_result(graded: Path, assignment: str, student: str, submitted: Path) -> Result:
    """What `lecture08 grade` found in a submitted file.

    Args:
        graded: the folder that it wrote to.
        submitted: the file.

    Raises:
        NoVerdict: there is no such result, or it is of another file.
    """
    again = f"run `lecture08 grade {assignment} submitted --out {graded.parent.name}/{graded.name}`"
    result = _read(graded / "results", student)
    if result is None:
        raise NoVerdict(f"{student}: there is no result in {graded}; {again}")
    if result.assignment != assignment:
        raise NoVerdict(f"{student}: the result in {graded} is of {result.assignment}, not of {assignment}")
    digest = hashlib.sha256(submitted.read_bytes()).hexdigest()
    if result.sha256 != digest:
        raise NoVerdict(
            f"{student}: another file was graded than {submitted}; {again}. If nothing changes, the folder holds "
            "several notebooks, and another one was chosen"
        )
    return result


def _read(results: Path, student: str) -> Result | None:
    """The student's result, which has their name or, where two names are alike, an abbreviation of it."""
    likely = results / f"{file_stems([student])[student]}.json"
    for path in [likely, *sorted(results.glob("*~*.json"))]:
        try:
            result = read_result(path.read_bytes())
        except (OSError, ValueError):
            continue
        if result.student == student:
            return result
    return None
