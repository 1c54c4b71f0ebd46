"""The reference of a real assignment in plain processes, the cheapest one; and what is refused."""

import dataclasses
import json
from pathlib import Path

import pytest

import autograder.budgets.measure as measuring
from autograder.budgets import machine, trusted
from autograder.budgets.budget_file import BrokenBudget, read_budgets
from autograder.budgets.machine import Machine, gpu_machine, this_machine
from autograder.budgets.measure import MeasurementFailed, measure_all, read_reference, run_once
from autograder.budgets.trusted import TrustedEngine
from autograder.course import ROOT
from autograder.engine import Cell, Gpu, NoGpu, engine, find_gpu
from autograder.engine.account import Account
from autograder.release import build_reference
from autograder.release.notebook import to_json
from lecture08_utils.checking import load

HW = "hw1_autodiff"  # a second of computation, and q9 compiles


class Abacus(Gpu):
    """A GPU that is the processor: what is asked of the clock can be tried on it."""

    def variables(self) -> dict[str, str]:
        return {}


ABACUS = Abacus((Path("/dev/null"),), ("0",), (), ())


@pytest.fixture(scope="module")
def reference():
    return read_reference(HW, to_json(build_reference(HW, ROOT)).encode())


@pytest.fixture
def calibrated(monkeypatch):
    monkeypatch.setattr(measuring, "calibrate", lambda engine: 1.25)


def test_a_budget_is_measured_written_and_read_again(reference, calibrated, tmp_path):
    told = []
    path, measured = measure_all("cpu", [reference], runs=2, minutes=5, tell=told.append, folder=tmp_path)
    assert path == tmp_path / "cpu.json"
    assert [step.partition(":")[0] for step in told] == ["calibration", f"{HW}, run 1 of 2", f"{HW}, run 2 of 2"]
    assert read_budgets("cpu", tmp_path) == measured
    budget = measured[HW]
    assert (budget.machine, budget.runs, budget.calibration_seconds) == (this_machine(), 2, 1.25)
    assert budget.questions.keys() == {question.id for question in load(HW, hidden=True).assignment.questions}
    compiling = budget.questions["q9"]
    assert 0 < compiling.asks.compile < compiling.max
    assert compiling.cells.compile == 0
    assert 2**26 < compiling.peak_bytes < 2**31
    assert compiling.retry == 0
    # The import of JAX, three seconds of it, belongs to the start of a worker and to no cell.
    assert budget.given.max < 1.5


def test_no_sandbox_is_started(reference, calibrated, tmp_path, monkeypatch):
    def forbidden(*arguments, **options):
        raise AssertionError("the reference is trusted")

    monkeypatch.setattr(engine, "choose_backend", forbidden)
    measure_all("cpu", [reference], runs=1, minutes=5, folder=tmp_path)
    assert (tmp_path / "cpu.json").is_file()


def test_a_gpu_s_clock_is_the_wall(reference, calibrated, tmp_path, monkeypatch):
    monkeypatch.setattr(measuring, "find_gpu", lambda: ABACUS)
    monkeypatch.setattr(measuring, "gpu_machine", lambda engine: Machine("Loom 1804", 2, this_machine().versions))
    path, measured = measure_all("gpu", [reference], runs=1, minutes=5, folder=tmp_path)
    assert json.loads(path.read_text())["clock"] == "wall"
    assert measured[HW].machine.device_name == "Loom 1804"
    assert 0 < measured[HW].questions["q9"].asks.compile < measured[HW].questions["q9"].max


@pytest.mark.parametrize("gpu", [None, ABACUS])
def test_waiting_counts_by_the_wall_only(gpu):
    cell = Cell(0, "import time\ntime.sleep(0.3)", "q1")
    with TrustedEngine(gpu).run([cell], arrays="numpy", seed=0) as run:
        assert (run.cell_seconds[0] > 0.29) == (gpu is not None)


def test_waiting_for_processors_that_others_use_ends_no_measurement():
    account = Account(trusted._AMPLE)
    account.add(cpu_seconds=100.0, wall_seconds=1000.0)
    assert account.overrun(cpu_seconds=10.0, wall_seconds=100.0) is None


ASYNCHRONOUS = """
import jax, jax.numpy as jnp, time
work = jax.jit(lambda x: jax.lax.fori_loop(0, 60, lambda i, y: jnp.tanh(y @ x), x))
x = jnp.eye(500) * 0.5
work(x).block_until_ready()
"""


def test_by_the_wall_a_cell_ends_when_the_devices_have_done_its_work():
    meter = f"{measuring.METER_SOURCE.read_text('utf-8')}\n\n_meter = Meter(get_ipython(), 'wall')"
    start = "started = time.perf_counter()\ny = work(x)\ndispatched = time.perf_counter() - started"
    wait = "started = time.perf_counter()\ny.block_until_ready()\nwaited = time.perf_counter() - started"
    cells = [Cell(i, source, "q1") for i, source in enumerate([meter, ASYNCHRONOUS, start, wait])]
    with TrustedEngine(ABACUS).run(cells, arrays="jax", seed=0) as run, run.question("q1") as evaluator:
        assert run.cell_faults == {}
        measuring.begin(evaluator)
        waited, dispatched = measuring.ask(evaluator, "waited"), measuring.ask(evaluator, "dispatched")
    assert waited < 0.2 * run.cell_seconds[2], (waited, dispatched, run.cell_seconds)


def test_the_first_run_of_each_comes_before_the_second_of_any(reference, calibrated, tmp_path, monkeypatch):
    other = load("hw2_derivatives", hidden=True)
    references = [reference, dataclasses.replace(reference, checked=other)]
    ran = []

    def run_once(engine, reference, number):
        ran.append((reference.checked.assignment.name, number))
        return {None: measuring._Spent()}

    monkeypatch.setattr(measuring, "run_once", run_once)
    _, measured = measure_all("cpu", references, runs=2, minutes=5, folder=tmp_path)
    assert ran == [(name, number) for number in (0, 1) for name in (HW, "hw2_derivatives")]
    assert [item.runs for item in measured.values()] == [2, 2]
    ran.clear()
    _, measured = measure_all("cpu", references, runs=3, minutes=0, folder=tmp_path)
    assert len(ran) == 2
    assert [item.runs for item in measured.values()] == [1, 1]


def test_what_was_measured_before_a_failure_is_on_disk(reference, calibrated, tmp_path, monkeypatch):
    def run_once(engine, reference, number):
        if number:
            raise MeasurementFailed("the power is gone")
        return {None: measuring._Spent()}

    monkeypatch.setattr(measuring, "run_once", run_once)
    with pytest.raises(MeasurementFailed):
        measure_all("cpu", [reference], runs=2, minutes=5, folder=tmp_path)
    assert read_budgets("cpu", tmp_path)[HW].runs == 1


def test_a_retry_is_what_the_checks_that_may_try_again_ask():
    before, after = measuring._Figures(1.0, 100, 200), measuring._Figures(3.0, 150, 300)
    spent = measuring._Spent()
    spent.add_check(4.0, 1, before, after)
    spent.add_check(1.0, 0, after, after)
    budget = measuring._budget([spent] * 3)
    assert (budget.median, budget.retry) == (5.0, 4.0)
    assert (budget.asks.compile, budget.asks.run) == (2.0, 3.0)
    assert budget.peak_bytes == 300


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("1 / 0", "ZeroDivisionError"),
        ("import os; os._exit(3)", "ended the Python process with exit status 3"),
        ("import sys, os; print('last words', file=sys.stderr, flush=True); os._exit(3)", "last words"),
    ],
)
def test_a_reference_that_fails_has_no_budget(reference, source, words):
    spoilt = dataclasses.replace(reference, cells=[*reference.cells, Cell(999, source)])
    with pytest.raises(MeasurementFailed, match=f"of {HW}'s reference.*{words}"):
        run_once(TrustedEngine(), spoilt, 0)


def test_a_worker_that_does_not_start_says_why(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", "/nowhere")
    monkeypatch.setattr("autograder.budgets.trusted.PROJECT", Path("/nowhere"))
    monkeypatch.setattr("sys.executable", "/bin/false")
    with pytest.raises(MeasurementFailed, match="does not start: it said nothing"):
        TrustedEngine().run([Cell(0, "1")], arrays="numpy", seed=0)


def test_without_gpu_nothing_is_written(reference, tmp_path, monkeypatch):
    monkeypatch.setattr(measuring, "find_gpu", lambda: find_gpu(tmp_path, {}))
    with pytest.raises(NoGpu, match="there is no NVIDIA GPU"):
        measure_all("gpu", [reference], runs=3, minutes=5, folder=tmp_path)
    # A card whose CUDA JAX does not have.
    monkeypatch.setattr(measuring, "find_gpu", lambda: Gpu((Path("/dev/null"),), ("0",), (), ()))
    with pytest.raises(NoGpu, match="JAX cannot use the one that is here"):
        measure_all("gpu", [reference], runs=3, minutes=5, folder=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_sandbox_in_which_jax_sees_no_gpu_is_noticed(grading_engine):
    with pytest.raises(NoGpu, match=r"JAX cannot use the one that is here; .*pip install 'jax\[cuda13\]'.*cuda"):
        gpu_machine(grading_engine.run)


def test_a_driver_that_kills_the_worker_is_no_gpu(monkeypatch):
    monkeypatch.setattr(machine, "_LOOK_FOR_GPU", "import os; os._exit(7)")
    with pytest.raises(NoGpu, match="ended the Python process with exit status 7"):
        gpu_machine(TrustedEngine().run)


def test_a_file_that_cannot_be_added_to_is_noticed_before_anything_is_measured(reference, tmp_path):
    (tmp_path / "cpu.json").write_text(json.dumps({"schema": 9}))
    with pytest.raises(BrokenBudget):
        measure_all("cpu", [reference], runs=3, minutes=5, folder=tmp_path)
