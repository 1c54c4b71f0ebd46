"""The toy course, completed by a stand-in for what measures, and its release without the tools' runs."""

from __future__ import annotations

import re
from pathlib import Path

from autograder.release import Inspection, read_source
from autograder.release.flavours import nbgrader_source
from autograder.release.leaks import collect_secrets
from autograder.release.notebook import to_json
from lecture08_utils.checking import load
from tests.release.course import NAME, write, write_course

_HIDDEN_TESTS = re.compile(r"\n### BEGIN HIDDEN TESTS\n.*### END HIDDEN TESTS", re.DOTALL)
# What stands for the part of the grader that measures.
MEASURING = {
    "autograder/__init__.py": "",
    "autograder/budgets/__init__.py": "",
    "autograder/budgets/__main__.py": "from .machine import name\n\n\ndef main():\n    import jax\n",
    "autograder/budgets/machine.py": "import autograder.grading\n\nname = 'abacus'\n",
    "autograder/budgets/meter.py": "import jax.monitoring\n",
    "autograder/budgets/trusted_worker.py": "from autograder.engine.worker import preload, shell\n",
    "autograder/budgets/cpu.json": "{}",
    "autograder/budgets/show.py": "import rich\n",
    "autograder/engine/__init__.py": "",
    "autograder/engine/sandbox.py": "",
    "autograder/engine/worker/__init__.py": "",
    "autograder/engine/worker/__main__.py": "from .shell import run  # starts sandboxes, so nothing leads here\n",
    "autograder/engine/worker/shell.py": "from IPython import get_ipython as run\n",
    "autograder/engine/worker/preload.py": "from traitlets.config import Config\n",
    "autograder/grading.py": "import numpy\n",
    "LICENSE": "Do what you like.\n",
}


def write_toy(folder: Path, repository: Path) -> None:
    """Write the toy course and the stand-in into a new folder."""
    folder.mkdir()
    write_course(folder, repository)
    for path, text in MEASURING.items():
        write(folder / path, text)


def inspection(root: Path) -> Inspection:
    """What `inspect_release` finds of a release that is up to date; the real tools take half a minute for it."""
    source, checked = read_source(NAME, root), load(NAME, hidden=True)
    stubs = iter([cell.stub for cell in source.cells if cell.is_answer])
    notebook = nbgrader_source(source, checked)
    for cell in notebook["cells"]:
        is_answer = cell["metadata"]["lecture08"]["role"] in ("stub", "manual")
        cell["source"] = next(stubs) if is_answer else _HIDDEN_TESTS.sub("", cell["source"])
    released = to_json(notebook).encode()
    folder = f"assignments/{NAME}"
    files = {f"{folder}/{flavour}/{NAME}.ipynb": released for flavour in ("nbgrader", "otter")}
    files[f"{folder}/otter/tests/q1.py"] = b'OK_FORMAT = False\nname = "q1"\n'
    package = {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in (root / "lecture08_utils").rglob("*")
        if path.suffix in (".py", ".json")
    }
    return Inspection((), files, package, {NAME: collect_secrets(source, checked, root)})
