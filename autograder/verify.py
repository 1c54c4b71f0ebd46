"""The corpus: submissions good, wrong and hostile, each beside what grading it must give.

``tests/submissions/<assignment>/<kind>/NAME.py`` or ``.ipynb`` stands beside ``NAME.expected.json``, which lists what
differs from full marks::

    {"portable": true,                                  otter and nbgrader can grade it fairly too
     "questions": {"q1": 2.0},                          scores; a question that is not listed has all its points
     "misconceptions": {"q2.check_name": "its name"},   every misconception that is recognised
     "verdicts": {"q4": "time_limit_exceeded"},         of the checks that a question fails, or of one check;
                                                        else they are wrong answers
     "carried_forward": ["q5"],                         questions that got points as errors carried forward
     "status": "unreadable",                            if it is
     "quick": true}                                     graded with `QUICK` limits, so that endless loops end soon
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.table import Table

from autograder.authoring import build_submission
from autograder.authoring.notebook import to_json
from autograder.course import ROOT, grading_task
from autograder.engine.model import Limits
from autograder.grading.batch import Finished, grade_class
from autograder.grading.intake import Submission
from autograder.grading.results import QuestionResult, Result
from autograder.terminal import plain, show_score

if TYPE_CHECKING:
    from autograder.engine import Engine

_SUFFIX = ".expected.json"

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
class Expected:
    """What grading an entry must give; see the module."""

    portable: bool
    questions: Mapping[str, float] = field(default_factory=dict)
    misconceptions: Mapping[str, str] = field(default_factory=dict)
    verdicts: Mapping[str, str] = field(default_factory=dict)
    carried_forward: Sequence[str] = ()
    status: str | None = None
    quick: bool = False


@dataclass(frozen=True)
class Entry:
    """One entry of the corpus; `name` is ``kind/NAME``."""

    assignment: str
    name: str
    path: Path
    expected: Expected

    def notebook(self) -> bytes:
        """What such a student hands in."""
        if self.path.suffix == ".ipynb":
            return self.path.read_bytes()
        return to_json(build_submission(self.path, ROOT)).encode()


@dataclass(frozen=True)
class Verified:
    """An entry, what became of it, and in what that differs from what it expects."""

    entry: Entry
    finished: Finished
    differences: tuple[str, ...]


class BrokenCorpus(Exception):
    """An entry without expectation, or the other way round, or one that cannot be read."""


def corpus(name: str, root: Path) -> list[Entry]:
    """All entries of an assignment, sorted by name.

    Raises:
        BrokenCorpus: files that do not pair up; the message names them.
    """
    folder = root / "tests" / "submissions" / name
    files = {path for path in folder.glob("*/*") if path.is_file()}
    entries = []
    for path in sorted(path for path in files if path.suffix in (".py", ".ipynb")):
        expectation = path.with_name(path.stem + _SUFFIX)
        if expectation not in files:
            raise BrokenCorpus(f"{path} has no {expectation.name}")
        files -= {path, expectation}
        entries.append(Entry(name, f"{path.parent.name}/{path.stem}", path, _read(expectation)))
    if files:
        raise BrokenCorpus(f"nothing belongs to {', '.join(sorted(map(str, files)))}")
    return entries


def grade_entries(
    engine: Engine,
    entries: Sequence[Entry],
    limits: Limits,
    *,
    jobs: int,
    on_finished: Callable[[Finished], None] = lambda finished: None,
) -> list[Verified]:
    """Grade entries of one assignment and compare each with what it expects.

    Args:
        limits: of the entries that are not quick, see `choose_limits`.
    """
    if not entries:
        return []
    finished: dict[str, Finished] = {}
    for quick in (False, True):
        task = grading_task(entries[0].assignment, limits=QUICK if quick else limits)
        chosen = [entry for entry in entries if entry.expected.quick == quick]
        submissions = [Submission(entry.name, str(entry.path), entry.notebook) for entry in chosen]
        with tempfile.TemporaryDirectory() as out:
            done = grade_class(engine, task, submissions, Path(out), jobs=jobs, on_finished=on_finished)
        finished |= {item.student: item for item in done}
    return [
        Verified(entry, finished[entry.name], differences(finished[entry.name], entry.expected)) for entry in entries
    ]


def differences(finished: Finished, expected: Expected) -> tuple[str, ...]:
    """In what a result differs from what its entry expects; sentences, none if all is as it should be."""
    result = finished.result
    if result is None:
        return ("was not graded: " + "; ".join(finished.notes),)
    if (result.status == "unreadable") != (expected.status == "unreadable"):
        return (f"is {result.status}: {result.error}",)
    found: list[str] = []
    for question in result.questions:
        if not question.needs_grading:
            found += _question_differences(question, expected)
    carried = [question.id for question in result.questions if question.carried_forward]
    if carried != list(expected.carried_forward):
        found.append(f"errors are carried forward to {carried} instead of {list(expected.carried_forward)}")
    return tuple(found + _stale(result, expected))


def table(name: str, verified: Sequence[Verified]) -> Table:
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


def _read(path: Path) -> Expected:
    try:
        tree: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return Expected(**tree)
    except (ValueError, TypeError) as error:
        raise BrokenCorpus(f"{path}: {error}") from None


def _question_differences(question: QuestionResult, expected: Expected) -> list[str]:
    found = []
    want = expected.questions.get(question.id, question.max_score)
    if abs(want - (question.score or 0.0)) > 1e-6:
        found.append(f"{question.id} scores {show_score(question.score)} instead of {show_score(want)}")
    for check in question.checks:
        verdict = expected.verdicts.get(check.id, expected.verdicts.get(question.id, "wrong_answer"))
        if check.verdict not in ("accepted", verdict):
            found.append(f"{check.id} is {check.verdict} instead of {verdict}")
        wanted = expected.misconceptions.get(check.id)
        if check.misconception != wanted:
            found.append(f"{check.id} recognises {check.misconception!r} instead of {wanted!r}")
    return found


def _stale(result: Result, expected: Expected) -> list[str]:
    """Expectations about questions, checks and verdicts that no result fulfils."""
    checks = {check.id: check.verdict for question in result.questions for check in question.checks}
    known = checks.keys() | {question.id for question in result.questions}
    found = [f"there is no {key}" for key in {**expected.questions, **expected.misconceptions} if key not in known]
    for key, verdict in expected.verdicts.items():
        if not any(got == verdict for check, got in checks.items() if key in (check, check.split(".")[0])):
            found.append(f"no check of {key} is {verdict}")
    return found
