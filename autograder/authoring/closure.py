"""What an assignment's hidden checks need beside them: the modules that they import, ours and others'."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_OURS = "autograder"


@dataclass(frozen=True)
class Closure:
    """Files of ours and packages of others.

    Attributes:
        files: paths from the root, the ``__init__.py`` of each package included; sorted.
        packages: top-level names of everything else that is imported.
    """

    files: tuple[str, ...]
    packages: frozenset[str]


def hidden_closure(name: str, root: Path) -> Closure:
    """Follow the imports of ``autograder/checks/<name>.py``."""
    pending, files, packages = [f"{_OURS}.checks.{name}"], set(), set()
    while pending:
        module = pending.pop()
        path = _file_of(module, root)
        if path is None or path in files:
            continue
        files |= {path, *_packages_of(path, root)}
        for imported in _imports(root / path, module):
            if imported.partition(".")[0] == _OURS:
                pending.append(imported)
            else:
                packages.add(imported.partition(".")[0])
    return Closure(tuple(sorted(files)), frozenset(packages))


def grading_requirements(packages: frozenset[str], root: Path) -> list[str]:
    """The project's requirements, with those of the grader's that hidden checks import."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    grader = project.get("optional-dependencies", {}).get("grader", [])
    return [*project["dependencies"], *(line for line in grader if line.split(">")[0].strip() in packages)]


def _file_of(module: str, root: Path) -> str | None:
    stem = module.replace(".", "/")
    for candidate in (f"{stem}.py", f"{stem}/__init__.py"):
        if (root / candidate).is_file():
            return candidate
    return None


def _packages_of(path: str, root: Path) -> Iterator[str]:
    for folder in Path(path).parents:
        package = (folder / "__init__.py").as_posix()
        if folder != Path() and (root / package).is_file():
            yield package


def _imports(path: Path, module: str) -> Iterator[str]:
    package = module.split(".") if path.name == "__init__.py" else module.split(".")[:-1]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            start = ".".join([*base, *filter(None, [node.module])])
            yield start
            # Each name may be a module of that package, or something inside it.
            yield from (f"{start}.{alias.name}" for alias in node.names)
