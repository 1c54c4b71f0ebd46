"""hw4_oscillator: the hidden checks. Other functions, wells, grids and sizes than the notebook shows."""

from __future__ import annotations

from autograder.checks import hw4_levels, hw4_losses, hw4_training
from lecture08_utils.checking import CheckList

check = CheckList("hidden")
for theme in (hw4_losses, hw4_training, hw4_levels):
    check.checks += theme.check.checks
