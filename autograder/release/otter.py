"""The otter flavour, made by the real `otter assign`."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lecture08_utils.checking import CheckedAssignment

from .archives import read_zip, write_zip
from .closure import grading_requirements, hidden_closure
from .flavours import otter_master, require_answers
from .notebook import Notebook, cell_text, load_notebook, make_notebook, to_json
from .source import Source
from .tools import run_tool

_CHECK_CELL = re.compile(r'grader\.check\("(\w+)"\)')


@dataclass(frozen=True)
class OtterRelease:
    """What `otter assign` made, normalised.

    Attributes:
        notebook: the students' notebook.
        files: path below ``assignments/<hw>/otter/`` → contents: the notebook and its public tests.
        autograder: the zip for `otter run` and `otter grade`.
    """

    notebook: Notebook
    files: dict[str, bytes]
    autograder: bytes


def make_otter(source: Source, checked: CheckedAssignment, root: Path, scratch: Path) -> OtterRelease:
    """Run `otter assign` in `scratch`.

    Its own run of the tests on the solution is left out: it would train every network once more, in the same
    process as the solution, where `lecture08 verify` and the tests of this project grade the reference anyway.

    Raises:
        ToolError: `otter assign` failed, or changed cells in a way that we do not know.
    """
    master = scratch / "master" / f"{source.name}.ipynb"
    closure = hidden_closure(source.name, root)
    _copy_packages(closure.files, root, master.parent)
    config = _configuration(root, grading_requirements(closure.packages, root))
    master.write_text(to_json(otter_master(source, checked, config)), encoding="utf-8")
    arguments = ("assign", "--no-run-tests", "--no-pdfs", master.name, str(scratch / "made"))
    run_tool("otter", *arguments, cwd=master.parent, scratch=scratch)
    student = scratch / "made" / "student"
    notebook = _normalise(load_notebook(student / master.name), source)
    files = {f"{source.name}.ipynb": to_json(notebook).encode()}
    files |= {f"tests/{path.name}": path.read_bytes() for path in sorted((student / "tests").iterdir())}
    (made_zip,) = (scratch / "made" / "autograder").glob("*.zip")
    return OtterRelease(notebook, files, write_zip(read_zip(made_zip.read_bytes())))


def _configuration(root: Path, requirements: list[str]) -> Mapping[str, Any]:
    return {
        "init_cell": True,
        # Students hand in the notebook itself, and a second run of every check would double their waiting.
        "export_cell": False,
        "check_all_cell": False,
        "tests": {"ok_format": False, "files": True},
        "generate": json.loads((root / "otter_config.json").read_text(encoding="utf-8")),
        "requirements": requirements,
        "autograder_files": ["solutions", "lecture08_utils"],
    }


def _copy_packages(hidden: tuple[str, ...], root: Path, target: Path) -> None:
    """Put what the tests import next to the master: otter takes along only what lies there."""
    package = [path for path in (root / "lecture08_utils").rglob("*") if path.suffix in (".py", ".json")]
    for file in [*hidden, *(path.relative_to(root).as_posix() for path in package)]:
        (target / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / file, target / file)


def _normalise(notebook: Notebook, source: Source) -> Notebook:
    """Label otter's own cells, drop what differs from run to run, and make sure that ours came through."""
    cells = []
    for cell in notebook["cells"]:
        metadata = dict(cell["metadata"])
        if "lecture08" not in metadata:
            metadata["lecture08"] = _label_of(cell)
        cells.append({**cell, "metadata": metadata, "source": cell_text(cell)})
    require_answers(cells, source, "otter assign")
    kept = {key: value for key, value in notebook["metadata"].items() if key == "otter"}
    return make_notebook(cells, kept)


def _label_of(cell: dict[str, Any]) -> dict[str, Any]:
    text = cell_text(cell)
    check = _CHECK_CELL.fullmatch(text)
    if check:
        return {"question": check[1], "role": "check"}
    return {"question": None, "role": "check" if cell["cell_type"] == "code" else "prose"}
