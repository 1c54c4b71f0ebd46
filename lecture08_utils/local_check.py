"""Run a notebook in this process and ask its public checks: `lecture08 check`."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from .checking import CheckedAssignment, LocalEvaluator, Report, assignment_names, load, report_on
from .checking.notebook import make_inert

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

_BEGIN = re.compile(r"""^[ \t]*begin\(\s*["'](\w+)["']\s*\)""", re.MULTILINE)
# Otter's own cells, and its calls at the end of others, do nothing that is wanted here.
_OTTER = re.compile(
    r"^([ \t]*)(?:import otter|grader[ \t]*=[ \t]*otter\..*|grader\.(?:check|check_all|export)\(.*)$", re.MULTILINE
)


class NotCheckable(Exception):
    """A file that is no notebook of an assignment; the message says what to do."""


def check_notebook(path: Path) -> Iterator[str | Report]:
    """Run all cells, then the public checks of every question.

    Yields:
        A line for each cell that raises, then a report for each question.

    Raises:
        NotCheckable: the file is no notebook, or does not say which assignment it is.
    """
    sources = _code_cells(path)
    checked = load(_assignment(sources, path), hidden=False)
    make_inert()
    shell = _shell()
    yield from _run(sources, shell)
    yield from _reports(checked, shell.user_ns)


def _code_cells(path: Path) -> list[str]:
    try:
        cells = json.loads(path.read_text(encoding="utf-8-sig"))["cells"]
        code = [cell for cell in cells if cell["cell_type"] == "code"]
        return [_OTTER.sub(r"\1pass", "".join(cell["source"])) for cell in code]
    except (ValueError, KeyError, TypeError):
        raise NotCheckable(f"{path} is not a notebook; save it again in Jupyter.") from None


def _assignment(sources: list[str], path: Path) -> str:
    names = [match[1] for source in sources for match in _BEGIN.finditer(source)]
    known = assignment_names()
    for name in [*names, path.stem]:
        if name in known:
            return name
    raise NotCheckable(
        f'{path} does not say which assignment it is. Its first cell should call begin("…") with one of: '
        + ", ".join(known)
    )


def _shell() -> InteractiveShell:
    # Seconds to import, and not needed for --help.
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    os.environ["MPLBACKEND"] = "Agg"  # plt.show() would open a window and wait for it
    config = Config()
    config.HistoryManager.enabled = False
    return InteractiveShell.instance(config=config)


def _run(sources: list[str], shell: InteractiveShell) -> Iterator[str]:
    from IPython.utils.capture import capture_output

    for source in sources:
        with capture_output():
            outcome = shell.run_cell(source)
        error = outcome.error_before_exec or outcome.error_in_exec
        if error is not None:
            # Jupyter shows no numbers of cells but those of the order in which they were run.
            first_line = next(filter(None, map(str.strip, source.splitlines())), "")
            yield f"The cell that begins with `{first_line}` raised {type(error).__name__}: {error}"


def _reports(checked: CheckedAssignment, namespace: dict) -> Iterator[Report]:
    evaluator = LocalEvaluator(namespace, checked.assignment)
    for question in checked.assignment.questions:
        if not question.is_manual:
            yield report_on(checked, question.id, evaluator)
