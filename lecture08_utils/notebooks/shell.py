"""IPython's shell for a notebook that nobody watches: magics work, output is not kept, plots go nowhere.

What a machine lacks costs one statement and not a cell: if a module cannot be imported, a file, magic or locale
cannot be found, or input cannot be read, the cell goes on after that statement, as it does on a machine that has it.
So it does where a name is then not there, and decorators and annotations that need it are left out.
"""

from __future__ import annotations

import ast
import builtins
import contextlib
import locale
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from IPython.core.compilerop import CachingCompiler
from IPython.core.error import StdinNotImplementedError, UsageError
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from . import newer_syntax, standins
from .lacking import Lacking
from .lines import definitions_in

CELL_FILE = "<cell {}>"
_LACKING = (
    ImportError,
    OSError,
    EOFError,
    locale.Error,
    subprocess.SubprocessError,
    UsageError,
    StdinNotImplementedError,
)
# Magics of front ends, and of installers, which find no network.
_IDLE_MAGICS = ("autosave", "pip", "conda", "mamba", "micromamba", "uv", "tensorflow_version", "skip_backend")
# These run their cell as it is; IPython's own swallow what it raises.
_TRANSPARENT = re.compile(r"%%(?:time|capture|prun|memit)\b")
# The same installers as shell commands, where a notebook calls them by `!`.
_INSTALLER = re.compile(
    r"""\s*(?:sudo\s+)?(?:"?\S*python[\d.]*(?:\.exe)?"?\s+-m\s+)?"""
    r"(?:pip[\d.]*|conda|mamba|micromamba|uv|apt|apt-get|brew)\s[^;&|\n]*\b(?:install|update|upgrade)\b[^;&|\n]*"
)
_PRECISION = "JAX_ENABLE_X64"
_TRUE = ("1", "true", "t", "yes", "y", "on")
# As many as a Jupyter kernel allows.
_RECURSION = 3000
_PLATFORM_VARIABLES = ("JAX_PLATFORMS", "JAX_PLATFORM_NAME", "XLA_FLAGS", "CUDA_VISIBLE_DEVICES")


class CellCompiler(CachingCompiler):
    """Names compiled code after its cell, so that a traceback leads back to the notebook.

    Attributes:
        adapt: what is done to each statement before it is compiled, which is just before it is run.
    """

    cell: int | str = 0
    adapt: Callable[[ast.AST], None] | None = None

    def __call__(self, source: Any, *args: Any, **kwargs: Any) -> Any:
        if self.adapt is not None and isinstance(source, ast.Module | ast.Interactive):
            self.adapt(source)
        return super().__call__(source, *args, **kwargs)

    def get_code_name(self, raw_code: str, transformed_code: str, number: int) -> str:
        return CELL_FILE.format(self.cell)


@dataclass(frozen=True)
class State:
    """What the names of a notebook were.

    Attributes:
        names: name → value.
        callables: name → the last function or class that it was.
    """

    names: dict[str, Any]
    callables: dict[str, Any]


class NotebookShell(InteractiveShell):
    """A shell without history, tracebacks and graphics.

    Attributes:
        passed_over: the first exception of the last cell behind which it went on, or what says that something of it
            was left out.
    """

    compiler_class = CellCompiler
    passed_over: BaseException | None = None
    _failed: BaseException | None = None
    _statement: ast.AST | None = None
    _lacking: Lacking | None = None
    _ending: dict[str, Any] | None = None

    def __init__(self, *args: Any, **options: Any):
        self._callables: dict[str, Any] = {}
        super().__init__(*args, **options)

    def run(self, cell: int | str, source: str, *, definitions_only: bool = False) -> BaseException | None:
        """Run one cell; returns what it raised, or else what was passed over.

        What stands behind a statement that raises still defines what the cell has not defined by then, and of a cell
        with an error of syntax the definitions count that can be read: a fault costs what it prevents, no more.

        Args:
            cell: its number, for tracebacks.
            definitions_only: pass over everything but imports, definitions, and assignments that call nothing.
        """
        self.compile.cell, self.compile.adapt = cell, self._adapt
        self._lacking = self._lacking or Lacking(self.user_ns)
        self.passed_over = self._failed = self._statement = None
        precision = os.environ.get(_PRECISION)
        variables = {name: os.environ.get(name) for name in _PLATFORM_VARIABLES}
        depth = sys.getrecursionlimit()
        if definitions_only:
            self.ast_transformers.append(_DefinitionsOnly())
        try:
            result = self.run_cell(source, store_history=True)
            if isinstance(result.error_before_exec, SyntaxError) and self._statement is None:
                self._run_readable_parts(source)
        finally:
            self.ast_transformers[:] = [item for item in self.ast_transformers if type(item) is not _DefinitionsOnly]
            _restore(variables)
            # A cell that shows what recursion without end does may allow little of it; answers need what is usual.
            sys.setrecursionlimit(max(depth, sys.getrecursionlimit()))
        self._close_figures()
        if os.environ.get(_PRECISION) != precision:
            _follow_precision()
        self._callables.update({name: value for name, value in self.user_ns.items() if callable(value)})
        failed, self._failed = self._failed, None
        return result.error_before_exec or failed or result.error_in_exec or self.passed_over

    def _run_readable_parts(self, source: str) -> None:
        """Run the definitions of a cell that cannot be read as a whole."""
        self.ast_transformers.append(_DefinitionsOnly())
        for above, part in definitions_in(source):
            # With as many lines above, a traceback names the right one; empty ones would be cut.
            self.run_cell("#\n" * above + part)

    async def run_code(self, code_obj: Any, result: Any = None, *, async_: bool = False) -> bool:
        """Run one statement of a cell; False if the cell goes on."""
        failed = await super().run_code(code_obj, result, async_=async_)
        if not failed or result is None or self._lacking is None or self._statement is None:
            return failed
        error = result.error_in_exec
        if not isinstance(error, _LACKING) and not self._lacking.explains(error):
            self._failed = self._failed or error
            result.error_in_exec = None
            return False
        self._lacking.add(self._statement)
        self.passed_over = self.passed_over or error
        result.error_in_exec = None
        return False

    def _adapt(self, statement: ast.AST) -> None:
        self._statement = statement
        for name in _names_bound(statement):
            if callable(value := self.user_ns.get(name)):
                self._callables[name] = value
        if self._failed is not None and isinstance(statement, ast.Module | ast.Interactive):
            rest = [item for item in statement.body if _costs_nothing(item) and not self._is_defined(item)]
            statement.body = rest or ast.parse("pass").body
        left_out = self._lacking.leave_out(statement) if self._lacking else []
        if left_out and self.passed_over is None:
            named = ", ".join(f"`{item}`" for item in dict.fromkeys(left_out))
            self.passed_over = ImportError(f"left out, since what it needs could not be imported: {named}")

    def _is_defined(self, item: ast.stmt) -> bool:
        """Whether one of these names is there already: the kernel never came to what would replace it."""
        return any(name in self.user_ns for name in _names_bound(item))

    def state(self) -> State:
        """All names as they are now, to be restored."""
        return State(dict(self.user_ns), dict(self._callables))

    def restore(self, state: State, defines: Iterable[str] = ()) -> None:
        """Give the names the values that they had.

        Names that only later cells define are left: in the kernel in which the student worked, they were there.

        Args:
            defines: functions that are to be asked, see `find_functions`.
        """
        if self._ending is None:
            self._ending = dict(self.user_ns)
        later = {name: value for name, value in self._ending.items() if not _is_special(name)}
        # In place: functions see the names through this very dict.
        self.user_ns.clear()
        self.user_ns.update(later | state.names)
        self._callables = dict(state.callables)
        self.find_functions(defines)

    def find_functions(self, names: Iterable[str]) -> None:
        """Where one of these names is no function any more, as after ``energy = energy(x)``, give it the last one."""
        for name in names:
            if name in self._callables and not callable(self.user_ns.get(name, print)):
                self.user_ns[name] = self._callables[name]

    @contextlib.contextmanager
    def _tee(self, channel: str) -> Iterator[None]:
        """IPython 9 would keep all output, in memory and at ten times the cost of printing it."""
        yield

    def _close_figures(self) -> None:
        # As a notebook does after each cell; open figures would fill the memory.
        pyplot = sys.modules.get("matplotlib.pyplot")
        if pyplot is not None:
            pyplot.close("all")

    def system(self, cmd: str) -> None:
        """``!command``; it finds no input, where IPython's own would wait for it, and installs nothing."""
        command = self.var_expand(cmd, depth=1)
        if _INSTALLER.fullmatch(command):
            self.user_ns["_exit_code"] = 0
            return
        done = subprocess.run(command, shell=True, stdin=subprocess.DEVNULL, check=False)
        self.user_ns["_exit_code"] = done.returncode

    def ask_exit(self) -> None:
        raise SystemExit

    def enable_gui(self, gui: str | None = None) -> None:
        """There is no screen."""

    def enable_matplotlib(self, gui: str | None = None) -> tuple[str, str]:
        """Plots stay with Agg whatever ``%matplotlib`` asks for."""
        return "agg", "agg"

    def showtraceback(self, *args: Any, **kwargs: Any) -> None:
        """Nobody would see it, and formatting it takes longer than most cells."""

    def _format_exception_for_storage(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """IPython 9 formats another one for its history."""
        return {}

    def showsyntaxerror(self, *args: Any, **kwargs: Any) -> None:
        """As `showtraceback`."""


class _DefinitionsOnly(ast.NodeTransformer):
    """What is left of a cell that had to be stopped, where running it costs nothing."""

    def visit_Module(self, node: ast.Module) -> ast.Module:
        node.body = [item for item in node.body if _costs_nothing(item)]
        return node


def _costs_nothing(item: ast.stmt) -> bool:
    kept = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return isinstance(item, kept) or _is_plain_assignment(item)


def _names_bound(item: ast.AST) -> list[str]:
    if isinstance(item, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return [item.name]
    if isinstance(item, ast.Import | ast.ImportFrom):
        return [alias.asname or alias.name.partition(".")[0] for alias in item.names]
    return [node.id for node in ast.walk(item) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]


def _is_special(name: object) -> bool:
    """Whether a name is one of IPython's, hides a function of Python's, or is none."""
    return not isinstance(name, str) or name.startswith("_") or hasattr(builtins, name)


def _follow_precision() -> None:
    """JAX reads this variable when it is imported, which it is here before any cell runs."""
    said = os.environ.get(_PRECISION, "").lower()
    jax = sys.modules.get("jax")
    if jax is not None and said in _TRUE and not jax.config.jax_enable_x64:
        jax.config.update("jax_enable_x64", True)


def _is_plain_assignment(item: ast.stmt) -> bool:
    return isinstance(item, ast.Assign | ast.AnnAssign) and item.value is not None and _calls_nothing(item.value)


def _calls_nothing(value: ast.expr) -> bool:
    if isinstance(value, ast.Lambda):
        return True
    # Even a power, or a repetition, can take all time and all memory.
    plain = ast.Constant | ast.Name | ast.Attribute | ast.Tuple | ast.List | ast.Dict | ast.Set
    return isinstance(value, plain) and all(
        _calls_nothing(part) for part in ast.iter_child_nodes(value) if isinstance(part, ast.expr)
    )


def make_shell() -> NotebookShell:
    """A shell that starts no thread, so that it can be made before the fork.

    `get_ipython` finds it. Its notebook finds `grader`, whose checks do nothing here, and all of `standins`.
    """
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    config.InteractiveShell.cache_size = 1000
    shell = NotebookShell.instance(config=config)
    sys.setrecursionlimit(max(_RECURSION, sys.getrecursionlimit()))
    standins.install()
    shell.user_ns["grader"] = standins.Inert()
    for name in _IDLE_MAGICS:
        for kind in ("line", "cell"):
            shell.magics_manager.register_function(_idle, kind, name)
    # In front of the one that knows cell magics.
    shell.input_transformer_manager.cleanup_transforms.insert(-1, _without_transparent_magics)
    shell.input_transformers_post.append(newer_syntax.for_this_python)
    return shell


def _idle(line: str, cell: str = "") -> None:
    """Nothing is installed, and there is no front end."""


def _without_transparent_magics(lines: list[str]) -> list[str]:
    count = 0
    while count < len(lines) and (_TRANSPARENT.match(lines[count]) or not lines[count].strip()):
        count += 1
    if count == len(lines) or lines[count].startswith("%%"):
        return lines
    # A comment in place of each, so that the lines keep their numbers.
    return ["#\n"] * count + lines[count:]


def _restore(variables: dict[str, str | None]) -> None:
    """What a notebook says about its device would stop JAX where there is none; see `standins`."""
    for name, value in variables.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value
