"""Run the reference as grading runs a submission, and write down what each question costs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from autograder.authoring import build_reference
from autograder.authoring.notebook import to_json
from autograder.course import ROOT
from autograder.engine.model import Cell, Limits
from autograder.grading.matching import matched_cells
from lecture08_utils.checking import CheckedAssignment, assignment_names, check_seed, load, run_check
from lecture08_utils.checking.codec import decode, encode

from .budget_file import FOLDER, AssignmentBudget, Budget, Cost, read_budgets, write_budgets
from .calibration import calibrate
from .machine import Machine, this_machine

if TYPE_CHECKING:
    from autograder.engine import Engine, NotebookRun, QuestionEvaluator

_METER = "_lecture08_meter"
METER_SOURCE = Path(__file__).parent / "meter.py"
# Nobody knows yet how long the reference takes, and it does end.
_AMPLE = Limits(cell_seconds=600.0, question_seconds=1200.0, notebook_seconds=3600.0)


class MeasurementFailed(Exception):
    """There is nothing to measure: no such device, or a reference that does not get its points. The message says."""


@dataclass(frozen=True)
class _Figures:
    """What the meter said at one moment; see `Meter.figures`."""

    compile: float
    resident: int
    largest: int


@dataclass
class _Spent:
    """What a question, or the given cells, took in one run; CPU seconds and bytes."""

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


def measure_all(
    engine: Engine,
    device: str,
    names: Sequence[str],
    *,
    runs: int,
    tell: Callable[[str], None] = lambda step: None,
    folder: Path = FOLDER,
) -> tuple[Path, dict[str, AssignmentBudget]]:
    """Measure assignments and write what came out into the file of the device, one after the other.

    Args:
        tell: called with its name after each step, of which there are 1 + runs·len(names).

    Returns:
        The file, and the new budgets by assignment.

    Raises:
        MeasurementFailed: the device is a GPU and there is none, or a reference fails.
        BrokenBudget: the file cannot be read.
        Uncalibrated, AuthoringError: see `calibrate` and `measure`.
    """
    machine = this_machine()
    if device == "gpu":
        machine = replace(machine, device_name=gpu_name(engine))
    read_budgets(device, folder)  # what cannot be read cannot be added to: not after minutes
    calibration_seconds = calibrate(engine)
    tell("calibration")
    measured = {}
    for name in names:
        measured[name] = measure(
            engine,
            name,
            machine,
            calibration_seconds,
            runs=runs,
            on_run=lambda name=name: tell(name),
        )
        path = write_budgets(device, measured, assignment_names(), folder)
    return path, measured


def measure(
    engine: Engine,
    name: str,
    machine: Machine,
    calibration_seconds: float,
    *,
    runs: int,
    on_run: Callable[[], None] = lambda: None,
) -> AssignmentBudget:
    """Measure the reference of an assignment.

    Every run has a worker of its own, the cells and all checks, public ones first, as in grading; and other random
    inputs, so that the spread is that of students.

    Args:
        calibration_seconds: of this machine, today.
        runs: at least three.
        on_run: called after each run.

    Raises:
        MeasurementFailed: a cell raises, or a check fails.
        AuthoringError: the assignment has not been released.
    """
    checked = load(name, hidden=True)
    notebook = to_json(build_reference(name, ROOT)).encode()
    cells = [cell.to_run() for cell in matched_cells(notebook, checked.assignment)]
    spent: list[dict[str | None, _Spent]] = []
    for number in range(runs):
        spent.append(_run_once(engine, checked, cells, number))
        on_run()
    return AssignmentBudget(
        machine=machine,
        date=date.today().isoformat(),
        runs=runs,
        calibration_seconds=calibration_seconds,
        given=_budget([run[None] for run in spent]),
        questions={item.id: _budget([run[item.id] for run in spent]) for item in checked.assignment.questions},
    )


def gpu_name(engine: Engine) -> str:
    """The GPU that student code computes on.

    Raises:
        MeasurementFailed: there is none; the message names what there is.
    """
    source = "import jax\nfound = [[device.platform, device.device_kind] for device in jax.devices()]"
    with engine.run([Cell(0, source)], arrays="jax", seed=0) as run, run.question("") as evaluator:
        evaluator.answer(encode({"op": "begin", "names": []}))
        found = _ask(evaluator, "found")
    for platform, kind in found:
        if platform in ("gpu", "cuda", "rocm"):
            return kind
    devices = ", ".join(platform for platform, _ in found)
    raise MeasurementFailed(
        f"No GPU: where student code runs, jax finds no CUDA or ROCm device, only: {devices}. Figures for a GPU are "
        "measured on a GPU or not at all; gpu.json is not written."
    )


def _run_once(
    engine: Engine, checked: CheckedAssignment, cells: Sequence[Cell], number: int
) -> dict[str | None, _Spent]:
    """Question → what it took, None → what the given cells took."""
    assignment = checked.assignment
    spent = {None: _Spent()} | {question.id: _Spent() for question in assignment.questions}
    source = f"{METER_SOURCE.read_text(encoding='utf-8')}\n\n{_METER} = Meter(get_ipython())"
    meter = Cell(max(cell.index for cell in cells) + 1, source)
    with ExitStack() as stack:
        run = stack.enter_context(engine.limited(_AMPLE).run([meter, *cells], arrays=assignment.arrays, seed=number))
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
                    after = _Figures(*_ask(evaluator, f"{_METER}.figures()"))
                    spent[name].add_check(evaluator.seconds - before, check.retries, last, after)
                    last = after
    return spent


def _demand_no_fault(run: NotebookRun, name: str) -> None:
    for index, fault in run.cell_faults.items():
        raise MeasurementFailed(f"Cell {index} of {name}'s reference: {fault.message} {fault.detail}")


def _after_cells(evaluator: QuestionEvaluator) -> list[_Figures]:
    evaluator.answer(encode({"op": "begin", "names": []}))
    return [_Figures(*figures) for figures in _ask(evaluator, f"{_METER}.after_cells")]


def _ask(evaluator: QuestionEvaluator, expression: str) -> Any:
    request = {"op": "ask", "expression": expression, "data": {}, "each": []}
    return decode(evaluator.answer(encode(request)))["value"]


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
