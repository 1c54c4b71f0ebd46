"""Does the source of an assignment fit its checks?"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from lecture08_utils.checking import CheckedAssignment, Question
from lecture08_utils.checking.syntax import parse

from .problems import AuthoringError, Problem
from .prose import check_prose
from .source import Source, SourceQuestion


def require_agreement(source: Source, checked: CheckedAssignment, root: Path) -> None:
    """Make sure that source and registry describe the same assignment.

    Raises:
        AuthoringError: they do not; every difference is listed, in the file in which it is to be mended.
    """
    registry = _Registry(checked, root)
    problems = [*_check_questions(source, registry), *_check_setup(source), *_check_registry(registry)]
    for block in source.questions:
        if block.id in registry.questions:
            problems += _check_block(source, block, registry.questions[block.id])
    # What a heading says can only be compared with points that are registered as they should be.
    problems = problems or list(check_prose(source, checked))
    if problems:
        raise AuthoringError(problems)


class _Registry:
    """The registered assignment, and where its module says what."""

    def __init__(self, checked: CheckedAssignment, root: Path):
        self.checked = checked
        self.folder = f"lecture08_utils/{checked.assignment.name}"
        self.questions = {question.id: question for question in checked.assignment.questions}
        self._root = root

    def problem(self, question: str, message: str) -> Problem:
        """A problem at the first line of the public checks that mentions the question."""
        for path in sorted((self._root / self.folder).glob("*.py")):
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
                if f'"{question}"' in line:
                    return Problem(path.relative_to(self._root).as_posix(), number, message)
        return Problem(f"{self.folder}/__init__.py", 1, message)


def _check_questions(source: Source, registry: _Registry) -> Iterator[Problem]:
    written = [block.id for block in source.questions]
    registered = list(registry.questions)
    for block in source.questions:
        if block.id not in registered:
            yield Problem(source.file, block.line, f"{block.id} is not registered in {registry.folder}.")
    for question in registered:
        if question not in written:
            yield registry.problem(question, f"{question} has no block in {source.file}.")
    if sorted(written) == sorted(registered) and written != registered:
        yield Problem(source.file, 1, f"The questions stand in another order than in {registry.folder}.")


def _check_registry(registry: _Registry) -> Iterator[Problem]:
    checks = registry.checked.checks
    for check in checks:
        if check.question not in registry.questions:
            yield registry.problem(check.question, f"Check {check.id} belongs to a question that does not exist.")
    for check_id, count in Counter(check.id for check in checks).items():
        if count > 1:
            name = check_id.partition(".")[0]
            yield registry.problem(name, f"A public and a hidden check are both called {check_id}.")
    for name, count in Counter(question.id for question in registry.checked.assignment.questions).items():
        if count > 1:
            yield registry.problem(name, f"{name} is registered {count} times.")
    for question in registry.checked.assignment.questions:
        yield from _check_question(question, registry)


def _check_question(question: Question, registry: _Registry) -> Iterator[Problem]:
    for prerequisite in question.prerequisites:
        if prerequisite not in registry.questions:
            message = f"{question.id} has the prerequisite {prerequisite}, which does not exist."
            yield registry.problem(question.id, message)
    checks = [check for check in registry.checked.checks if check.question == question.id]
    if question.is_manual and checks:
        yield registry.problem(question.id, f"{question.id} is manual, but has the check {checks[0].id}.")
    if not question.is_manual and not checks:
        yield registry.problem(question.id, f"{question.id} has neither checks nor manual points.")
    if checks and all(check.visibility == "hidden" for check in checks):
        message = f"{question.id} has hidden checks only: its check cell would tell every student that all is well."
        yield registry.problem(question.id, message)
    if checks and all(check.visibility == "public" for check in checks):
        message = f"{question.id} has no hidden check: a table of what the public ones ask for would have all points."
        yield registry.problem(question.id, message)


def _check_block(source: Source, block: SourceQuestion, question: Question) -> Iterator[Problem]:
    if block.manual != question.is_manual:
        there = "has manual points" if question.is_manual else "has no manual points"
        message = f"{block.id} {there} in the registry: `manual: true` must say the same."
        yield Problem(source.file, block.line, message)
    defined: set[str] = set()
    for cell in source.answers(block.id):
        if cell.kind == "code":
            defined |= _defined_names(cell.stub)
    for name in question.defines:
        if name not in defined:
            message = f"{block.id} must define `{name}`, but no stub does: students would not know its name."
            yield Problem(source.file, block.line, message)
    for cell in source.cells:
        if cell.kind == "code" and not cell.is_answer:
            for name in sorted(_defined_names(cell.text) & set(question.defines)):
                message = (
                    f"This given cell defines `{name}`, which {block.id} asks for: students would read the answer."
                )
                yield Problem(source.file, cell.line, message)


def _check_setup(source: Source) -> Iterator[Problem]:
    """Both tools' tests, and every check cell, rely on what the first code cell does."""
    first = next((cell for cell in source.cells if cell.kind == "code"), None)
    if first is None or first.is_answer:
        yield Problem(source.file, 1, f'The first code cell must call `begin("{source.name}")`.')
        return
    if f'begin("{source.name}")' not in first.text:
        yield Problem(source.file, first.line, f'This cell, the first with code, must call `begin("{source.name}")`.')
    if "check" not in _defined_names(first.text):
        message = "This cell, the first with code, must import `check` from lecture08_utils: check cells call it."
        yield Problem(source.file, first.line, message)


def _defined_names(text: str) -> set[str]:
    """Names that a cell defines at its top level, the branches of `if` and `with` included."""
    found: set[str] = set()
    # A magic is a line of its own that Python cannot read.
    code = "\n".join(line for line in text.split("\n") if not line.startswith(("%", "!")))
    pending: list[ast.AST] = list(parse(code).body)
    while pending:
        node = pending.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            found |= {(alias.asname or alias.name).partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif not isinstance(node, ast.Lambda):
            pending += ast.iter_child_nodes(node)
    return found
