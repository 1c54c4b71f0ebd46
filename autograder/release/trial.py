"""The end of a release: the untouched stub scores nothing, the reference everything.

That takes up to a minute for an assignment. ``dist/<name>/graded.sha256`` remembers for which notebooks, checks and
`lecture08_utils` it came out well; an assignment in which nothing of these has changed is not graded again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.errors import ReportedError
from lecture08_utils.checking import Check, CheckedAssignment

from .check_files import check_files
from .closure import hidden_closure
from .mistakes import mistakes_path
from .problems import Problem, problem_in
from .source import source_path

if TYPE_CHECKING:
    from autograder.grading.results import CheckResult, Result

# Grades the bytes of a notebook; asks the checks even where a stub is as it was released.
Grade = Callable[[CheckedAssignment, bytes], "Result"]


class CannotGrade(ReportedError):
    """This machine cannot grade; the message says why."""


def try_out(
    checked: CheckedAssignment, stub: bytes, reference: bytes, root: Path, grade: Grade, report: Callable[[str], None]
) -> list[Problem]:
    """Grade an assignment's stub and reference, unless that came out well before.

    Args:
        stub: the notebook that students get.
        reference: the same, solved.
        report: called with a sentence for people on what is done or left out.

    Returns:
        One problem for each check that gives or takes points wrongly.
    """
    name = checked.assignment.name
    remembered = root / "dist" / name / "graded.sha256"
    fingerprint = _fingerprint(name, root, stub, reference)
    if remembered.is_file() and remembered.read_text(encoding="utf-8") == fingerprint:
        return []
    report(f"{name}: grading the untouched stub and the reference, since something they depend on has changed.")
    try:
        problems = [
            *_of_stub(checked, grade(checked, stub), root),
            *_of_reference(checked, grade(checked, reference), root),
        ]
    except CannotGrade as reason:
        report(f"{name}: the stub and the reference were not graded. {reason}")
        return []
    if not problems:
        remembered.parent.mkdir(parents=True, exist_ok=True)
        remembered.write_text(fingerprint, encoding="utf-8")
        report(f"{name}: the untouched stub scores nothing, the reference everything.")
    return problems


def _fingerprint(name: str, root: Path, stub: bytes, reference: bytes) -> str:
    package = (path.relative_to(root).as_posix() for path in (root / "lecture08_utils").rglob("*.py"))
    own = {source_path(name), mistakes_path(name), *check_files(name, root), *hidden_closure(name, root).files}
    files = own.union(package)
    digest = hashlib.sha256(stub + reference)
    for file in sorted(files):
        digest.update(f"{file} {hashlib.sha256((root / file).read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()


def _of_stub(checked: CheckedAssignment, result: Result, root: Path) -> Iterator[Problem]:
    for check, found in _checks(checked, result):
        if found.score:
            message = f"{check.id} gives the untouched stub {found.score:g} points: ask for what only an answer has."
            yield _problem(check, message, root)
        elif found.verdict == "not_graded":
            message = f"{check.id} breaks on the untouched stub: look at what comes back before you compute with it."
            yield _problem(check, message, root)


def _of_reference(checked: CheckedAssignment, result: Result, root: Path) -> Iterator[Problem]:
    for check, found in _checks(checked, result):
        if found.verdict != "accepted":
            message = f"The reference does not pass {check.id}: {' '.join(found.message.split())}"
            yield _problem(check, f"{message} Fix the reference or the check.", root)


def _checks(checked: CheckedAssignment, result: Result) -> Iterator[tuple[Check, CheckResult]]:
    for question in result.questions:
        for found in question.checks:
            yield checked.check(found.id), found


def _problem(check: Check, message: str, root: Path) -> Problem:
    return problem_in(check.function, message, root)
