"""Which cells a notebook has run, and whether a name still stands for what its cell says.

IPython tells before and after each cell. Where the front end sends the ids of cells, as JupyterLab and VS Code do,
two runs of one cell are known to be that; elsewhere less can be said, and nothing wrong is.
"""

from __future__ import annotations

import ast
import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import FunctionType
from typing import Any

from .syntax import parse
from .text import one_line

_DEFINITION = re.compile(r"^(?:async[ \t]+)?(?:def|class)[ \t]+(\w+)|^(\w+)[ \t]*=[^=]", re.MULTILINE)
_MAGIC = re.compile(r"^[ \t]*[%!].*$", re.MULTILINE)
# What only looks at names: a check between two others changes nothing.
_LOOKS = frozenset({"check", "grade", "grader.check"})


@dataclass
class CellRun:
    """One run of one cell.

    Attributes:
        number: counts runs.
        cell: the front end's id of the cell; None if it tells none.
        says: names that the cell's text gives a value to, by ``def``, ``class`` or ``=``.
        made: names whose value was another function or class afterwards.
        problem: the exception that ended it, as a short sentence; "" if there was none.
    """

    number: int
    cell: str | None
    source: str
    says: frozenset[str]
    only_looks: bool
    made: frozenset[str] = frozenset()
    problem: str = ""
    before: Mapping[str, Any] = field(default_factory=dict, repr=False)


class CellLog:
    """The cells that were run in one namespace, in their order."""

    def __init__(self, namespace: Mapping[str, Any]):
        self.namespace = namespace
        self.running: CellRun | None = None
        self._number = 0
        self._moments = 0
        self._changed = 0
        self._last_of_cell: dict[str, CellRun] = {}
        self._last_to_say: dict[str, CellRun] = {}
        self._last_to_make: dict[str, CellRun] = {}

    def begin(self, source: str, cell: str | None) -> None:
        """A cell is about to run."""
        self._number += 1
        before = {name: value for name, value in self._names_now() if callable(value)}
        self.running = CellRun(self._number, cell, source, names_in(source), _only_looks(source), before=before)
        if not self.running.only_looks:
            self._changed = self._number

    def end(self, error: BaseException | None) -> None:
        """It has run, or failed to."""
        run, self.running = self.running, None
        if run is None:
            return  # the cell in which the log began
        run.made = self._made_by(run)
        run.problem = "" if error is None else _sentence(error)
        run.before = {}
        if run.cell is not None:
            self._last_of_cell[run.cell] = run
        self._last_to_say |= dict.fromkeys(run.says, run)
        self._last_to_make |= dict.fromkeys(run.made, run)

    def moment(self) -> tuple[int, int]:
        """Equal only for two moments between which no cell ran that could have changed anything."""
        if self.running is None or not self.running.only_looks:
            self._moments += 1
            return self._number, self._moments
        return self._changed, 0

    def stale(self, name: str) -> str:
        """What happened to the cell of a name that stands for something older than the cell says; "" if nothing did.

        For example ``"was run again and stopped: …"``.
        """
        made = self._last_to_make.get(name)
        if made is None or name not in made.says or (self.running and name in self._made_by(self.running)):
            return ""
        said = self._last_to_say[name]
        again = self._last_of_cell.get(made.cell or "", made)
        last = max(said, again, key=lambda run: run.number)
        if last.number <= made.number:
            return ""
        if last.problem:
            return f"was run again and stopped: {last.problem}"
        return "" if name in last.says else f"was run again and does not define it any more{_instead(last, name)}"

    def alike(self, name: str) -> str:
        """A function of the notebook whose name looks like a misspelling of one that is not defined; "" if none."""
        names = [
            other
            for other, run in self._last_to_make.items()
            if other in run.says and isinstance(self.namespace.get(other), FunctionType | type)
        ]
        return next(iter(difflib.get_close_matches(name, names, 1, 0.8)), "")

    def _made_by(self, run: CellRun) -> frozenset[str]:
        made = [(name, value) for name, value in self._names_now() if run.before.get(name, self) is not value]
        return frozenset(name for name, value in made if callable(value))

    def _names_now(self) -> list[tuple[str, Any]]:
        # A list: threads of the notebook may make names meanwhile, and so may a `__getattr__` that `callable` calls.
        return list(self.namespace.items())


def names_in(source: str) -> frozenset[str]:
    """Names that a cell's text gives a value to outside of functions, Python or not; imports do not count."""
    try:
        body = parse(_MAGIC.sub("", source)).body
    except (SyntaxError, ValueError):
        return frozenset(name for pair in _DEFINITION.findall(source) for name in pair if name)
    return frozenset(name for statement in body for name in _given_by(statement))


def find_stale(log: CellLog, names: Iterable[str]) -> tuple[str, ...]:
    """Sentences about those of the names that are stale, one for those of which the same is to be said."""
    happened: dict[str, list[str]] = {}
    for name in sorted(names):
        if story := log.stale(name):
            happened.setdefault(story, []).append(f"`{name}`")
    return tuple(f"The cell of {' and '.join(stale)} {story}" for story, stale in happened.items())


def _given_by(statement: ast.stmt) -> Iterable[str]:
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return [statement.name]
    if isinstance(statement, ast.Import | ast.ImportFrom):
        return []
    # Wherever it is stored: a, b = …; with … as a; if …: def a.
    stored = [
        node.id for node in ast.walk(statement) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    ]
    inner = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return stored + [node.name for node in ast.walk(statement) if isinstance(node, inner)]


def _only_looks(source: str) -> bool:
    try:
        return all(map(_looks, parse(source).body))
    except (SyntaxError, ValueError):
        return False


def _looks(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.ImportFrom):
        return statement.module == "lecture08_utils"
    if not isinstance(statement, ast.Expr) or not isinstance(statement.value, ast.Call):
        return False
    call = statement.value
    arguments = [*call.args, *(keyword.value for keyword in call.keywords)]
    return ast.unparse(call.func) in _LOOKS and all(isinstance(item, ast.Constant) for item in arguments)


def _sentence(error: BaseException) -> str:
    if isinstance(error, SyntaxError):
        where = f" in line {error.lineno}" if error.lineno else ""
        return f"{type(error).__name__}{where}: {one_line(error.msg, 120)}."
    if isinstance(error, KeyboardInterrupt):
        return "it was interrupted."
    return f"{type(error).__name__}: {one_line(str(error), 120)}"


def _instead(run: CellRun, name: str) -> str:
    near = difflib.get_close_matches(name, sorted(run.says), 1, 0.6)
    return f" but `{near[0]}`: is the name misspelt?" if near else "."
