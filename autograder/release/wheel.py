"""The student wheel: `lecture08_utils` alone, built by hatchling."""

from __future__ import annotations

from pathlib import Path

from .archives import read_zip, write_zip
from .problems import ToolError
from .tools import run_tool


def make_wheel(root: Path, scratch: Path) -> tuple[str, bytes]:
    """Build the wheel of the checkout in `root`.

    Returns:
        Its file name and its contents, packed so that they depend on nothing but the files in it.

    Raises:
        ToolError: hatchling failed, or put something else into the wheel.
    """
    run_tool(
        "hatchling", "build", "--target", "wheel", "--directory", str(scratch / "wheel"), cwd=root, scratch=scratch
    )
    (built,) = (scratch / "wheel").glob("*.whl")
    entries = read_zip(built.read_bytes())
    for name in entries:
        if not name.startswith(("lecture08_utils/", "lecture08_utils-")):
            raise ToolError(f"The student wheel must hold lecture08_utils alone, but {name} is in it.")
    return built.name, write_zip(entries)
