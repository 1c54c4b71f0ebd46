"""Which files a sandbox shows: the interpreter and its packages, without any trace of the course."""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import autograder
import lecture08_utils

WORKER_FOLDER = Path(__file__).parent / "worker"
PROJECT = Path(autograder.__file__).resolve().parents[1]
# What students must not read of a course.
COURSE_FOLDERS = ("autograder", "solutions", "tests", ".git")

_SYSTEM = ("/usr", "/etc/ld.so.cache", "/etc/alternatives", "/etc/fonts", "/etc/localtime")
_SYSTEM_LINKS = ("/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32")
_PACKAGES = ("numpy", "jax", "jaxlib", "optax", "matplotlib", "IPython", "sympy")
_OWN_NAMES = frozenset({"autograder", "lecture08_utils", "solutions", "tests", "assignments", "benchmarks"})


@dataclass(frozen=True)
class Environment:
    """What to bind read-only, in this order, and what to hide again.

    Attributes:
        links: symbolic link → its target, for a merged /usr.
        packages: folders for the sandbox's module path beside the interpreter's own.
    """

    binds: tuple[Path, ...]
    links: tuple[tuple[str, str], ...]
    hidden_folders: tuple[Path, ...]
    hidden_files: tuple[Path, ...]
    packages: tuple[Path, ...]


def student_package() -> Path:
    """`lecture08_utils` of the course, which notebooks import."""
    return Path(lecture08_utils.__path__[0])


def describe_environment() -> Environment:
    """The environment of this very interpreter."""
    sites = _package_folders()
    roots = [Path(path) for path in (sys.base_prefix, sys.prefix)] + sites
    system = [Path(path) for path in (*_SYSTEM, *_SYSTEM_LINKS) if os.path.exists(path) and not os.path.islink(path)]
    binds = _without_nested([*system, *roots])
    links = tuple((path, os.readlink(path)) for path in _SYSTEM_LINKS if os.path.islink(path))
    folders, files = _traces(sites)
    return Environment(
        tuple(binds),
        links,
        tuple(folder for folder in folders if is_shown(folder, binds)),
        tuple(file for file in files if is_shown(file, binds)),
        tuple(sites),
    )


def interpreter_command() -> list[str]:
    """This interpreter and the worker module; -S, since a .pth file may name or run anything."""
    return [sys.executable, "-S", "-s", "-P", "-m", WORKER_FOLDER.name]


def _package_folders() -> list[Path]:
    specs = [importlib.util.find_spec(name) for name in _PACKAGES]
    folders = [Path(spec.origin).parents[1] for spec in specs if spec and spec.origin]
    return list(dict.fromkeys(folders))


def _without_nested(paths: list[Path]) -> list[Path]:
    """The outermost of the paths; a nested one stays if the project lies between, since that will be hidden."""
    kept: list[Path] = []
    for path in sorted(dict.fromkeys(paths), key=lambda path: len(path.parts)):
        around = [other for other in kept if other in path.parents]
        if not around or (PROJECT in path.parents and around[-1] in PROJECT.parents):
            kept.append(path)
    return kept


def is_shown(path: Path, binds: Sequence[Path]) -> bool:
    """Whether a sandbox that binds those folders shows a path, if nothing hides it."""
    return any(bind in path.parents or bind == path for bind in binds)


def _traces(sites: list[Path]) -> tuple[list[Path], list[Path]]:
    folders = [PROJECT / name for name in _OWN_NAMES] if PROJECT in sites else [PROJECT]
    files: list[Path] = []
    for site in sites:
        folders += site.glob("lecture08_utils-*.dist-info")
        files += [entry for entry in site.glob("*.pth") if str(PROJECT) in entry.read_text(errors="replace")]
        # What editable installs leave, be it of another checkout.
        files += [entry for entry in site.glob("_*lecture08*") if entry.is_file()]
    return [folder for folder in folders if folder.is_dir()], list(dict.fromkeys(files))
