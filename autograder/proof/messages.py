"""What the corpus's wrong answers are told: a page per assignment, for whoever words a message."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from autograder.grading.results import CheckResult

from .verify import VerifiedEntry


@dataclass(frozen=True)
class Told:
    """One wrong answer, the checks that it fails, and whether they name its misconception.

    Attributes:
        named: a check names the misconception that the entry expects of it.
        misnamed: a check names another one.
    """

    name: str
    failed: tuple[CheckResult, ...]
    named: bool
    misnamed: bool


def what_is_told(verified: Sequence[VerifiedEntry]) -> list[Told]:
    """The wrong answers of a graded corpus that fail a check."""
    found = []
    for item in verified:
        questions = item.finished.result.questions if item.finished.result else ()
        checks = [check for question in questions for check in question.checks]
        failed = tuple(check for check in checks if check.verdict not in ("accepted", "not_attempted", "missing"))
        expected = item.entry.expected.misconceptions
        pairs = [(check.misconception, expected.get(check.id)) for check in failed if check.misconception]
        if item.entry.name.startswith("wrong_answer/") and failed:
            named = any(got == want for got, want in pairs)
            misnamed = any(got != want for got, want in pairs)
            found.append(Told(item.entry.path.stem, failed, named, misnamed))
    return found


def message_page(name: str, told: Sequence[Told]) -> str:
    """A Markdown page with a row for each check that a wrong answer fails."""
    named, misnamed = sum(item.named for item in told), sum(item.misnamed for item in told)
    rows = [
        (item.name, check.id, check.misconception or check.verdict, check.message)
        for item in told
        for check in item.failed
    ]
    return "\n".join(
        [
            f"# What wrong answers to {name} are told",
            "",
            f"Of {len(told)} wrong answers in the corpus {named} are told their misconception and "
            f"{misnamed} another one.",
            "",
            "| answer | check | recognised | message |",
            "|---|---|---|---|",
            *(f"| {' | '.join(map(_cell, row))} |" for row in rows),
            "",
        ]
    )


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", "<br>")
