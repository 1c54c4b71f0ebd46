"""The branch ``reference``: the solved notebooks, and the part of `autograder` that measures what they cost."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from string import Template

from autograder.release import Inspection, read_source
from autograder.release.closure import Closure, grading_requirements, import_closure, private_module_names
from autograder.release.notebook import Notebook, to_json
from autograder.release.solve import solve_release

from .branches import Branch
from .project import branch_project
from .student import assignment_list, shared_texts

REFERENCE = Branch("reference", "Solved assignments and what measures them, made by `lecture08 publish`")

# No import leads to these, nor to hidden checks: they are started, or read as text.
STARTED = ("autograder.budgets.__main__", "autograder.budgets.trusted_worker")
READ = ("autograder/budgets/meter.py",)
_README = Path(__file__).parent / "texts" / "reference.md"


def reference_files(release: Inspection, root: Path) -> dict[str, bytes]:
    """Path → contents of everything on the branch."""
    closure = measuring_closure(release.secrets, root)
    requirements = grading_requirements(closure.packages, root)
    readme = Template(_README.read_text(encoding="utf-8")).substitute(assignments=assignment_list(release))
    texts = {
        "README.md": readme,
        "pyproject.toml": branch_project(root, dependencies=requirements, extras=["cuda", "notebook"]),
        **shared_texts(root),
        **{f"{name}.ipynb": to_json(_solved(name, release, root)) for name in release.secrets},
    }
    modules = {path: (root / path).read_bytes() for path in closure.files}
    return {**release.package, **modules, **{path: text.encode() for path, text in texts.items()}}


def measuring_closure(names: Iterable[str], root: Path) -> Closure:
    """The part of `autograder` that measures assignments, and what it imports of others."""
    checks = [module for name in names for module in private_module_names(name, root)]
    closure = import_closure([*STARTED, *checks], root)
    return replace(closure, files=tuple(sorted({*closure.files, *READ})))


def _solved(name: str, release: Inspection, root: Path) -> Notebook:
    # nbgrader's flavour: otter's needs otter to run.
    released = json.loads(release.files[f"assignments/{name}/nbgrader/{name}.ipynb"])
    notebook = solve_release(released, read_source(name, root))
    return {**notebook, "cells": list(_without_nbgrader(notebook))}


def _without_nbgrader(notebook: Notebook) -> Iterator[dict]:
    """All cells except those that only nbgrader runs: `check` asks everything that they ask."""
    for cell in notebook["cells"]:
        if not cell["metadata"].get("nbgrader", {}).get("locked"):
            yield {**cell, "metadata": {"lecture08": cell["metadata"]["lecture08"]}}
