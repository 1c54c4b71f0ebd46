"""No descriptor stays open after a failure, of whatever kind."""

import os
import socket

import pytest

from autograder.engine import Engine, ForkServerError, UnsafeSandboxWarning, backends
from autograder.engine.forkserver import ForkServer

from .conftest import LIMITS, Notebook
from .life import open_descriptors


class Refused:
    """A function that fails after some calls."""

    def __init__(self, function, calls):
        self._function = function
        self._left = calls

    def __call__(self, *arguments, **options):
        self._left -= 1
        if self._left < 0:
            raise OSError(24, "Too many open files")
        return self._function(*arguments, **options)


@pytest.mark.parametrize(
    ("module", "name", "calls"),
    [(socket, "socketpair", 0), (socket, "socketpair", 1), (os, "pipe", 0), (socket, "recv_fds", 0)],
)
def test_a_spawn_that_fails_leaves_no_descriptor(engine, monkeypatch, module, name, calls):
    before = open_descriptors()
    with monkeypatch.context() as patch:
        patch.setattr(module, name, Refused(getattr(module, name), calls))
        with pytest.raises((OSError, ForkServerError)):
            Notebook(engine, "a = 1")
    assert open_descriptors() == before


def test_a_worker_that_cannot_be_seen_leaves_no_descriptor(engine, monkeypatch):
    before = open_descriptors()
    with monkeypatch.context() as patch:
        patch.setattr("autograder.engine.forkserver.process_of", lambda handle: -1)
        with pytest.raises(ForkServerError, match="cannot be seen in /proc"):
            Notebook(engine, "a = 1")
    assert open_descriptors() == before


@pytest.mark.parametrize("calls", [0, 1])
def test_a_fork_server_without_sockets_leaves_no_descriptor(monkeypatch, calls):
    before = open_descriptors()
    monkeypatch.setattr(socket, "socketpair", Refused(socket.socketpair, calls))
    with pytest.raises(ForkServerError, match="Too many open files"):
        ForkServer(["/bin/true"], ["none", "/"], {})
    assert open_descriptors() == before


@pytest.mark.parametrize("command", [["/nonexistent"], ["/bin/false"], ["/bin/sh", "-c", "echo no >&2"]])
def test_a_fork_server_that_does_not_come_up_leaves_no_descriptor(command):
    before = open_descriptors()
    with pytest.raises(ForkServerError, match=r"cannot be started|did not start"):
        ForkServer(command, ["none", "/"], {}).await_ready()
    assert open_descriptors() == before


def test_an_engine_that_cannot_be_made_leaves_neither_descriptors_nor_files(monkeypatch, tmp_path):
    before = open_descriptors()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(ForkServer, "await_ready", Refused(None, 0))
    with pytest.warns(UnsafeSandboxWarning), pytest.raises(OSError, match="Too many open files"):
        Engine("none", LIMITS)
    assert open_descriptors() == before
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("problem", ["socketpair", "recv_fds", "no bubblewrap", "exit status", "unseen"])
def test_a_probe_that_fails_leaves_no_descriptor(monkeypatch, problem):
    before = open_descriptors()
    backend = backends.BubblewrapBackend("/nonexistent" if problem == "no bubblewrap" else "/bin/false")
    if problem in ("socketpair", "recv_fds"):
        monkeypatch.setattr(socket, problem, Refused(getattr(socket, problem), 0))
    if problem == "unseen":
        (backend, *_) = [backends.BubblewrapBackend(path) for path in backends.find_bubblewrap()] or [backend]
        monkeypatch.setattr(backends, "process_of", lambda handle: -1)
    assert backend.probe()
    assert open_descriptors() == before
