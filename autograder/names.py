"""Assignments by the beginnings of their names."""

from __future__ import annotations

from collections.abc import Sequence

import click


def full_name(prefix: str) -> str:
    """The assignment whose name starts with `prefix`: ``hw1`` is hw1_autodiff even if there is an hw10_more.

    Raises:
        click.UsageError: none does, or several do; the message lists what there is.
    """
    from lecture08_utils.checking import assignment_names  # commands that need no names start without it

    names = assignment_names()
    found = [name for name in names if name.partition("_")[0] == prefix]
    found = found or [name for name in names if name.startswith(prefix)]
    if prefix in names:
        return prefix
    if len(found) == 1:
        return found[0]
    problem = f"{prefix!r} may mean {' or '.join(found)}" if found else f"there is no assignment {prefix!r}"
    raise click.UsageError(f"{problem}; there are: {', '.join(names)}")


def full_names(prefixes: Sequence[str] = ()) -> list[str]:
    """The same for several; all assignments for none."""
    from lecture08_utils.checking import assignment_names

    return [*dict.fromkeys(full_name(prefix) for prefix in prefixes)] or assignment_names()
