"""Run the real command-line tools of otter, nbgrader and hatchling."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from .problems import ToolError

_SECONDS = 600
# What else could make two runs differ: a person's own Jupyter configuration, the date in a wheel.
_SOURCE_DATE = "1577836800"
# Each has a process group of its own, so that the kernels that it starts end with it.
_running: set[subprocess.Popen[str]] = set()


@contextlib.contextmanager
def no_tool_left() -> Iterator[None]:
    """End the tools that other threads still run, if this thread is interrupted or fails."""
    try:
        yield
    except BaseException:
        for tool in list(_running):
            _end(tool)
        raise


def _end(tool: subprocess.Popen[str]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(tool.pid, signal.SIGKILL)


def run_tool(module: str, *arguments: str, cwd: Path, scratch: Path) -> str:
    """Run ``python -m module arguments…`` with this interpreter.

    Args:
        scratch: a folder for the tool's settings, caches and logs.

    Returns:
        What it printed.

    Raises:
        ToolError: it failed; the message holds the end of what it printed.
    """
    environment = {
        **os.environ,
        "HOME": str(scratch),
        "IPYTHONDIR": str(scratch),
        "JUPYTER_CONFIG_DIR": str(scratch),
        "JUPYTER_PREFER_ENV_PATH": "1",
        # nbgrader calls `alembic` by name, which is not found where the environment is not activated.
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]),
        "PYTHONHASHSEED": "0",
        "SOURCE_DATE_EPOCH": _SOURCE_DATE,
    }
    # -P: the working folder holds copies of our packages, which are data here.
    command = [sys.executable, "-P", "-m", module, *arguments]
    shown = f"`{module} {' '.join(arguments)}`"
    with subprocess.Popen(
        command,
        cwd=cwd,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,
    ) as tool:
        _running.add(tool)
        try:
            printed, _ = tool.communicate(timeout=_SECONDS)
        except subprocess.TimeoutExpired:
            raise ToolError(f"{shown} did not end within {_SECONDS} seconds.") from None
        finally:
            _running.discard(tool)
            if tool.poll() is None:
                _end(tool)
    if tool.returncode:
        tail = "\n".join(printed.splitlines()[-30:])
        raise ToolError(f"{shown} failed with code {tool.returncode}:\n{tail}")
    return printed
