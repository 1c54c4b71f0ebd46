"""Limits are enforced from outside, soon after they are reached, whatever student code does."""

import ctypes
import dataclasses
import os
import subprocess
import sys
import threading
import time

import numpy as np
import pytest

from autograder.engine import WorkerFault

from .conftest import IMPATIENT, LIMITS, Notebook, ask, with_limits

# The kernel forgets the time of children that are not waited for, if it may.
SHORT_LIVED = """\
import os, signal, time, contextlib
with contextlib.suppress(OSError):
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
def burn():
    with contextlib.suppress(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
    if os.fork() == 0:
        end = time.monotonic() + 0.05
        while time.monotonic() < end: pass
        os._exit(0)
"""
LOOPS = {
    "python": "while True: pass",
    "catches everything": "while True:\n  try:\n    while True: pass\n  except BaseException: pass",
    "regular expression": "import re; re.match('(a*)*b', 'a' * 60)",
    "xla": "import jax; jax.lax.while_loop(lambda x: x >= 0, lambda x: x * 0, 1.0).block_until_ready()",
    "ignores signals": (
        "import signal\nfor number in set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP, signal.SIGCHLD}:\n"
        "    signal.signal(number, signal.SIG_IGN)\nwhile True: pass"
    ),
    "sleep": "import time; time.sleep(1000)",
    "stops itself": "import os, signal; os.kill(os.getpid(), signal.SIGSTOP)",
    "children": "import os\nfor i in range(4): os.fork()\nwhile True: pass",
    "children that nobody waits for": f"{SHORT_LIVED}while True:\n    burn()\n    time.sleep(0.05)",
    "children behind a nice one": f"{SHORT_LIVED}if os.fork() == 0:\n    os.nice(11)\n    while True: pass\n"
    "while True:\n    burn()\n    time.sleep(0.05)",
    "grandchildren": (
        f"{SHORT_LIVED}while True:\n    if (child := os.fork()) == 0:\n        burn()\n        os._exit(0)\n"
        "    os.waitpid(child, 0)\n    time.sleep(0.05)"
    ),
    "daemon": (
        "import os, time\nif os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0:\n        while True: pass\n"
        "    os._exit(0)\ntime.sleep(1000)"
    ),
}


@pytest.mark.parametrize("source", LOOPS.values(), ids=LOOPS)
def test_an_endless_loop_in_a_cell_ends(impatient, source):
    with Notebook(impatient, source, "b = 2") as notebook:
        assert notebook.verdicts == {1: "time_limit_exceeded"}
        assert notebook.ask("q2", "b") == 2


def test_a_cell_that_was_stopped_keeps_its_seconds(impatient):
    with Notebook(impatient, "while True: pass") as notebook:
        assert notebook.run.cell_seconds[1] >= IMPATIENT.cell_seconds


# Time lost to other work is forgiven up to twice, so this holds on a machine that does nothing else.
@pytest.mark.slow
@pytest.mark.alone
@pytest.mark.parametrize("source", LOOPS.values(), ids=LOOPS)
def test_an_endless_loop_ends_within_a_second_of_its_limit(impatient, source):
    with Notebook(impatient, "a = 1"):
        pass
    started = time.monotonic()
    with Notebook(impatient, source) as notebook:
        seconds = time.monotonic() - started
        assert notebook.verdicts == {1: "time_limit_exceeded"}
    idle = source in (LOOPS["sleep"], LOOPS["stops itself"])
    limit = IMPATIENT.cell_seconds * (IMPATIENT.wall_factor if idle else 1)
    assert IMPATIENT.cell_seconds <= seconds <= limit + 1


@pytest.mark.parametrize("name", ["regular expression", "sleep"])
def test_an_endless_loop_in_a_question_ends(impatient, name):
    body = LOOPS[name].replace("\n", "\n    ")
    with Notebook(impatient, f"def f():\n    {body}", "b = 2") as notebook:
        with notebook.run.question("q1") as evaluator:
            with pytest.raises(WorkerFault) as problem:
                ask(evaluator, "f()")
            assert problem.value.fault.verdict == "time_limit_exceeded"
            with pytest.raises(WorkerFault):
                ask(evaluator, "1")
        assert notebook.ask("q2", "b") == 2


def test_all_that_a_question_asks_shares_one_limit(impatient):
    busy = "import time\ndef f():\n    start = time.process_time()\n    while time.process_time() < start + 0.3: pass"
    with Notebook(impatient, busy) as notebook, notebook.run.question("q1") as evaluator:
        for _ in range(3):
            ask(evaluator, "f()")
        with pytest.raises(WorkerFault) as problem:
            ask(evaluator, "[f(), f()]")
        assert evaluator.seconds < 2
    assert "1.2 s are allowed" in problem.value.fault.message


def test_a_question_may_have_a_limit_of_its_own(engine):
    """q2's cells and what its checks ask end early; the same is allowed to q1."""
    busy = "import time\ndef f():\n    start = time.process_time()\n    while time.process_time() < start + 2: pass"
    limited = with_limits(engine, dataclasses.replace(LIMITS, own_seconds={"q2": 1.0, "q3": 1.0}))
    with Notebook(limited, f"{busy}\nf()", "f()", "") as notebook:
        assert notebook.verdicts == {2: "time_limit_exceeded"}
        assert "1 s are allowed here" in notebook.run.cell_faults[2].message
        assert notebook.ask("q1", "f()") is None
        with notebook.run.question("q3") as evaluator, pytest.raises(WorkerFault) as problem:
            ask(evaluator, "f()")
        assert "1 s are allowed here" in problem.value.fault.message


def test_all_cells_share_a_limit(engine):
    nap = "import time; time.sleep(2.5)"
    limited = with_limits(engine, dataclasses.replace(LIMITS, notebook_seconds=2.0, wall_factor=2.0))
    with Notebook(limited, "a = 1", nap, nap, nap, "b = 2") as notebook:
        assert notebook.verdicts == {4: "time_limit_exceeded", 5: "time_limit_exceeded"}
        assert "4 s are allowed for all cells" in notebook.run.cell_faults[5].message
        assert notebook.ask("q5", "a") == 1


def test_cells_replays_and_questions_share_one_limit(engine):
    """Once it is used up nothing more runs, and no worker is started for it."""
    busy = "import time\ndef burn(s):\n    end = time.process_time() + s\n    while time.process_time() < end: pass"
    limited = with_limits(engine, dataclasses.replace(LIMITS, total_seconds=1.0))
    with Notebook(limited, busy, "burn(0.4)", "c = 3") as notebook:
        assert notebook.verdicts == {}
        assert notebook.ask("q2", "burn(0.7)") is None
        for question in ("q2", "q3"):
            with notebook.run.question(question) as evaluator, pytest.raises(WorkerFault) as problem:
                ask(evaluator, "1")
            assert problem.value.fault.verdict == "time_limit_exceeded"
            assert "1 s that are allowed for the whole notebook" in problem.value.fault.message
    with Notebook(limited, busy, "burn(1.1)", "c = 3", "d = 4") as notebook:
        assert notebook.verdicts == {3: "time_limit_exceeded", 4: "time_limit_exceeded"}


def test_who_waits_in_every_question_is_stopped_sooner_each_time(engine):
    """The first question that hangs uses up what all may wait; what computes is let alone even then."""
    limited = with_limits(engine, dataclasses.replace(LIMITS, idle_seconds=3.0))
    burn = "import time\ndef burn(s):\n    end = time.process_time() + s\n    while time.process_time() < end: pass"
    with Notebook(limited, burn) as notebook:
        assert notebook.ask("q1", "burn(0.1)") is None
        for question in ("q2", "q3"):
            with notebook.run.question(question) as evaluator, pytest.raises(WorkerFault) as problem:
                ask(evaluator, "time.sleep(1000)")
            assert "waited without computing, as time.sleep() does, for more than 3 s" in problem.value.fault.message
        assert notebook.ask("q4", "burn(3)") is None


def test_replays_count_too(engine):
    """Each question breaks the worker, and the next one must run the cell again."""
    limited = with_limits(engine, dataclasses.replace(LIMITS, total_seconds=1.5))
    busy = "import os, time\nend = time.process_time() + 0.4\nwhile time.process_time() < end: pass"
    messages = []
    with Notebook(limited, busy) as notebook:
        for number in range(1, 8):
            with notebook.run.question(f"q{number}") as evaluator, pytest.raises(WorkerFault) as problem:
                ask(evaluator, "os._exit(1)")
            messages.append(problem.value.fault.message)
    assert "ended the Python process" in messages[0]
    assert "1.5 s that are allowed for the whole notebook" in messages[-1]


def test_the_time_of_other_threads_of_the_grader_is_not_the_workers(impatient):
    """A thread of the grader that does not let go of the interpreter, as a long `re` or `json` call does not."""
    hog = ctypes.PyDLL(None)
    ended = threading.Event()

    def keep_the_interpreter():
        while not ended.is_set():
            hog.usleep(600_000)
            time.sleep(0.001)

    nap = "import time; time.sleep(0.7)"
    thread = threading.Thread(target=keep_the_interpreter)
    with Notebook(impatient, "a = 1"):
        pass
    thread.start()
    try:
        started = time.monotonic()
        with Notebook(impatient, nap) as notebook:
            seconds = time.monotonic() - started
            assert notebook.run.cell_faults == {}
            assert notebook.ask("q1", "1 + 1") == 2
    finally:
        ended.set()
        thread.join()
    assert seconds > 1.2


def test_a_busy_machine_fails_nobody(impatient):
    """Eight processes compete for the worker's core: it needs more wall time than its limit."""
    busy = "import time\nstart = time.process_time()\nwhile time.process_time() < start + 0.3: pass"
    hog = "import os, sys\nos.sched_setaffinity(0, {int(sys.argv[1])})\nwhile True: pass"
    cores = [core for core in os.sched_getaffinity(0) for _ in range(8)]
    # A session each, since the kernel divides processor time among sessions first.
    command = [sys.executable, "-c", hog]
    hogs = [subprocess.Popen([*command, str(core)], start_new_session=True) for core in cores]
    try:
        started = time.monotonic()
        with Notebook(impatient, busy) as notebook:
            assert notebook.run.cell_faults == {}
        assert time.monotonic() - started > IMPATIENT.cell_seconds * IMPATIENT.wall_factor
    finally:
        for process in hogs:
            process.kill()
            process.wait()


MEMORY = {
    "one allocation": "x = bytearray(3 * 2**30)",
    "many allocations": "import numpy as np; x = [np.empty(2**23) for _ in range(100)]",
    "shared memory": "import mmap\nx = mmap.mmap(-1, 2 * 2**30)\nfor i in range(0, 2**31, 4096): x[i] = 1",
    "several processes": (
        "import os, time\nfor i in range(4): os.fork()\nx = b'x' * (100 * 2**20)\ntime.sleep(1000)"
    ),
    "numpy": "import numpy as np; x = np.ones(2**29)",
    "jax": "import jax.numpy as jnp; x = jnp.ones((2**16, 2**16)).block_until_ready()",
}


@pytest.mark.parametrize("source", MEMORY.values(), ids=MEMORY)
def test_memory_is_limited(engine, source):
    with Notebook(engine, source, "b = 2") as notebook:
        assert notebook.verdicts == {1: "memory_limit_exceeded"}
        assert "512 MiB" in notebook.run.cell_faults[1].message
        assert notebook.ask("q2", "b") == 2


def test_memory_of_a_refused_cell_is_there_again_for_later_questions(engine):
    greedy = "kept = []\nwhile True: kept.append(bytearray(2**23))"
    with Notebook(engine, "x = 1", greedy, "import numpy as np\nx = np.ones(2**25).sum()") as notebook:
        assert notebook.verdicts == {2: "memory_limit_exceeded"}
        assert notebook.ask("q3", "float(x)") == 2.0**25


def test_refused_memory_ends_a_question_but_not_the_worker(engine):
    source = "import numpy as np\ndef f(n): return np.ones(n).sum()"
    with Notebook(engine, source) as notebook, notebook.run.question("q1") as evaluator:
        with pytest.raises(WorkerFault) as problem:
            ask(evaluator, "f(n)", n=2**30)
        assert problem.value.fault.verdict == "memory_limit_exceeded"
        assert ask(evaluator, "f(n)", n=10) == 10


OTHER = {
    "processes": (
        "import os, time\nfor i in range(8):\n    if os.fork(): continue\ntime.sleep(1000)",
        "24 are allowed at a time",
    ),
    "fork bomb": (
        "import os\nwhile True:\n    try: os.fork()\n    except OSError: pass",
        "24 are allowed at a time",
    ),
    "threads": (
        "import threading, time\nfor i in range(500): threading.Thread(target=time.sleep, args=(1,)).start()",
        "RuntimeError",
    ),
    "output": ("while True: print('x' * 1000)", "more than the 1 MiB"),
    "output of a child": ("!yes", "more than the 1 MiB"),
    "one file": ("open('a', 'wb').write(bytes(2**26))", "32 MiB in all"),
    "many files": ("for i in range(9): open(f'/tmp/{i}', 'wb').write(bytes(2**23))", "32 MiB in all"),
    "shared files": ("for i in range(9): open(f'/dev/shm/{i}', 'wb').write(bytes(2**23))", "32 MiB in all"),
}


@pytest.mark.parametrize(("source", "message"), OTHER.values(), ids=OTHER)
def test_other_things_are_limited_too(engine, source, message):
    with Notebook(engine, source, "b = 2") as notebook:
        assert notebook.verdicts == {1: "run_time_error"}
        assert message in notebook.run.cell_faults[1].message
        assert notebook.ask("q2", "b") == 2


def test_an_answer_that_is_too_large_is_a_fault(engine):
    with Notebook(engine, "import numpy as np\ndef f(n): return np.zeros(n)") as notebook:
        with notebook.run.question("q1") as evaluator:
            with pytest.raises(WorkerFault) as problem:
                ask(evaluator, "f(n)", n=2**20)
            assert "4 MiB" in problem.value.fault.message
        assert np.shape(notebook.ask("q1", "f(3)")) == (3,)
