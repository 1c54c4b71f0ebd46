"""hw2_derivatives: the hidden checks. Other potentials, masses, Lagrangians and magnets than the notebook shows."""

from __future__ import annotations

from lecture08_utils.checking import CheckList

from . import atoms, motion

check = CheckList("hidden")
for theme in (atoms, motion):
    check.checks += theme.check.checks
