"""What decides a class's results besides the submissions: a digest that changes when grading again could differ."""

from __future__ import annotations

import hashlib
import json
import platform
from dataclasses import asdict
from importlib.metadata import distributions
from pathlib import Path

import autograder
import lecture08_utils

from .results import SCHEMA
from .submission import GradingTask

_CODE = (".py", ".json")


def basis_of(task: GradingTask, course: Path, *, sandbox: str, device: str) -> str:
    """A digest of code, versions, seed, sandbox, device and limits.

    Args:
        course: its root; of its other assignments nothing counts.
        sandbox: the engine's backend.
        device: ``"cpu"`` or ``"gpu"``.
    """
    basis = {
        "schema": SCHEMA,
        "code": code_digest(course, task.checked.assignment.name),
        "stubs": {question: list(sources) for question, sources in task.stubs.items()},
        "given": list(task.given),
        "showing": sorted(task.showing),
        "versions": sorted(f"{item.name} {item.version}" for item in distributions()),
        "python": platform.python_version(),
        "seed": task.seed,
        "sandbox": sandbox,
        "device": device,
        "limits": asdict(task.limits),
    }
    return hashlib.sha256(json.dumps(basis, sort_keys=True).encode()).hexdigest()


def code_digest(course: Path, assignment: str) -> str:
    """A digest of the grader, of what students import, and of an assignment's private half."""
    code = [Path(folder) for package in (autograder, lecture08_utils) for folder in package.__path__]
    parts = [_digest_of(folder) for folder in (*code, course / "solutions" / assignment)]
    parts += [_digest_of(course / "solutions", below=False), assignment]
    return hashlib.sha256(" ".join(parts).encode()).hexdigest()


def _digest_of(folder: Path, *, below: bool = True) -> str:
    """Of the code in a folder."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*") if below else folder.glob("*")):
        relative = path.relative_to(folder).as_posix()
        # A corpus tests the checks; it decides no result.
        if path.suffix in _CODE and not relative.startswith("corpus/"):
            digest.update(f"{relative} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()
