"""The engine owns its workers and its fork server: whatever ends the grader ends them, and soon."""

import os
import signal
import sys
import threading
import time
from contextlib import closing
from textwrap import indent

import pytest

from autograder.engine import Engine, EngineClosed, UnsafeSandboxWarning
from autograder.engine.sandbox_process import SandboxProcess

from .conftest import LIMITS, Notebook, ask, new_engine
from .life import Family, await_that, child, fork_servers, marked


@pytest.fixture
def own_engine():
    """An engine to be closed or broken by the test."""
    with new_engine() as engine:
        yield engine


class Asker(threading.Thread):
    """A thread that does something with an engine, and keeps what it got for it."""

    def __init__(self, work):
        super().__init__(daemon=True)
        self._work = work
        self.error = None
        self.start()

    def run(self):
        try:
            self._work()
        except Exception as error:
            self.error = error

    def awaited(self):
        self.join(60)
        assert not self.is_alive()
        return self.error


def test_closing_ends_what_other_threads_run_and_ask(own_engine, marker):
    def asking():
        source = (
            f"def f():\n    start_child()\n    while True: pass\ndef start_child():\n{indent(child(marker), '    ')}"
        )
        with Notebook(own_engine, source) as notebook, notebook.run.question("q1") as evaluator:
            ask(evaluator, "f()")

    def running():
        with Notebook(own_engine, f"{child(marker)}\nimport time; time.sleep(1000)"):
            pass

    threads = [Asker(asking), Asker(running)]
    await_that(lambda: len(marked(marker)) == 2)
    family = Family(own_engine._server.process, marker)
    own_engine.close()
    family.await_end()
    assert [type(thread.awaited()) for thread in threads] == [EngineClosed, EngineClosed]
    own_engine.close()
    with pytest.raises(EngineClosed, match="the engine is closed"):
        Notebook(own_engine, "a = 1")
    assert not own_engine._server.alive


def test_a_fork_server_that_hangs_is_closed_in_time(own_engine, marker):
    root = own_engine._server.process
    for process in [root, *fork_servers(root)]:
        os.kill(process, signal.SIGSTOP)
    thread = Asker(lambda: Notebook(own_engine, "a = 1"))
    time.sleep(0.1)
    family = Family(root, marker)
    own_engine.close()
    family.await_end()
    assert isinstance(thread.awaited(), EngineClosed)


def test_a_sandbox_that_lost_its_outermost_process_is_closed(own_engine, marker):
    with Notebook(own_engine, child(marker)):
        family = Family(own_engine._server.process, marker)
        os.kill(own_engine._server.process, signal.SIGKILL)
        own_engine.close()
        family.await_end()


def test_closing_ends_a_server_that_is_being_started_again(own_engine, marker):
    first = own_engine._server
    first.close()
    thread = Asker(lambda: Notebook(own_engine, "a = 1"))
    await_that(lambda: own_engine._server is not first)
    family = Family(own_engine._server.process, marker)
    own_engine.close()
    family.await_end()
    assert isinstance(thread.awaited(), EngineClosed)


def test_workers_end_with_their_fork_server_where_no_namespace_ends_them(marker):
    with pytest.warns(UnsafeSandboxWarning):
        engine = Engine("none", LIMITS)
    with engine, Notebook(engine, f"{child(marker)}\na = 1") as notebook:
        await_that(lambda: marked(marker))
        first = marked(marker)
        family = Family(engine._server.process, marker)
        os.kill(engine._server.process, signal.SIGKILL)
        family.await_end()
        assert notebook.ask("q1", "a") == 1
        await_that(lambda: marked(marker) and marked(marker) != first)


def test_a_sandbox_that_lets_go_of_nothing_is_killed(marker):
    code = f"import time\n{child(marker)}\ntime.sleep(1000)"
    sandbox = SandboxProcess([sys.executable, "-S", "-c", code], "serve", [], {"PATH": os.environ["PATH"]})
    await_that(lambda: marked(marker))
    family = Family(sandbox.process, marker)
    sandbox.close()
    family.await_end()
    sandbox.close()


def test_a_sandbox_outlives_the_thread_that_started_it():
    """As it would not with a signal for its parent's death, which comes when the thread ends."""
    code = (
        "import socket, sys, time\nfrom autograder.engine.worker import lifeline\n"
        "lifeline.hold(int(sys.argv[2]))\ncontrol = socket.socket(fileno=int(sys.argv[3]))\n"
        "control.send(b'ready')\ntime.sleep(1000)"
    )
    variables = {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(sys.path)}
    started = []
    Asker(lambda: started.append(SandboxProcess([sys.executable, "-c", code], "serve", [], variables))).awaited()
    with closing(started[0]) as sandbox:
        assert sandbox.control.recv(16) == b"ready"
        time.sleep(0.2)
        assert sandbox.alive
