"""The corpus: submissions good, wrong and hostile, each with what grading it must give.

``solutions/<assignment>/corpus/<kind>/NAME.py`` says what such a student did differently from the reference, and at
its head what grading it must give; see `autograder.release.solve` and `autograder.proof.expectation`.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rich.table import Table

from autograder import course
from autograder.engine.model import Limits
from autograder.errors import ReportedError
from autograder.grading.batch import UNWATCHED, Watch, grade_class
from autograder.grading.class_folder import FinishedSubmission
from autograder.grading.intake import Submission
from autograder.grading.results import QuestionResult
from autograder.release import AuthoringError, build_submission
from autograder.release.notebook import to_json
from autograder.release.solve import read_script
from autograder.terminal import plain, show_score
from lecture08_utils.checking import load

from .expectation import Expected, expectation

if TYPE_CHECKING:
    from autograder.engine import Engine

# For entries that train nothing: an honest answer needs a tenth of this.
QUICK = Limits(
    cell_seconds=4.0,
    question_seconds=12.0,
    wall_factor=2.0,
    memory_bytes=2**30,
    scratch_bytes=64 * 2**20,
    output_bytes=2**20,
    answer_bytes=16 * 2**20,
)


@dataclass(frozen=True)
class CorpusEntry:
    """One entry of the corpus; `name` is ``kind/NAME``."""

    assignment: str
    name: str
    path: Path
    expected: Expected

    def notebook(self) -> bytes:
        """What such a student hands in."""
        return to_json(build_submission(self.path, course.ROOT)).encode()


@dataclass(frozen=True)
class VerifiedEntry:
    """An entry, what became of it, and in what that differs from what it expects."""

    entry: CorpusEntry
    finished: FinishedSubmission
    differences: tuple[str, ...]


class BrokenCorpus(ReportedError):
    """An entry that cannot be read, or a file that is none; the message names it."""


def corpus(name: str, root: Path) -> list[CorpusEntry]:
    """All entries of an assignment, sorted by name.

    Raises:
        BrokenCorpus: a file is no entry, or expects something of a check that does not exist.
    """
    checked = load(name, hidden=True)
    entries = []
    for path in sorted((root / "solutions" / name / "corpus").glob("*/*")):
        if path.is_dir() or path.suffix != ".py":
            raise BrokenCorpus(f"{path} is no entry of the corpus: those are Python scripts, see docs/corpus.md")
        try:
            expected = expectation(read_script(path, root), checked)
        except (AuthoringError, ValueError) as error:
            raise BrokenCorpus(f"{path}: {error}") from None
        entries.append(CorpusEntry(name, f"{path.parent.name}/{path.stem}", path, expected))
    return entries


def grade_entries(
    engine: Engine,
    entries: Sequence[CorpusEntry],
    limits: Limits,
    *,
    jobs: int,
    watch: Watch = UNWATCHED,
) -> list[VerifiedEntry]:
    """Grade entries of one assignment and compare each with what it expects.

    Args:
        limits: of the entries that are not quick, see `choose_limits`.
    """
    if not entries:
        return []
    finished: dict[str, FinishedSubmission] = {}
    for quick in (False, True):
        task = course.grading_task(entries[0].assignment, limits=QUICK if quick else limits)
        chosen = [entry for entry in entries if entry.expected.quick == quick]
        submissions = [Submission(entry.name, str(entry.path), entry.notebook) for entry in chosen]
        with tempfile.TemporaryDirectory() as out:
            done = grade_class(engine, task, submissions, Path(out), jobs=jobs, watch=watch)
        finished |= {item.student: item for item in done.finished}
    return [
        VerifiedEntry(entry, finished[entry.name], differences(finished[entry.name], entry.expected))
        for entry in entries
    ]


def differences(finished: FinishedSubmission, expected: Expected) -> tuple[str, ...]:
    """In what a result differs from what its entry expects; sentences, none if all is as it should be."""
    result = finished.result
    if result is None:
        return ("was not graded: " + "; ".join(finished.notes),)
    if result.status == "unreadable":
        return (f"is unreadable: {result.error}",)
    found: list[str] = []
    for question in result.questions:
        if not question.needs_grading:
            found += _question_differences(question, expected)
    marked = {question.id: question.builds_on_failed for question in result.questions if question.builds_on_failed}
    if marked != expected.builds_on_failed:
        found.append(f"builds_on_failed is {marked} instead of {expected.builds_on_failed}")
    return tuple(found)


def table(name: str, verified: Sequence[VerifiedEntry]) -> Table:
    """A row per entry: scores, seconds, and what differs."""
    shown = Table(title=f"corpus of {name}")
    for column in ("entry", "score", "seconds", "differs from what it expects"):
        shown.add_column(column, justify="right" if column in ("score", "seconds") else "left")
    for item in verified:
        result = item.finished.result
        score = f"{show_score(result.score)}/{show_score(result.max_score)}" if result else "–"
        seconds = f"{result.seconds:.1f}" if result else "–"
        shown.add_row(item.entry.name, score, seconds, plain("; ".join(item.differences)))
    return shown


def _question_differences(question: QuestionResult, expected: Expected) -> list[str]:
    found = []
    want = expected.questions.get(question.id, question.max_score)
    if abs(want - (question.score or 0.0)) > 1e-6:
        found.append(f"{question.id} scores {show_score(question.score)} instead of {show_score(want)}")
    for check in question.checks:
        verdict = expected.verdicts.get(check.id, "accepted")
        if check.verdict != verdict:
            found.append(f"{check.id} is {check.verdict} instead of {verdict}")
        wanted = expected.misconceptions.get(check.id)
        if check.misconception != wanted:
            found.append(f"{check.id} recognises {check.misconception!r} instead of {wanted!r}")
    return found
