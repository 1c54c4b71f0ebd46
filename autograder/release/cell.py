"""A cell of a source, and the three texts that come from it: for students, for the reference, for the tools."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from lecture08_utils.checking.syntax import parse

from .markers import Region, comments_of, released_lines, without_markers
from .percent import CellKind

Role = Literal["prose", "stub", "check", "manual"]

PROMPT = "_Type your answer here, replacing this text._"


@dataclass(frozen=True)
class SourceCell:
    """A cell of the source.

    Attributes:
        role: ``stub`` for a cell that the student completes, ``manual`` if a person reads it, else ``prose``,
            which includes given code.
        line: line of the file on which `text` starts.
        question: id of the question it belongs to, or None between questions.
        regions: what is removed for students.
        given: what students get although it stands in an answer cell.
    """

    kind: CellKind
    text: str
    line: int
    role: Role = "prose"
    question: str | None = None
    regions: tuple[Region, ...] = ()
    given: tuple[Region, ...] = ()

    @property
    def is_answer(self) -> bool:
        """Whether students write here."""
        return self.role in ("stub", "manual")

    @property
    def stub(self) -> str:
        """The text that students get."""
        if self.is_answer and self.kind == "markdown":
            return PROMPT
        return "\n".join(line for _, line in released_lines(self.text, self.regions, self.given))

    @property
    def solved(self) -> str:
        """The text of the reference."""
        return without_markers(self.text, (*self.regions, *self.given))

    @property
    def master(self) -> str:
        """The text that otter and nbgrader get: their markers are in it, those of given code are not."""
        return without_markers(self.text, self.given)

    def stub_lines(self) -> list[int]:
        """For each line of the stub of a code cell the line of the file that it comes from."""
        return [self.line + index for index, _ in released_lines(self.text, self.regions, self.given)]

    def solution_lines(self) -> Iterator[tuple[int, str]]:
        """The lines that no student may see, with their numbers in the file."""
        lines = self.text.split("\n")
        if self.is_answer and self.kind == "markdown":
            yield from ((self.line + index, line) for index, line in enumerate(lines))
        for region in self.regions:
            for index in range(region.begin + 1, region.end):
                yield self.line + index, lines[index]

    def given_parts(self) -> frozenset[str]:
        """What is given in an answer cell: each statement as `ast.unparse` writes it, and each comment."""
        found: set[str] = set()
        for region in self.given:
            found |= set(statements_within(self.text, region))
            comments = comments_of(self.text).items()
            found |= {comment for line, (comment, _) in comments if region.begin < line < region.end}
        return frozenset(found)


def statements_within(text: str, region: Region) -> list[str]:
    """The outermost statements that lie within a region, each as `ast.unparse` writes it.

    Raises:
        SyntaxError: the text is not Python.
    """
    return list(_statements_within(parse(text), region))


def _statements_within(node: ast.AST, region: Region) -> Iterator[str]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.stmt):
            decorators = [decorator.lineno for decorator in getattr(child, "decorator_list", [])]
            if region.begin < min([child.lineno, *decorators]) - 1 and (child.end_lineno or 0) - 1 < region.end:
                yield ast.unparse(child)
                continue
        yield from _statements_within(child, region)
