"""Sizes against those of formulas."""

from __future__ import annotations

import numpy as np
import pytest

from lecture08_utils.symbolic import symbol
from solutions.hw1_autodiff.q8_expression_swell import cubic_sizes, sine_sizes


@pytest.mark.parametrize(
    ("step", "sizes"),
    [(lambda x: 1.5 * x * x * x, cubic_sizes), (lambda x: np.sin(x), sine_sizes)],
)
def test_sizes_of_the_oracle_are_those_of_formulas(step, sizes):
    x, formula, derivative = symbol("x"), [], []
    for _ in range(6):
        x = step(x)
        formula.append(x.size)
        derivative.append(x.derivative().size)
    assert sizes(6) == (formula, derivative)
