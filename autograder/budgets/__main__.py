"""``python -m autograder.budgets`` measures the solved notebooks beside this package: the branch `reference`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from lecture08_utils.checking import assignment_names

from .command import budget_command

ROOT = Path(__file__).resolve().parents[2]


def names(typed: Sequence[str]) -> list[str]:
    """The assignments whose names start so; all of them for nothing."""
    known = assignment_names()
    unknown = [prefix for prefix in typed if not any(name.startswith(prefix) for name in known)]
    if unknown:
        raise click.UsageError(f"There is no assignment {', '.join(unknown)}; there are: {', '.join(known)}")
    return [name for name in known if not typed or name.startswith(tuple(typed))]


def notebook(name: str) -> bytes:
    """The solved notebook of an assignment."""
    path = ROOT / f"{name}.ipynb"
    try:
        return path.read_bytes()
    except OSError:
        raise click.UsageError(
            f"{path} cannot be read. This command is for the branch `reference`, which has the solved notebooks; "
            "in a checkout of the course the command is `lecture08 budget`."
        ) from None


if __name__ == "__main__":
    budget_command(names, notebook)(prog_name="python -m autograder.budgets")
