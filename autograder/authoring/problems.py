"""What authoring has to say: a place and a sentence, and the errors that carry them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


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


class AuthoringError(Exception):
    """A source, a corpus script or a release that cannot be used; `problems` says where and why."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(map(str, self.problems)))


class ToolError(Exception):
    """`otter assign`, `nbgrader generate_assignment` or the wheel builder failed, or made something unexpected."""
