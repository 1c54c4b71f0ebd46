"""IPython's shell for a notebook that nobody watches: magics work, output is not kept, plots go nowhere."""

from __future__ import annotations

import sys
from typing import Any

from IPython.core.compilerop import CachingCompiler
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

CELL_FILE = "<cell {}>"


class CellCompiler(CachingCompiler):
    """Names compiled code after its cell, so that a traceback leads back to the notebook."""

    cell = 0

    def get_code_name(self, raw_code: str, transformed_code: str, number: int) -> str:
        return CELL_FILE.format(self.cell)


class NotebookShell(InteractiveShell):
    """A shell without history, tracebacks and graphics."""

    compiler_class = CellCompiler

    def run(self, cell: int, source: str) -> BaseException | None:
        """Run one cell; returns what it raised."""
        self.compile.cell = cell
        result = self.run_cell(source, store_history=True)
        self._close_figures()
        return result.error_before_exec or result.error_in_exec

    def _close_figures(self) -> None:
        # As a notebook does after each cell; open figures would fill the memory.
        pyplot = sys.modules.get("matplotlib.pyplot")
        if pyplot is not None:
            pyplot.close("all")

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


def make_shell() -> NotebookShell:
    """A shell that starts no thread, so that it can be made before the fork."""
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    config.InteractiveShell.cache_size = 1000
    return NotebookShell(config=config)
