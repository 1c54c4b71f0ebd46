"""hw2_derivatives: the hidden checks. Other potentials, masses, Lagrangians and magnets than the notebook shows."""

from __future__ import annotations

from autograder.checks import hw2_atoms, hw2_motion
from lecture08_utils.checking import CheckList

check = CheckList("hidden")
check.checks += hw2_atoms.check.checks + hw2_motion.check.checks
