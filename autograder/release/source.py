"""The source of an assignment: one py:percent file, read into questions and cells that know their lines.

Grammar (otter assign's, cut down to what both tools understand)::

    # %% [raw]                      the first cell
    # # ASSIGNMENT CONFIG
    # name: hw4_oscillator
    # points: 20                    may be left out; if it is there, it must be the sum of all points
    …                               given cells
    # %% [raw]
    # # BEGIN QUESTION
    # name: q1                      and `manual: true` for a question that a person reads
    …                               given cells
    # %% [raw]
    # # BEGIN SOLUTION
    …                               code cells with `# BEGIN SOLUTION` … `# END SOLUTION` regions;
    # %% [raw]                      in a manual question also one markdown cell, the model answer
    # # END SOLUTION
    …                               given cells
    # %% [raw]
    # # END QUESTION

In an answer cell, students get each function and each method with its docstring and ``...`` as its body; what else
they are to have stands between ``# BEGIN GIVEN`` and ``# END GIVEN``, whole statements, outside of solution regions.
Neither otter nor nbgrader sees these two markers. `stubs.py` refuses the rest.

Tests are not written here: the release inserts one per check of the question (`flavours.py`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import yaml

from lecture08_utils.checking.syntax import parse

from .cell import Role, SourceCell, statements_within
from .markers import BEGIN_GIVEN, END_GIVEN, find_directives, find_markers_outside, find_regions
from .percent import PercentCell, read_cells
from .problems import AuthoringError, Problem

_BLOCKS = ("# BEGIN QUESTION", "# BEGIN SOLUTION", "# END SOLUTION", "# END QUESTION")


@dataclass(frozen=True)
class SourceQuestion:
    """A question block of the source; `line` is that of its BEGIN QUESTION."""

    id: str
    line: int
    manual: bool = False


@dataclass(frozen=True)
class Source:
    """A whole source.

    Attributes:
        name: the assignment's name.
        file: path from the root of the course, for messages.
        cells: all cells but the raw ones, in order.
        points: what the assignment is worth, if its configuration says so, and the line where it does.
    """

    name: str
    file: str
    questions: tuple[SourceQuestion, ...]
    cells: tuple[SourceCell, ...]
    points: tuple[float, int] | None = None

    def answers(self, question: str) -> tuple[SourceCell, ...]:
        """The cells of a question in which students write."""
        return tuple(cell for cell in self.cells if cell.question == question and cell.is_answer)


def source_path(name: str) -> str:
    """The source of an assignment, from the root of the course."""
    return f"solutions/{name}/source.py"


def read_source(name: str, root: Path) -> Source:
    """Read ``solutions/<name>/source.py``.

    Raises:
        AuthoringError: the file is missing, or breaks the grammar; every problem is listed.
    """
    path = root / source_path(name)
    file = path.relative_to(root).as_posix()
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise AuthoringError([Problem(file, 1, "There is no such source.")]) from None
    return parse_source(text, file, name)


def parse_source(text: str, file: str, name: str) -> Source:
    """Parse the text of a source.

    Args:
        name: the name that its ASSIGNMENT CONFIG has to give.

    Raises:
        AuthoringError: it breaks the grammar; every problem is listed.
    """
    parser = _Parser(file, name)
    for cell in read_cells(text, file):
        parser.read(cell)
    parser.finish(len(text.splitlines()))
    if parser.problems:
        raise AuthoringError(parser.problems)
    return Source(name, file, tuple(parser.questions), tuple(parser.cells), parser.points)


@dataclass
class _Parser:
    file: str
    name: str
    questions: list[SourceQuestion] = field(default_factory=list)
    cells: list[SourceCell] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    question: SourceQuestion | None = None
    points: tuple[float, int] | None = None
    in_solution: bool = False
    configured: bool = False

    def problem(self, line: int, message: str) -> None:
        self.problems.append(Problem(self.file, line, message))

    def read(self, cell: PercentCell) -> None:
        if cell.metadata:
            self.problem(cell.line - 1, f"Metadata on a cell of a source has no meaning: {dict(cell.metadata)}.")
        if cell.kind == "raw":
            self.read_directive(cell)
        elif self.in_solution:
            self.read_answer(cell)
        else:
            self.read_given(cell)
        for line, message in find_directives(cell.text):
            self.problem(cell.line + line, message)

    def read_directive(self, cell: PercentCell) -> None:
        head, _, body = cell.text.partition("\n")
        if head.strip() == "# ASSIGNMENT CONFIG":
            self.read_config(cell, body)
        elif not self.configured:
            self.problem(cell.line, "The first cell must be the raw cell `# ASSIGNMENT CONFIG`.")
            self.configured = True
        elif head.strip() not in _BLOCKS:
            known = ", ".join(f"`{block}`" for block in _BLOCKS)
            self.problem(cell.line, f"Unknown raw cell `{head}`; there are {known}. Tests come from the registry.")
        elif head.strip() == "# BEGIN QUESTION":
            self.begin_question(cell, body)
        elif body.strip():
            self.problem(cell.line + 1, f"`{head}` takes no settings.")
        else:
            self.change_block(cell.line, head.strip())

    def read_config(self, cell: PercentCell, body: str) -> None:
        if self.configured:
            self.problem(cell.line, "A second ASSIGNMENT CONFIG.")
        self.configured = True
        config = self.settings(cell, body, {"name", "points"})
        if "points" in config:
            self.read_points(cell, config["points"])
        if config.get("name") != self.name:
            self.problem(cell.line, f"The name here must be that of the file: `name: {self.name}`.")

    def read_points(self, cell: PercentCell, points: object) -> None:
        lines = cell.text.split("\n")
        place = next((index for index, line in enumerate(lines) if line.startswith("points")), 0)
        if isinstance(points, int | float) and not isinstance(points, bool):
            self.points = (float(points), cell.line + place)
        else:
            self.problem(cell.line + place, "The points of an assignment are a number: `points: 20`.")

    def settings(self, cell: PercentCell, body: str, allowed: set[str]) -> dict:
        try:
            config = yaml.safe_load(body) or {}
        except yaml.YAMLError as error:
            self.problem(cell.line, f"These settings are not YAML: {' '.join(str(error).split())}")
            return {}
        if not isinstance(config, dict):
            self.problem(cell.line + 1, "Settings are written as `key: value`.")
            return {}
        for key in sorted(map(str, set(config) - allowed)):
            self.problem(cell.line, f"Unknown setting `{key}`: points and tests come from the registry.")
        return config

    def begin_question(self, cell: PercentCell, body: str) -> None:
        if self.question:
            self.problem(cell.line, f"BEGIN QUESTION inside {self.question.id}, which has no END QUESTION.")
        config = self.settings(cell, body, {"name", "manual"})
        question = SourceQuestion(str(config.get("name", "")), cell.line, config.get("manual") is True)
        if not question.id.isidentifier():
            self.problem(cell.line, "A question needs a name such as `name: q1`.")
        for other in self.questions:
            if other.id == question.id:
                self.problem(cell.line, f"A second question {question.id}; the first is on line {other.line}.")
        self.question, self.in_solution = question, False
        self.questions.append(question)

    def change_block(self, line: int, head: str) -> None:
        if self.question is None:
            self.problem(line, f"`{head}` outside a question.")
        elif head == "# END QUESTION":
            self.end_question(line, self.question)
        elif self.in_solution == (head == "# BEGIN SOLUTION"):
            what = "inside another SOLUTION block" if self.in_solution else "without `# BEGIN SOLUTION`"
            self.problem(line, f"`{head}` {what}.")
        else:
            self.in_solution = not self.in_solution

    def end_question(self, line: int, question: SourceQuestion) -> None:
        if self.in_solution:
            self.problem(line, f"END QUESTION of {question.id} inside its SOLUTION block.")
        answers = [cell for cell in self.cells if cell.question == question.id and cell.is_answer]
        if not answers:
            self.problem(line, f"{question.id} has no SOLUTION block, so students could not answer it.")
        if sum(cell.kind == "markdown" for cell in answers) > 1:
            self.problem(line, f"{question.id} has more than one markdown answer; otter keeps one.")
        self.question, self.in_solution = None, False

    def read_answer(self, cell: PercentCell) -> None:
        question = self.question
        assert question is not None, "a SOLUTION block stands inside a question"
        role: Role = "manual" if question.manual else "stub"
        if cell.kind == "markdown":
            if not question.manual:
                self.problem(cell.line, "Prose in the SOLUTION block of a question that is not manual is lost.")
            self.cells.append(SourceCell("markdown", cell.text, cell.line, role, question.id))
            return
        marked = find_regions(cell.text)
        for line, message in marked.problems:
            self.problem(cell.line + line, message)
        answer = SourceCell("code", cell.text, cell.line, role, question.id, marked.solution, marked.given)
        if not marked.problems:
            self.check_answer(answer)
        self.cells.append(answer)

    def check_answer(self, cell: SourceCell) -> None:
        if not cell.regions:
            self.problem(cell.line, "A solution cell without markers: otter would ship it whole to students.")
        for region in cell.regions:
            lines = cell.text.split("\n")[region.begin + 1 : region.end]
            if not any(line.strip() and not line.strip().startswith("#") for line in lines):
                self.problem(cell.line + region.begin, "An empty solution region: nothing would be left to solve.")
        for what, text in [("stub", cell.stub), ("solution", cell.solved)]:
            try:
                parse(text)
            except SyntaxError as error:
                message = f"The {what} of this cell is not Python: {error.msg}, line {error.lineno} of the {what}."
                self.problem(cell.line, message)
                return
        for region in cell.given:
            if not statements_within(cell.text, region):
                message = f"No whole statement stands between `{BEGIN_GIVEN}` and `{END_GIVEN}`: move or delete them."
                self.problem(cell.line + region.begin, message)

    def read_given(self, cell: PercentCell) -> None:
        if not self.configured:
            self.problem(cell.line, "The first cell must be the raw cell `# ASSIGNMENT CONFIG`.")
            self.configured = True
        for line, message in find_markers_outside(cell.text, is_code=cell.kind == "code"):
            self.problem(cell.line + line, message)
        question = self.question.id if self.question else None
        self.cells.append(SourceCell(cell.kind, cell.text, cell.line, "prose", question))

    def finish(self, last_line: int) -> None:
        if self.question:
            self.problem(self.question.line, f"{self.question.id} has no END QUESTION.")
        if not self.configured:
            self.problem(max(last_line, 1), "The first cell must be the raw cell `# ASSIGNMENT CONFIG`.")
