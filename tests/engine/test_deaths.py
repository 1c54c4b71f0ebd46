"""A worker that dies costs what killed it; a fork server that dies costs nobody anything."""

import contextlib
import os
import signal
import threading
import time

import pytest

from autograder.engine import Cell, WorkerFault
from autograder.engine.usage import measure

from .conftest import LIMITS, Notebook, ask
from .life import birth

# bubblewrap, the first process in its namespace, the fork server.
SANDBOX_PROCESSES = 3
DEATHS = {
    "os._exit": "import os; os._exit(0)",
    "crash": "import ctypes; ctypes.string_at(0)",
    "abort": "import os; os.abort()",
    "kill": "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
    "kill of its group": "import os; os.kill(0, 9)",
    "closes the socket": "import os; os.close(3)",
    "half a frame": "import os; os.write(3, b'he')",
    "garbage": "import os; os.write(3, b'hello, grader, hello')",
    "flood": "import os\nwhile True: os.write(3, bytes(2**20))",
    "a huge frame announced": "import os; os.write(3, b'\\xff\\xff\\xff\\xff\\x02\\0\\0\\0')",
    "an answer to nothing": "import os; os.write(3, b'\\x01\\0\\0\\0\\x63\\0\\0\\0x')",
}


@pytest.mark.parametrize("source", DEATHS.values(), ids=DEATHS)
def test_a_death_in_a_cell_costs_that_cell(engine, source):
    with Notebook(engine, "a = 1", source, "b = a + 1") as notebook:
        assert notebook.verdicts == {2: "run_time_error"}
        assert notebook.ask("q3", "b") == 2
        assert notebook.ask("q1", "a") == 1


def test_a_group_that_is_killed_is_the_workers_own(engine):
    """The keeper, which reports and cleans up, is not in it."""
    with Notebook(engine, DEATHS["kill of its group"]) as notebook:
        assert "SIGKILL" in notebook.run.cell_faults[1].message


@pytest.mark.parametrize("name", ["os._exit", "crash", "garbage", "flood", "half a frame"])
def test_a_death_in_a_question_costs_that_question(engine, name):
    body = DEATHS[name].replace("\n", "\n    ")
    with Notebook(engine, f"def f():\n    {body}", "b = 2") as notebook:
        with notebook.run.question("q1") as evaluator, pytest.raises(WorkerFault) as problem:
            ask(evaluator, "f()")
        assert problem.value.fault.verdict == "run_time_error"
        assert problem.value.fault.detail == ""
        assert notebook.ask("q2", "b") == 2
        assert notebook.ask("q1", "1 + 1") == 2


def test_nothing_is_left_of_a_worker(engine):
    with Notebook(engine, "import os, time\nif os.fork() == 0:\n    os.setsid(); time.sleep(1000)"):
        assert len(sandbox(engine)) > SANDBOX_PROCESSES
    deadline = time.monotonic() + 5
    while len(sandbox(engine)) > SANDBOX_PROCESSES and time.monotonic() < deadline:
        time.sleep(0.01)
    assert len(sandbox(engine)) == SANDBOX_PROCESSES


def sandbox(engine) -> tuple[int, ...]:
    return measure(engine._server.process).processes


def test_a_child_that_returns_from_a_cell_says_nothing(engine):
    with Notebook(engine, "import os\npid = os.fork()", "b = 2") as notebook:
        assert notebook.run.cell_faults == {}
        assert notebook.ask("q1", "pid > 0") is True


def test_a_thread_that_kills_the_worker_later_is_survived(engine):
    source = "import os, threading\nthreading.Timer(0.3, os._exit, (3,)).start()"
    with Notebook(engine, source, "import time\ntime.sleep(0.6)", "b = 2") as notebook:
        assert notebook.verdicts == {2: "run_time_error"}
        time.sleep(0.5)
        with notebook.run.question("q3") as evaluator, pytest.raises(WorkerFault):
            ask(evaluator, "b")
        assert notebook.ask("q3", "b") == 2


def test_cells_are_not_replayed_for_ever(engine):
    with Notebook(engine, *["import os; os._exit(0)"] * 8) as notebook:
        messages = [fault.message for fault in notebook.run.cell_faults.values()]
        assert len(messages) == 8
        assert sum(message.startswith("Not run") for message in messages) == 8 - LIMITS.replacements - 1


def kill_worker(engine) -> None:
    """Kill the youngest process, which student code runs in, and not those that watch it."""
    newest = max(measure(engine._server.process).processes, key=lambda process: int(birth(process) or 0))
    os.kill(newest, signal.SIGKILL)


def test_a_worker_that_somebody_kills_costs_nothing(engine):
    killer = threading.Timer(0.5, kill_worker, [engine])
    killer.start()
    with Notebook(engine, "import time\ntime.sleep(1)\na = 1\ndef f(): return a + 1") as notebook:
        assert not killer.is_alive()
        assert notebook.run.cell_faults == {}
        with notebook.run.question("q1") as evaluator:
            assert ask(evaluator, "f()") == 2
            kill_worker(engine)
            assert ask(evaluator, "f()") == 2


def kill_sandbox(process: int) -> None:
    for inside in measure(process).processes:
        with contextlib.suppress(ProcessLookupError):
            os.kill(inside, signal.SIGKILL)


def test_a_sandbox_that_dies_is_replaced(engine):
    with Notebook(engine, "a = 1\ndef f(): return a + 1") as notebook, notebook.run.question("q1") as evaluator:
        assert ask(evaluator, "f()") == 2
        kill_sandbox(engine._server.process)
        assert ask(evaluator, "f()") == 2
        assert notebook.run.cell_faults == {}


def test_a_sandbox_that_dies_during_a_cell_is_replaced(engine):
    server = engine._server.process
    killer = threading.Timer(0.5, kill_sandbox, [server])
    killer.start()
    with Notebook(engine, "import time\ntime.sleep(1)\na = 1") as notebook:
        assert notebook.run.cell_faults == {}
        assert engine._server.process != server
        assert notebook.ask("q1", "a") == 1
    killer.join()


def test_threads_may_share_an_engine(engine):
    results = {}

    def grade(number: int) -> None:
        cells = [Cell(0, f"a = {number}\nimport time; time.sleep(0.2)", "q1")]
        with engine.run(cells, arrays="jax", seed=number) as run, run.question("q1") as evaluator:
            results[number] = ask(evaluator, "a")

    threads = [threading.Thread(target=grade, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == {number: number for number in range(6)}
