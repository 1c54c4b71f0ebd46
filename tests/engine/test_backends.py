"""The choice of a sandbox, and what is said if there is none."""

import dataclasses
import os
import shutil
import sys
import tempfile
from pathlib import Path

import pytest

from autograder.engine import (
    Cell,
    Engine,
    ForkServerError,
    NoSafeSandbox,
    UnsafeSandboxWarning,
    backends,
    bubblewrap,
    usage,
)
from autograder.engine.forkserver import ForkServer

from .conftest import LIMITS, Notebook, ask
from .life import child, marked


def test_an_unknown_sandbox_is_refused_with_the_names_there_are():
    with pytest.raises(ValueError, match="there are bwrap, uid and none"):
        Engine("docker")


def test_without_a_working_sandbox_the_engine_refuses_and_says_what_to_do(monkeypatch):
    monkeypatch.setattr(backends, "find_bubblewrap", lambda: ["/bin/false"])
    monkeypatch.setattr(backends.UserBackend, "probe", lambda self, private: "not today")
    with pytest.raises(NoSafeSandbox) as problem:
        Engine()
    assert "bwrap: exit status 1" in str(problem.value)
    assert "uid: not today" in str(problem.value)
    assert "apt install bubblewrap" in str(problem.value)


def test_choosing_a_sandbox_leaves_no_files(engine, monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    backends.choose_backend(None).close()
    monkeypatch.setattr(backends, "find_bubblewrap", list)
    monkeypatch.setattr(backends.UserBackend, "probe", lambda self, private: "not today")
    with pytest.raises(NoSafeSandbox):
        backends.choose_backend(None)
    assert list(tmp_path.iterdir()) == []


def test_the_system_s_bubblewrap_is_tried_before_the_bundled_one(monkeypatch):
    monkeypatch.setattr(bubblewrap.shutil, "which", lambda name: "/somewhere/bwrap")
    assert bubblewrap.find_bubblewrap()[0] == "/somewhere/bwrap"


def test_a_fork_server_that_does_not_start_says_why():
    code = "import sys; sys.exit('no module named jax')"
    with pytest.raises(ForkServerError, match="no module named jax"):
        ForkServer([sys.executable, "-c", code], ["none", "/"], {}).await_ready()


def test_without_a_sandbox_there_is_a_loud_warning_and_still_limits(marker):
    with pytest.warns(UnsafeSandboxWarning, match="all rights of your account"):
        engine = Engine("none", dataclasses.replace(LIMITS, cell_seconds=3.0))
    with engine:
        assert engine.backend == "none"
        home = one_cell(engine, "import os; a = os.getcwd()")
        assert os.path.basename(os.path.dirname(home)) == "scratch"
        loop = f"{child(marker)}\nwhile True: pass"
        many = "for i in range(9): open(str(i), 'wb').write(bytes(2**23))\nimport time; time.sleep(1000)"
        with Notebook(engine, loop, many, "import os; os._exit(0)", "b = 2") as notebook:
            assert notebook.verdicts == {1: "time_limit_exceeded", 2: "run_time_error", 3: "run_time_error"}
            assert "32 MiB" in notebook.run.cell_faults[2].message
            assert notebook.ask("q4", "b") == 2
    assert not Path(home).parent.exists()
    assert not marked(marker)


def one_cell(engine, source):
    with engine.run([Cell(0, source, "q1")], arrays="numpy", seed=1) as run, run.question("q1") as evaluator:
        return ask(evaluator, "a")


@pytest.mark.skipif(not shutil.which("setarch"), reason="util-linux pretends to be another processor")
def test_a_processor_without_a_filter_is_refused(monkeypatch):
    pretend = backends.BubblewrapBackend.command
    monkeypatch.setattr(backends.BubblewrapBackend, "command", lambda self: ["setarch", "i686", *pretend(self)])
    with pytest.raises(NoSafeSandbox, match="no filter of system calls for the processor i686, only for x86_64 and"):
        Engine("bwrap")


@pytest.mark.parametrize("sandbox", ["bwrap", "none"])
@pytest.mark.filterwarnings("ignore::autograder.engine.UnsafeSandboxWarning")
def test_a_kernel_that_does_not_tell_children_is_refused(monkeypatch, sandbox):
    read = usage._read

    def without_children(path):
        if path.endswith("/children"):
            raise FileNotFoundError(path)
        return read(path)

    monkeypatch.setattr(usage, "_read", without_children)
    with pytest.raises(NoSafeSandbox, match=f"{sandbox}: a worker's processes cannot all be seen in /proc"):
        Engine(sandbox)
