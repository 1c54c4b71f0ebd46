"""The modules that our modules import, ours and third-party."""

from __future__ import annotations

import ast
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from lecture08_utils.checking.syntax import parse

_OURS = ("autograder", "solutions")


@dataclass(frozen=True)
class Closure:
    """Files of ours and packages of others.

    Attributes:
        files: paths from the root, the ``__init__.py`` of each package included; sorted.
        packages: top-level names of everything else that is imported.
    """

    files: tuple[str, ...]
    packages: frozenset[str]


def import_closure(modules: Iterable[str], root: Path) -> Closure:
    """Follow the imports of modules of `autograder` and `solutions`, those inside of functions too.

    Args:
        modules: dotted names. One without a file is passed over, as is a name that is no module of ours.
    """
    pending, files, packages = [*modules], set(), set()
    while pending:
        module = pending.pop()
        path = _file_of(module, root)
        if path is None or path in files:
            continue
        files.add(path)
        pending += _packages_around(module)  # Python imports them first
        for imported in _imports((root / path).read_text(encoding="utf-8"), path):
            if imported.partition(".")[0] in _OURS:
                pending.append(imported)
            else:
                packages.add(imported.partition(".")[0])
    return Closure(tuple(sorted(files)), frozenset(packages))


def hidden_closure(name: str, root: Path) -> Closure:
    """The private half of an assignment, and what it imports."""
    return import_closure(private_module_names(name, root), root)


def private_module_names(name: str, root: Path) -> list[str]:
    """The modules of an assignment's private half: all of ``solutions/<name>/`` but the source."""
    files = sorted((root / "solutions" / name).glob("*.py"))
    others = [f"solutions.{name}.{path.stem}" for path in files if path.stem not in ("__init__", "source")]
    return [f"solutions.{name}", *others]


def third_party(files: Mapping[str, bytes]) -> frozenset[str]:
    """Top-level names that Python files import, and that neither Python nor these files bring along.

    Args:
        files: path from the root → contents.
    """
    found = {
        imported.partition(".")[0]
        for path, contents in files.items()
        if path.endswith(".py")
        for imported in _imports(contents.decode("utf-8"), path)
    }
    return frozenset(found - {path.partition("/")[0] for path in files} - sys.stdlib_module_names)


def grading_requirements(packages: frozenset[str], root: Path) -> list[str]:
    """The project's requirements, with those of the grader's that are among the imported packages."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    grader = project.get("optional-dependencies", {}).get("grader", [])
    return [*project["dependencies"], *(line for line in grader if line.split(">")[0].strip() in packages)]


def _file_of(module: str, root: Path) -> str | None:
    stem = module.replace(".", "/")
    for candidate in (f"{stem}.py", f"{stem}/__init__.py"):
        if (root / candidate).is_file():
            return candidate
    return None


def _packages_around(module: str) -> Iterator[str]:
    while "." in module:
        module = module.rpartition(".")[0]
        yield module


def _imports(text: str, path: str) -> Iterator[str]:
    package = PurePosixPath(path).parts[:-1]
    for node in _nodes_that_run(parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            start = ".".join([*base, *filter(None, [node.module])])
            yield start
            # Each name may be a module of that package, or something inside it.
            yield from (f"{start}.{alias.name}" for alias in node.names)


def _nodes_that_run(tree: ast.AST) -> Iterator[ast.AST]:
    """All nodes but those under ``if TYPE_CHECKING:``, which is never true where code runs."""
    pending = [tree]
    while pending:
        node = pending.pop()
        yield node
        if isinstance(node, ast.If) and ast.unparse(node.test) in ("TYPE_CHECKING", "typing.TYPE_CHECKING"):
            pending += node.orelse
        else:
            pending += ast.iter_child_nodes(node)
