"""hw3_poisson: the hidden checks, by theme. Other functions, numbers, seeds and sizes than the notebook shows."""

from __future__ import annotations

from lecture08_utils.checking import CheckList

from . import elements, inverse, losses, modes, network, training

check = CheckList("hidden")
for theme in (network, losses, training, modes, elements, inverse):
    check.checks += theme.check.checks
