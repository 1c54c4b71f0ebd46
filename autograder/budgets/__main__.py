"""``python -m autograder.budgets`` measures the solved notebooks beside this package: the branch `reference`."""

from __future__ import annotations

from pathlib import Path

import click

from .command import budget_command

ROOT = Path(__file__).resolve().parents[2]


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
    budget_command(notebook)(prog_name="python -m autograder.budgets")
