"""What a release has to say: a place and a sentence, and the errors that carry them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import ReportedError


@dataclass(frozen=True, order=True)
class Problem:
    """Something that an instructor has to look at.

    Attributes:
        file: path from the root of the course, with forward slashes.
        line: counted from 1.
        message: what is wrong and what to do about it.
    """

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


def problem_in(function: Callable, message: str, root: Path) -> Problem:
    """A problem at the first line of a function."""
    code = function.__code__
    path = Path(code.co_filename).resolve()
    file = path.relative_to(root.resolve()).as_posix() if path.is_relative_to(root.resolve()) else path.name
    return Problem(file, code.co_firstlineno, message)


def first_difference(one: bytes, other: bytes) -> int:
    """The first line in which two files differ, counted from 1."""
    pairs = zip(one.split(b"\n"), other.split(b"\n"), strict=False)
    shorter = min(one.count(b"\n"), other.count(b"\n")) + 1
    return next((number for number, (a, b) in enumerate(pairs, start=1) if a != b), shorter)


class AuthoringError(ReportedError):
    """A source, a corpus script or a release that cannot be used; `problems` says where and why."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(map(str, self.problems)))


class ToolError(ReportedError):
    """`otter assign`, `nbgrader generate_assignment` or the wheel builder failed, or made something unexpected."""
