"""Run the reference as grading runs a submission, and write down what each question costs."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Collection, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median
from typing import Literal

from autograder.engine.gpu import find_gpu
from autograder.engine.model import Cell
from autograder.engine.notebook_run import NotebookRun, QuestionEvaluator
from autograder.grading.matching import cells_to_run
from lecture08_utils.checking import CheckedAssignment, check_seed, load, run_check
from lecture08_utils.notebooks.matching import matched_cells

from .budget_file import FOLDER, AssignmentBudget, Budget, Cost, budget_path, read_budgets, write_budgets
from .calibration import calibrate
from .machine import Machine, ask, begin, gpu_machine, this_machine
from .trusted import MeasurementFailed, TrustedEngine

Device = Literal["cpu", "gpu"]

_METER = "_lecture08_meter"
METER_SOURCE = Path(__file__).parent / "meter.py"


@dataclass(frozen=True)
class Reference:
    """A solved notebook, ready to be run.

    Attributes:
        cells: its code cells.
    """

    checked: CheckedAssignment
    cells: Sequence[Cell]


@dataclass(frozen=True)
class _Figures:
    """What the meter said at one moment; see `Meter.figures`."""

    compile: float
    resident: int
    largest: int


@dataclass
class _Spent:
    """What a question, or the given cells, took in one run; seconds by the engine's clock, and bytes."""

    cells_compile: float = 0.0
    cells: float = 0.0
    asks_compile: float = 0.0
    asks: float = 0.0
    retry: float = 0.0
    peak_bytes: int = 0

    def add_cell(self, seconds: float, before: _Figures, after: _Figures) -> None:
        self.cells += seconds
        self.cells_compile += after.compile - before.compile
        self._hold(before, after)

    def add_check(self, seconds: float, retries: int, before: _Figures, after: _Figures) -> None:
        self.asks += seconds
        self.asks_compile += after.compile - before.compile
        self.retry += retries * seconds
        self._hold(before, after)

    def _hold(self, before: _Figures, after: _Figures) -> None:
        grown = after.largest > before.largest
        self.peak_bytes = max(self.peak_bytes, after.largest if grown else after.resident)


def read_reference(name: str, notebook: bytes) -> Reference:
    """The reference of an assignment.

    Args:
        notebook: the file's contents.

    Raises:
        UnreadableNotebook: it is none.
    """
    checked = load(name, hidden=True)
    return Reference(checked, cells_to_run(matched_cells(notebook, checked.assignment)))


def measure_all(
    device: Device,
    references: Sequence[Reference],
    *,
    runs: int,
    minutes: float,
    keep: Collection[str] = (),
    tell: Callable[[str], None] = lambda step: None,
    folder: Path = FOLDER,
) -> tuple[Path, dict[str, AssignmentBudget]]:
    """Measure assignments, and write what came out into the file of the device after each run.

    The first run of each comes before the second of any, so that whoever stops this early has figures for all.

    Args:
        runs: of each reference, each in a process of its own, with other random inputs, so that the spread is that
            of students.
        minutes: no second run of a reference begins later than that.
        keep: assignments whose earlier budgets stay in the file.
        tell: called with its name and the seconds that it took after each step, of which there are
            1 + runs·len(references), fewer if the time does not suffice.

    Returns:
        The file, and the new budgets by assignment.

    Raises:
        NoGpu: the device is a GPU and there is none that works.
        MeasurementFailed: a reference fails.
        BrokenBudget: the file cannot be read.
        Uncalibrated: see `calibrate`.
    """
    started = time.monotonic()
    engine = TrustedEngine(find_gpu() if device == "gpu" else None)
    machine = gpu_machine(engine.run) if device == "gpu" else this_machine()
    read_budgets(device, folder)  # what cannot be read cannot be added to: not after minutes
    calibration_seconds = calibrate(engine.run)
    tell(f"calibration: {calibration_seconds:.2f} s")
    spent: dict[str, list[dict[str | None, _Spent]]] = {}
    measured: dict[str, AssignmentBudget] = {}
    for number, reference in itertools.product(range(runs), references):
        before = time.monotonic()
        if number and before - started > 60.0 * minutes:
            break
        name = reference.checked.assignment.name
        spent.setdefault(name, []).append(run_once(engine, reference, number))
        measured[name] = _assignment_budget(machine, calibration_seconds, spent[name])
        write_budgets(device, measured, keep, folder)
        tell(f"{name}, run {number + 1} of {runs}: {time.monotonic() - before:.0f} s")
    return budget_path(device, folder), measured


def run_once(engine: TrustedEngine, reference: Reference, number: int) -> dict[str | None, _Spent]:
    """Run a reference: all cells, then all checks, public ones first, as in grading.

    Args:
        number: of the run; the checks' random inputs depend on it.

    Returns:
        Question → what it took; None → what the given cells took.

    Raises:
        MeasurementFailed: a cell raises, or a check fails.
    """
    checked, cells = reference.checked, reference.cells
    assignment = checked.assignment
    spent = {None: _Spent()} | {question.id: _Spent() for question in assignment.questions}
    source = f"{METER_SOURCE.read_text(encoding='utf-8')}\n\n{_METER} = Meter(get_ipython(), {engine.clock!r})"
    meter = Cell(max(cell.index for cell in cells) + 1, source)
    with ExitStack() as stack:
        run = stack.enter_context(engine.run([meter, *cells], arrays=assignment.arrays, seed=number))
        _demand_no_fault(run, assignment.name)
        asked = {item.id: stack.enter_context(run.question(item.id)) for item in assignment.questions}
        last, *after_cells = _after_cells(next(iter(asked.values())))
        for cell, after in zip(cells, after_cells, strict=True):
            spent[cell.question].add_cell(run.cell_seconds[cell.index], last, after)
            last = after
        for visibility in ("public", "hidden"):
            for name, evaluator in asked.items():
                for check in checked.of_question(name, visibility):
                    before = evaluator.seconds
                    seed = check_seed(f"budget {number}", assignment.name, check.id)
                    outcome = run_check(checked, check, evaluator, seed)
                    if outcome.failure:
                        raise MeasurementFailed(f"The reference fails {check.id}: {outcome.message}")
                    after = _Figures(*ask(evaluator, f"{_METER}.figures()"))
                    spent[name].add_check(evaluator.seconds - before, check.retries, last, after)
                    last = after
    return spent


def _demand_no_fault(run: NotebookRun, name: str) -> None:
    for index, fault in run.cell_faults.items():
        raise MeasurementFailed(f"Cell {index} of {name}'s reference: {fault.message} {fault.detail}")


def _after_cells(evaluator: QuestionEvaluator) -> list[_Figures]:
    begin(evaluator)
    return [_Figures(*figures) for figures in ask(evaluator, f"{_METER}.after_cells")]


def _assignment_budget(
    machine: Machine, calibration_seconds: float, runs: Sequence[dict[str | None, _Spent]]
) -> AssignmentBudget:
    return AssignmentBudget(
        machine=machine,
        date=date.today().isoformat(),
        runs=len(runs),
        calibration_seconds=calibration_seconds,
        given=_budget([run[None] for run in runs]),
        questions={name: _budget([run[name] for run in runs]) for name in runs[0] if name is not None},
    )


def _budget(runs: Sequence[_Spent]) -> Budget:
    totals = [run.cells + run.asks for run in runs]
    return Budget(
        median=_seconds(totals),
        min=round(min(totals), 3),
        max=round(max(totals), 3),
        cells=_cost([(run.cells_compile, run.cells) for run in runs]),
        asks=_cost([(run.asks_compile, run.asks) for run in runs]),
        retry=_seconds([run.retry for run in runs]),
        peak_bytes=max(run.peak_bytes for run in runs),
    )


def _cost(runs: Sequence[tuple[float, float]]) -> Cost:
    # The kernel counts the whole in hundredths of a second, so the part can come out larger.
    return Cost(_seconds([part for part, _ in runs]), _seconds([max(whole - part, 0.0) for part, whole in runs]))


def _seconds(figures: Sequence[float]) -> float:
    return round(median(figures), 3)
