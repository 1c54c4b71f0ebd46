"""What lies in ``dist/`` but is not what a release would make now.

``dist/`` is not committed, so that a file which is not there is no problem.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from lecture08_utils.checking import CheckedAssignment

from .flavours import nbgrader_source
from .notebook import to_json
from .problems import Problem
from .source import Source


def course_files(source: Source, checked: CheckedAssignment, released: bytes) -> dict[str, bytes]:
    """The files of nbgrader's course folder that come out the same each time: path in ``dist/`` → contents.

    Args:
        released: nbgrader's notebook for students.
    """
    notebook = f"{source.name}/{source.name}.ipynb"
    return {
        f"nbgrader/source/{notebook}": to_json(nbgrader_source(source, checked)).encode(),
        f"nbgrader/release/{notebook}": released,
    }


def find_stale(made: Mapping[str, bytes], root: Path, command: str) -> Iterator[Problem]:
    """Compare what is there with what has been made.

    Args:
        made: path in ``dist/`` → contents.
        command: makes these files.
    """
    for path, contents in made.items():
        present = root / "dist" / path
        if present.is_file() and present.read_bytes() != contents:
            yield Problem(f"dist/{path}", 1, f"This is out of date; run `{command}`.")


def find_other_wheels(name: str, root: Path) -> Iterator[Problem]:
    """The student wheels of earlier versions, which somebody could hand out."""
    for path in sorted((root / "dist").glob("lecture08_utils-*.whl")):
        if path.name != name:
            yield Problem(f"dist/{path.name}", 1, f"The release makes {name} instead; delete this one.")
