"""`lecture08 verify --mutants`."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from autograder import course, terminal
from autograder.budgets.choose import choose_limits
from autograder.release import read_source
from lecture08_utils.checking import load

from .ledger import read_ledger
from .report import COLUMNS, problems, report, rows, show, summary
from .runner import JudgedMutant, MutationResult, try_checks

if TYPE_CHECKING:
    from autograder.engine import Engine


def verify_mutants(
    engine: Engine, names: Sequence[str], pages: Path | None, errors: Console, tables: Console, *, jobs: int
) -> bool:
    """Try the checks of assignments on mutants, and say what became of them.

    Args:
        pages: folder for a page per assignment, or None.

    Returns:
        Whether all checks are good enough and no entry about a mutant is stale.
    """
    found: list[str] = []
    for name in names:
        result = verify_one(engine, name, errors, jobs=jobs)
        tables.print(_table(result))
        if pages:
            pages.mkdir(parents=True, exist_ok=True)
            (pages / f"{name}.md").write_text(report(result), encoding="utf-8")
        for item in result.survivors:
            errors.print(terminal.plain(show(item)), soft_wrap=True)
        for note in result.diagnostics:
            errors.print(terminal.plain(note), soft_wrap=True)
        found += [f"{name}: {problem}" for problem in problems(result)]
    for problem in found:
        errors.print(terminal.plain(problem), soft_wrap=True)
    return not found


def verify_one(engine: Engine, name: str, errors: Console, *, jobs: int) -> MutationResult:
    """Try the checks of one assignment on its mutants."""

    @contextlib.contextmanager
    def progress(total: int) -> Iterator[Callable[[JudgedMutant], None]]:
        with terminal.steps(errors, total) as tell:
            yield lambda item: tell(f"{name}, {show(item)}")

    checked = load(name, hidden=True)
    limits = choose_limits(engine, checked.assignment, folder=course.budgets_folder()).limits
    source, ledger = read_source(name, course.ROOT), read_ledger(name, course.ROOT)
    return try_checks(engine, source, checked, ledger, limits, jobs=jobs, progress=progress)


def _table(result: MutationResult) -> Table:
    table = Table(title=f"mutants of {result.name}", caption=summary(result))
    for column in COLUMNS:
        table.add_column(column, justify="left" if column == COLUMNS[0] else "right")
    for row in rows(result):
        table.add_row(*map(str, row))
    return table
