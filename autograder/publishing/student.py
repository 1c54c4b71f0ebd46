"""The branch ``student``: the notebooks as released, `lecture08_utils`, and what makes a repository of them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Template

from autograder.release import Inspection, Problem
from autograder.release.leaks import find_leaks, find_leaks_in_wheel
from lecture08_utils.checking import load

from .branches import Branch
from .project import branch_project

STUDENT = Branch("student", "Assignments for students, made by `lecture08 publish`")

_IGNORED = ".ipynb_checkpoints/\n.venv/\n__pycache__/\n*.egg-info/\n"
_README = Path(__file__).parent / "texts" / "student.md"


def student_files(release: Inspection, root: Path) -> dict[str, bytes]:
    """Path → contents of everything on the branch."""
    project = branch_project(root, extras=["notebook"])
    readme = Template(_README.read_text(encoding="utf-8")).substitute(
        assignments=assignment_list(release),
        example=next(iter(release.secrets)),
        python=tomllib.loads(project)["project"]["requires-python"],
    )
    texts = {"README.md": readme, "pyproject.toml": project, **shared_texts(root)}
    return {**release.files, **release.package, **{path: text.encode() for path, text in texts.items()}}


def shared_texts(root: Path) -> dict[str, str]:
    """What every branch has: path → text."""
    return {".gitignore": _IGNORED, "LICENSE": (root / "LICENSE").read_text(encoding="utf-8")}


def assignment_list(release: Inspection) -> str:
    """The assignments as the items of a list in Markdown."""
    return "\n".join(f"- `{name}`: {load(name, hidden=False).assignment.title}" for name in release.secrets)


def find_branch_leaks(files: Mapping[str, bytes], release: Inspection, root: Path) -> list[Problem]:
    """Search what would be on the branch; sorted."""
    return sorted(set(_leaks(files, release, root)))


def _leaks(files: Mapping[str, bytes], release: Inspection, root: Path) -> Iterator[Problem]:
    package = {path: contents for path, contents in files.items() if path.startswith("lecture08_utils/")}
    for name, secrets in release.secrets.items():
        # What is a secret in one assignment may be given in another.
        others = tuple(f"assignments/{other}/" for other in release.secrets if other != name)
        handed_out = {path: files[path] for path in files if path not in package and not path.startswith(others)}
        yield from find_leaks(handed_out, secrets, root)
        yield from find_leaks_in_wheel(package, secrets)
