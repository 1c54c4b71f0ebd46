"""What a statement that failed for want of something leaves undefined, and what can do without it.

A decorator of a package that is missing here is left out, and an annotation is not looked up: the function that they
belong to is the answer.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator, Mapping
from typing import Any

_Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


class Lacking:
    """The names that a notebook lacks, since the statements that would have made them could not be run here.

    Args:
        namespace: the notebook's names.
    """

    def __init__(self, namespace: Mapping[str, Any]):
        self._namespace = namespace
        self._names: set[str] = set()

    def add(self, statement: ast.AST) -> None:
        """Learn that this statement failed."""
        self._names |= set(_made_by(statement))

    def explains(self, error: BaseException | None) -> bool:
        """Whether the error is that one of these names is not there."""
        return isinstance(error, NameError) and error.name in self._names and self._lacks(error.name)

    def leave_out(self, statement: ast.AST) -> list[str]:
        """Change a statement so that its decorators and annotations can do without these names.

        Returns:
            What was left out, as it stands in the code.
        """
        if not self._names:
            return []
        made = set(_made_by(statement, inside=True))

        def needs(code: ast.expr) -> bool:
            return any(
                isinstance(node, ast.Name) and node.id in self._names - made and self._lacks(node.id)
                for node in ast.walk(code)
            )

        left_out = []
        for node in ast.walk(statement):
            if isinstance(node, _Definition):
                left_out += [f"@{ast.unparse(item)}" for item in node.decorator_list if needs(item)]
                node.decorator_list = [item for item in node.decorator_list if not needs(item)]
            for field in ("annotation", "returns"):
                annotation = getattr(node, field, None)
                if annotation is not None and needs(annotation):
                    left_out.append(ast.unparse(annotation))
                    # A text, as under `from __future__ import annotations`: a dataclass keeps its field.
                    setattr(node, field, ast.copy_location(ast.Constant(left_out[-1]), annotation))
        return left_out

    def _lacks(self, name: str) -> bool:
        return name not in self._namespace and not hasattr(builtins, name)


def _made_by(node: ast.AST, *, inside: bool = False) -> Iterator[str]:
    """Names that a statement gives a value to; with `inside`, those inside of its functions and classes as well."""
    if isinstance(node, ast.Import | ast.ImportFrom):
        yield from (alias.asname or alias.name.partition(".")[0] for alias in node.names)
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        yield node.id
    elif isinstance(node, ast.arg):
        yield node.arg
    elif isinstance(node, _Definition):
        yield node.name
    if inside or not isinstance(node, _Definition | ast.Lambda):
        for part in ast.iter_child_nodes(node):
            yield from _made_by(part, inside=inside)
