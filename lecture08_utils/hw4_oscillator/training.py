"""hw4_oscillator, q4, q6, q7 and q9: what is demanded of every state that was trained."""

from __future__ import annotations

import numpy as np

NET = "trainable['net']"
# benchmarks/results/ensembles.md: the worst of 1024 seeds of the reference have |E − E₀| = 7.0e-4 hartree,
# |ψ − ψ₀| = 1.2e-2 and |∫ψ² − 1| = 3.0e-4; 95 % are within 9.7e-5, 3.2e-3 and 4.3e-5. The room up to these is for
# other networks, learning rates and weights of the loss.
ENERGY_TOLERANCE, PSI_TOLERANCE, NORM_TOLERANCE = 0.02, 0.05, 0.03

EXCITED = "an excited state instead of the ground state"


def norm_of(student, values: np.ndarray, x: np.ndarray) -> float:
    """∫ψ² of samples on an even grid, both of shape (n,); there must be something left of ψ."""
    norm = float(np.trapezoid(values**2, x))
    student.require(
        norm > 0.1,
        f"∫ψ² dx is {norm:.3g}: nearly nothing is left of ψ.",
        expected="∫ψ² dx = 1",
        misconception="collapse to ψ = 0: the normalisation is missing in the loss, or its −1 is",
    )
    return norm


def count_nodes(values: np.ndarray) -> int:
    """How often samples of ψ, shape (n,), change their sign; where ψ is small it may do what it likes."""
    large = values[np.abs(values) > 0.1 * np.abs(values).max()]
    return int(np.sum(large[1:] * large[:-1] < 0))


def require_normalised(student, norm: float) -> None:
    """Demand ∫ψ² = 1 of a ψ that is right in all else."""
    student.require(
        abs(norm - 1) <= NORM_TOLERANCE,
        f"∫ψ² dx is {norm:.4g}.",
        expected=f"1 ± {NORM_TOLERANCE}",
        misconception="ψ is right but for a factor: it is not normalised",
    )
