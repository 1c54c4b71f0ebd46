"""``results.json`` as Gradescope specifies it: https://gradescope-autograders.readthedocs.io/en/latest/specs.

Two tests per question: its public checks together, as the notebook shows them, and its hidden ones, which have a
visibility of their own. What everybody sees at once, the text on top, says nothing of hidden checks.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from autograder.atomic import write_atomically
from autograder.grading.results import CheckResult, rounded
from lecture08_utils.checking import Check, CheckedAssignment, Question
from lecture08_utils.checking.text import plain_text

from .settings import Settings

NOT_GRADED = (
    "The autograder ended before it had graded anything. That may not be your fault: ask your instructor to run it "
    "again."
)
_MAX_OUTPUT = 20_000
_NOT_REACHED = "The autograder ended before this was asked."
_BY_HAND = "A person reads this answer. Its points are not among the automatic ones."


def empty_report(output: str) -> dict[str, Any]:
    """The results of a submission without anything that was graded."""
    return {
        "score": 0.0,
        "output": plain_text(output, _MAX_OUTPUT),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": [],
    }


def report(
    checked: CheckedAssignment, verdicts: Mapping[str, CheckResult], settings: Settings, notes: Sequence[str]
) -> dict[str, Any]:
    """The results of a submission.

    Args:
        verdicts: check id → what grading found; what is missing was not reached.
        notes: sentences for everybody who may see the submission, before the summary.
    """
    tests = [
        test for question in checked.assignment.questions for test in _tests(question, checked, verdicts, settings)
    ]
    output = "\n".join([*notes, *_summary(checked, verdicts, settings)])
    score = rounded(sum(item.score for item in verdicts.values()))
    return {**empty_report(output), "score": score, "tests": tests}


def write_report(path: Path, results: Mapping[str, Any]) -> None:
    """Replace ``results.json`` at once: Gradescope reads the old one or the new one."""
    write_atomically(path, json.dumps(results, indent=1, allow_nan=False) + "\n")


def _tests(
    question: Question, checked: CheckedAssignment, verdicts: Mapping[str, CheckResult], settings: Settings
) -> list[dict[str, Any]]:
    number = question.id.removeprefix("q")
    name = f"{question.id}. {question.title}"
    if question.is_manual:
        points = f"{question.manual_points:g} points"
        head = {"number": number, "name": f"{name}: read by a person, {points}", "name_format": "text"}
        return [{**head, "output": _BY_HAND, "output_format": "text", "visibility": "visible"}]
    public, hidden = (checked.of_question(question.id, visibility) for visibility in ("public", "hidden"))
    tests = []
    if public:
        tests.append(_test(f"{number}.1", name, public, verdicts, settings.public))
    if hidden:
        tests.append(_test(f"{number}.2", f"{name}: hidden checks", hidden, verdicts, settings.hidden))
    return tests


def _test(
    number: str, name: str, checks: Sequence[Check], verdicts: Mapping[str, CheckResult], visibility: str
) -> dict[str, Any]:
    found = [verdicts.get(check.id) for check in checks]
    output = "\n\n".join(_lines(check, item) for check, item in zip(checks, found, strict=True))
    return {
        "score": rounded(sum(item.score for item in found if item)),
        "max_score": rounded(sum(check.points for check in checks)),
        "status": "passed" if all(item and item.verdict == "accepted" for item in found) else "failed",
        "name": name,
        "name_format": "text",
        "number": number,
        "output": plain_text(output, _MAX_OUTPUT),
        "output_format": "text",
        "visibility": visibility,
    }


def _lines(check: Check, found: CheckResult | None) -> str:
    passed = found is not None and found.verdict == "accepted"
    points = f"{check.points:g}" if passed else f"0 of {check.points:g}"
    head = f"{'✓' if passed else '✗'} {check.description} ({points} points)"
    message = found.message if found else _NOT_REACHED
    return "\n    ".join([head, *message.splitlines()])


def _summary(checked: CheckedAssignment, verdicts: Mapping[str, CheckResult], settings: Settings) -> list[str]:
    lines = []
    for visibility, shown in (("public", settings.public), ("hidden", settings.hidden)):
        checks = [check for check in checked.checks if check.visibility == visibility]
        most = f"{rounded(sum(check.points for check in checks)):g}"
        if shown == "visible":
            score = rounded(sum(verdicts[check.id].score for check in checks if check.id in verdicts))
            lines.append(f"{visibility.capitalize()} checks: {score:g} of {most} points.")
        else:
            lines.append(f"{visibility.capitalize()} checks: {most} points at most.")
    by_hand = [question for question in checked.assignment.questions if question.is_manual]
    lines += [f"{question.id} is read by a person: {question.manual_points:g} points." for question in by_hand]
    return lines
