"""hw4_oscillator: the hidden checks. Other functions, wells, grids and sizes than the notebook shows."""

from __future__ import annotations

from autograder.checks import hw4_losses, hw4_training
from lecture08_utils.checking import CheckList

check = CheckList("hidden")
check.checks += hw4_losses.check.checks + hw4_training.check.checks
