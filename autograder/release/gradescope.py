"""``dist/<hw>/gradescope.zip``: what Gradescope needs to grade one assignment with our engine.

An instructor's file: it holds the hidden checks. It holds no solution, since grading reads none, and of other
assignments nothing but their public halves, by which their notebooks are recognised.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

import autograder
from autograder.atomic import write_bytes_atomically
from autograder.budgets.budget_file import budget_path
from autograder.gradescope.report import NOT_GRADED, empty_report
from autograder.gradescope.settings import FILE, read_settings

from .archives import write_zip
from .closure import Closure, hidden_closure, import_closure

_GRADER = Path(autograder.__file__).resolve().parents[1]
_SCRIPTS = Path("autograder", "gradescope")
# No import leads to these: they are started.
_STARTED = "autograder.gradescope.__main__"
_WORKER = "autograder/engine/worker"
# What is called otherwise where it is installed from.
_DISTRIBUTIONS = {"yaml": "pyyaml"}
# A class may use these in its notebooks; `lecture08 grade` has them as well.
_ALWAYS = ("scipy", "sympy")


def make_gradescope(name: str, root: Path, notebook: bytes) -> bytes:
    """Pack the zip.

    Args:
        root: of the course. The grader is that of this checkout.
        notebook: otter's notebook for students, from which the stubs are taken.

    Raises:
        BadSettings: ``gradescope.json`` is not understood.
    """
    grader, hidden = _grader(), hidden_closure(name, root)
    script = (_GRADER / _SCRIPTS / "run_autograder").read_text(encoding="utf-8")
    texts = {
        "run_autograder": script.replace("$assignment", name),
        "setup.sh": (_GRADER / _SCRIPTS / "setup.sh").read_text(encoding="utf-8"),
        "not_graded.json": _json(empty_report(NOT_GRADED)),
        "requirements.txt": "".join(f"{line}\n" for line in _requirements(grader, hidden, root)),
        "constraints.txt": (_GRADER / "requirements.txt").read_text(encoding="utf-8"),
        FILE: _json(read_settings(root, name).to_json()),
        **_budgets(name, root),
    }
    entries = {path: (_GRADER / path).read_bytes() for path in grader.files}
    entries |= {path: (root / path).read_bytes() for path in (*hidden.files, *_package(root))}
    entries |= {path: text.encode() for path, text in texts.items()}
    return write_zip({**entries, f"assignments/{name}/otter/{name}.ipynb": notebook})


def repack_gradescope(name: str, root: Path) -> Path | None:
    """Pack the zip of a released assignment again, since its budget is another; None if there is no zip."""
    path = root / "dist" / name / "gradescope.zip"
    notebook = root / "assignments" / name / "otter" / f"{name}.ipynb"
    if not (path.is_file() and notebook.is_file()):
        return None
    write_bytes_atomically(path, make_gradescope(name, root, notebook.read_bytes()))
    return path


def _grader() -> Closure:
    """The modules of the grader that run there, and what they import of others."""
    workers = [f"{_WORKER}/{path.name}" for path in sorted((_GRADER / _WORKER).glob("*.py"))]
    modules = [path.removesuffix(".py").replace("/", ".") for path in workers]
    return import_closure([_STARTED, *modules], _GRADER)


def _package(root: Path) -> list[str]:
    files = [path for path in (root / "lecture08_utils").rglob("*") if path.suffix in (".py", ".json")]
    return sorted(path.relative_to(root).as_posix() for path in files)


def _requirements(grader: Closure, hidden: Closure, root: Path) -> list[str]:
    """Names of distributions; which version of each is for the constraints to say."""
    lines = (_GRADER / "requirements.txt").read_text(encoding="utf-8").splitlines()
    pinned = {line.partition("==")[0] for line in lines}
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    students = project["dependencies"]
    imported = {_DISTRIBUTIONS.get(name, name) for name in grader.packages | hidden.packages}
    others = {*(imported & pinned), *_ALWAYS} - {re.split(r"[^\w-]", line)[0] for line in students}
    return sorted([*students, *others])


def _budgets(name: str, root: Path) -> Mapping[str, str]:
    """The time budget of this assignment alone."""
    own = root / "autograder"
    path = budget_path("cpu", own / "budgets" if own.is_dir() else root / "budgets")
    if not path.is_file():
        return {}
    tree = json.loads(path.read_bytes())
    tree["assignments"] = {key: value for key, value in tree["assignments"].items() if key == name}
    return {"autograder/budgets/cpu.json": _json(tree)}


def _json(tree: object) -> str:
    return json.dumps(tree, indent=1) + "\n"
