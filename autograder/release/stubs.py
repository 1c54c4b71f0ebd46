"""What students get to complete, judged as Python and not by markers: is nothing in it that solves the question?

In an answer cell stand functions and classes with a docstring. The body of a function is ``...``, the body of a class
holds such functions and classes, a value that students are to find is ``...`` as well. Whatever else stands there,
comments too, has to be given explicitly by the source, between ``# BEGIN GIVEN`` and ``# END GIVEN``. A marker that
is misspelt, misplaced or missing therefore stops the release: what it was to hide is neither ``...`` nor given.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Collection, Iterator

from lecture08_utils.checking.syntax import parse

from .markers import BEGIN, BEGIN_GIVEN, END, END_GIVEN, comments_of
from .notebook import Notebook, cell_text
from .problems import AuthoringError, Problem
from .source import Source

_WHAT_TO_DO = f"put it between `{BEGIN}` and `{END}`, or between `{BEGIN_GIVEN}` and `{END_GIVEN}` if it is given"
# What decorators, default values, annotations and base classes are made of; a lambda or a formula is not among it.
_PLAIN = (
    *(ast.arguments, ast.arg, ast.keyword, ast.Name, ast.Attribute, ast.Constant, ast.Subscript, ast.expr_context),
    *(ast.Tuple, ast.List, ast.Dict, ast.UnaryOp, ast.unaryop, ast.BitOr),
)


def require_stubs(source: Source) -> None:
    """Make sure that the cells which the tools are to make hold no answer.

    Raises:
        AuthoringError: one does; every line is listed.
    """
    problems = []
    for cell in source.cells:
        if cell.is_answer and cell.kind == "code":
            lines = cell.stub_lines()
            found = judge(cell.stub, cell.given_parts())
            problems += [Problem(source.file, lines[line - 1], message) for line, message in found]
    if problems:
        raise AuthoringError(problems)


def find_answers(file: str, contents: bytes, source: Source) -> list[Problem]:
    """Judge the answer cells of a released notebook, whoever made it.

    Args:
        file: its name for messages.
    """
    try:
        notebook: Notebook = json.loads(contents)
        cells = [
            (cell["metadata"].get("lecture08", {}), cell["cell_type"], cell_text(cell)) for cell in notebook["cells"]
        ]
    except (ValueError, KeyError, TypeError, AttributeError):
        return [Problem(file, 1, f"This is not a notebook; run `lecture08 release {source.name}`.")]
    problems = []
    for label, kind, text in cells:
        if label.get("role") in ("stub", "manual") and kind == "code":
            answers = source.answers(label.get("question"))
            given = frozenset(part for answer in answers for part in answer.given_parts())
            for line, message in judge(text, given):
                problems.append(Problem(file, _place(contents, text, line), message))
    return problems


def judge(text: str, given: Collection[str]) -> list[tuple[int, str]]:
    """Find what gives an answer away.

    Args:
        text: of a cell as students get it.
        given: the statements that they are to have, as `ast.unparse` writes them, and the comments.

    Returns:
        Pairs of a line of the cell, counted from 1, and a sentence.
    """
    try:
        tree = parse(text)
    except SyntaxError as error:
        return [(1, f"Students get this cell, but it is not Python: {error.msg}, line {error.lineno}.")]
    comments = [
        (line + 1, f"Students would read the comment `{comment}`: {_WHAT_TO_DO}.")
        for line, (comment, _) in comments_of(text).items()
        if comment not in given
    ]
    return [*_judge_all(tree.body, given), *comments]


def _judge_all(statements: list[ast.stmt], given: Collection[str]) -> Iterator[tuple[int, str]]:
    for statement in statements:
        if ast.unparse(statement) in given:
            continue
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _judge_function(statement, given)
        elif isinstance(statement, ast.ClassDef):
            yield from _judge_head(statement)
            yield from _judge_all(statement.body[1 if ast.get_docstring(statement) else 0 :], given)
        elif not _is_open(statement):
            yield statement.lineno, f"Students would read `{_head(statement)}`: {_WHAT_TO_DO}."


def _judge_function(
    function: ast.FunctionDef | ast.AsyncFunctionDef, given: Collection[str]
) -> Iterator[tuple[int, str]]:
    yield from _judge_head(function)
    body = function.body[1 if ast.get_docstring(function) else 0 :]
    if not body:
        yield function.lineno, f"The body of `{function.name}` is empty: students complete a `...`."
    for statement in body:
        returns_nothing = isinstance(statement, ast.Return) and _is_ellipsis(statement.value)
        if ast.unparse(statement) not in given and not (_is_open(statement) or returns_nothing):
            message = f"The body of `{function.name}` is not `...`, students would read `{_head(statement)}`"
            yield statement.lineno, f"{message}: {_WHAT_TO_DO}."
            return


def _judge_head(definition: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> Iterator[tuple[int, str]]:
    name = definition.name
    if not ast.get_docstring(definition):
        yield (
            definition.lineno,
            f"`{name}` has no docstring: students could not know what goes in and what comes out.",
        )
    parts: list[ast.AST] = list(definition.decorator_list)
    if isinstance(definition, ast.ClassDef):
        parts += [*definition.bases, *(keyword.value for keyword in definition.keywords)]
    else:
        parts += [definition.args, *filter(None, [definition.returns])]
    for part in parts:
        for node in ast.walk(part):
            if not isinstance(node, _PLAIN) and not (isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr)):
                line = getattr(node, "lineno", definition.lineno)
                yield line, f"Students would read `{ast.unparse(node)}` in the head of `{name}`: {_WHAT_TO_DO}."
                break


def _is_open(statement: ast.stmt) -> bool:
    """``...``, or a name with the value ``...``."""
    if isinstance(statement, ast.Assign):
        return all(isinstance(target, ast.Name) for target in statement.targets) and _is_ellipsis(statement.value)
    return isinstance(statement, ast.Expr) and _is_ellipsis(statement.value)


def _is_ellipsis(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Constant) and node.value is ...


def _head(statement: ast.stmt) -> str:
    return ast.unparse(statement).split("\n", maxsplit=1)[0]


def _place(contents: bytes, text: str, line: int) -> int:
    """The line of a notebook's file on which a line of a cell stands, if the file has one line of code per line."""
    first, wanted = (json.dumps(text.split("\n")[index], ensure_ascii=False)[1:-1] for index in (0, line - 1))
    lines = contents.decode("utf-8", "replace").split("\n")
    starts = (number for number, content in enumerate(lines) if first in content)
    return next((start + line for start in starts if wanted in "".join(lines[start + line - 1 : start + line])), 1)
