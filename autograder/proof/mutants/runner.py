"""Grade mutants: real engine, real checks, and no more of either than it takes to see a point lost."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, closing, nullcontext
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from autograder.budgets.machine import RunNotebook
from autograder.engine.model import Cell, Limits, WorkerFault
from autograder.errors import ReportedError
from autograder.grading.builds_on import all_prerequisites
from autograder.grading.guard import guarded_check
from autograder.release.source import Source
from autograder.threads import in_threads
from lecture08_utils.checking import Check, CheckedAssignment, Evaluator, check_seed
from lecture08_utils.checking.messages import Verdict

from .ledger import Ledger
from .mutants import Key, Mutant, generate
from .slices import needed_cells

if TYPE_CHECKING:
    from autograder.engine import Engine


class BrokenReference(ReportedError):
    """The reference itself loses points; the message says in which check."""


@dataclass(frozen=True)
class JudgedMutant:
    """A mutant and what became of it.

    Attributes:
        verdict: that of the first check that it fails; None if it keeps full marks.
        failed: that check, or None.
    """

    mutant: Mutant
    verdict: Verdict | None = None
    failed: Check | None = None

    @property
    def is_noticed_late(self) -> bool:
        """Only a question that builds on the changed one loses points."""
        return self.failed is not None and self.failed.question != self.mutant.key.question


@dataclass(frozen=True)
class MutationResult:
    """All that became of an assignment's mutants.

    Attributes:
        generated_of: question → how many mutants it has.
        judged: those that were graded, in the order of the source.
        ledger: what the instructor says about them.
        unmatched: entries of the ledger that belong to no mutant.
        diagnostics: checks that broke instead of judging.
    """

    name: str
    file: str
    generated_of: Mapping[str, int]
    judged: tuple[JudgedMutant, ...]
    ledger: Ledger
    unmatched: tuple[Key, ...]
    diagnostics: tuple[str, ...]

    @property
    def generated(self) -> int:
        """How many mutants there are."""
        return sum(self.generated_of.values())

    @property
    def killed(self) -> list[JudgedMutant]:
        """Those that lose points."""
        return [item for item in self.judged if item.verdict is not None]

    @property
    def equivalent(self) -> list[JudgedMutant]:
        """Those that keep full marks and are listed as no fault."""
        return [item for item in self.judged if item.verdict is None and item.mutant.key in self.ledger.reasons]

    @property
    def survivors(self) -> list[JudgedMutant]:
        """Those that keep full marks and should not."""
        return [item for item in self.judged if item.verdict is None and item.mutant.key not in self.ledger.reasons]

    @property
    def stale(self) -> list[Key]:
        """Entries of the ledger without a mutant, or whose mutant loses points, and not by the luck of a training."""
        lost = [item.mutant.key for item in self.killed if item.failed and not item.failed.retries]
        return [*self.unmatched, *(key for key in lost if key in self.ledger.reasons)]

    @property
    def score(self) -> float:
        """The share of the faults that is noticed, 0 to 1."""
        return len(self.killed) / (len(self.killed) + len(self.survivors))


Progress = Callable[[int], AbstractContextManager[Callable[[JudgedMutant], None]]]


def try_checks(
    engine: Engine,
    source: Source,
    checked: CheckedAssignment,
    ledger: Ledger,
    limits: Limits,
    *,
    jobs: int,
    progress: Progress = lambda total: nullcontext(lambda judged: None),
) -> MutationResult:
    """Grade the mutants of an assignment.

    Args:
        limits: those of grading.
        jobs: how many are graded at the same time. Verdicts do not depend on it.
        progress: from the number of mutants, once the reference has been graded, to a context in which there is
            something to call, in this thread, after each mutant.

    Raises:
        BrokenReference: the reference does not get full marks.
    """
    generated = [mutant for mutant in generate(source) if not _is_challenge(checked, mutant.key.question)]
    chosen = ledger.chosen(generated)
    court = _Court(partial(engine.run, limits=limits), source, checked, ledger)
    judged: dict[Mutant, JudgedMutant] = {}
    with progress(len(chosen)) as tell, closing(in_threads(court.judge, chosen, jobs)) as all_judged:
        for item in all_judged:
            judged[item.mutant] = item
            tell(item)
    return MutationResult(
        source.name,
        source.file,
        Counter(mutant.key.question for mutant in generated),
        tuple(judged[mutant] for mutant in chosen),
        ledger,
        tuple(ledger.unmatched(generated)),
        tuple(court.diagnostics),
    )


def _is_challenge(checked: CheckedAssignment, question: str) -> bool:
    """Whether a question has checks and no points: then there are no full marks that a mutant could keep."""
    return bool(checked.of_question(question)) and not checked.points(question)


class _Court:
    """Judges mutants of one assignment, whose reference has been found without fault."""

    def __init__(self, run: RunNotebook, source: Source, checked: CheckedAssignment, ledger: Ledger):
        self.diagnostics: list[str] = []
        self._run = run
        self._checked = checked
        self._ledger = ledger
        self._cells = needed_cells(source)
        failed, verdict = self._first_failure(self._cells, [question.id for question in checked.assignment.questions])
        if failed:
            raise BrokenReference(f"{source.file} without its plots: {failed.id} is {verdict}")

    def judge(self, mutant: Mutant) -> JudgedMutant:
        """Ask the checks of the changed question, then those that build on it, until one is not accepted.

        What the ledger lists is asked about in its own question alone: it would pass through every later training.
        """
        own = mutant.key.question
        asked = [own] if mutant.key in self._ledger.reasons else [own, *self._dependants(own)]
        cells = [replace(cell, source=mutant.text) if cell.index == mutant.cell else cell for cell in self._cells]
        failed, verdict = self._first_failure(cells, asked)
        return JudgedMutant(mutant, verdict, failed)

    def _dependants(self, question: str) -> list[str]:
        """Those that build on a question; a challenge without points cannot cost full marks."""
        assignment = self._checked.assignment
        later = [other.id for other in assignment.questions if question in all_prerequisites(assignment, other)]
        return [other for other in later if self._checked.points(other) > 0]

    def _first_failure(
        self, cells: Sequence[Cell], questions: Sequence[str]
    ) -> tuple[Check, Verdict] | tuple[None, None]:
        sha256 = hashlib.sha256("\n".join(cell.source for cell in cells).encode()).hexdigest()
        arrays, seed = self._checked.assignment.arrays, _seed(sha256, "cells") % 2**32
        with self._run(cells, arrays=arrays, seed=seed) as run:
            for question in questions:
                faults = (run.cell_faults.get(cell.index) for cell in cells if cell.question == question)
                fault = next(filter(None, faults), None)
                with run.question(question) as evaluator:
                    # Checks that are tried again are those that train, for seconds each.
                    for check in sorted(self._checked.of_question(question), key=lambda check: check.retries):
                        verdict = fault.verdict if fault else self._verdict(check, evaluator, _seed(sha256, check.id))
                        if verdict != "accepted":
                            return check, verdict
        return None, None

    def _verdict(self, check: Check, evaluator: Evaluator, seed: int) -> Verdict:
        try:
            outcome, broken = guarded_check(self._checked, check, evaluator, seed)
        except WorkerFault as death:
            return death.fault.verdict
        if broken:
            self.diagnostics.append(broken)
        return outcome.verdict


def _seed(sha256: str, purpose: str) -> int:
    return check_seed("mutants", sha256, purpose)
