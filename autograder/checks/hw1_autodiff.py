"""hw1_autodiff: the hidden checks, by theme. Other functions, numbers, graphs and sizes than the notebook shows."""

from __future__ import annotations

from autograder.checks import hw1_differences, hw1_forward
from lecture08_utils.checking import CheckList

check = CheckList("hidden")
for theme in (hw1_differences, hw1_forward):
    check.checks += theme.check.checks
