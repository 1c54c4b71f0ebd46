"""Lennard-Jones atoms with ε = σ = 1, which the public checks of q1 to q4 use."""

from __future__ import annotations

import numpy as np

LENNARD_JONES = "V = lambda r: 4.0 * (r**-12 - r**-6)"
R_MIN, STIFFNESS = 1.122462048, 57.14643787  # 2^(1/6) and 72/2^(1/3)
TRIANGLE = np.array([[0.0, 0.0, 0.0], [1.0, 0.0, 0.0], [0.5, np.sqrt(0.75), 0.0]])
