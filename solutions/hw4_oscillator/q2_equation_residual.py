"""hw4_oscillator, q2: the residual of the Schrödinger equation. The hidden checks, and mistakes of the public one."""

from __future__ import annotations

import numpy as np

from lecture08_utils.checking import CheckList, MistakeList
from lecture08_utils.hw4_oscillator.functions import FOUR_POINTS
from solutions.hw4_oscillator.mistakes import TYPED_IN
from solutions.hw4_oscillator.wells import AT_ONE_POINT, OSCILLATOR
from solutions.inputs import WAVE, Wave, number, points

check = CheckList("hidden")
mistakes = MistakeList()

OTHER_SIDE = "the sign of E: energy is on the other side of the equation"


def residual(psi: np.ndarray, curvature: np.ndarray, V: np.ndarray, E: float) -> np.ndarray:
    """−ψ″/2 + Vψ − Eψ, all of shape (n,)."""
    return -curvature / 2 + (V - E) * psi


def wrong_residuals(psi, curvature, V, E, x) -> dict[str, np.ndarray]:
    """What popular mistakes make of the residual: misconception → value; all arguments of shape (n,) but E."""
    return {
        "the factor ½ of the kinetic energy is missing": -curvature + (V - E) * psi,
        "the sign of ψ″: the kinetic energy is −ψ″/2": curvature / 2 + (V - E) * psi,
        OTHER_SIDE: -curvature / 2 + (V + E) * psi,
        "the sign of everything: Eψ − Hψ instead of Hψ − Eψ": curvature / 2 - (V - E) * psi,
        "the sign of V": -curvature / 2 - (V + E) * psi,
        "V added instead of Vψ": -curvature / 2 + V - E * psi,
        TYPED_IN: -curvature / 2 + (x**2 / 2 - E) * psi,
    }


@mistakes("q2.residual_of_gaussians")
def _():
    x = FOUR_POINTS
    bell = np.exp(-(x**2))
    return wrong_residuals(bell, (4 * x**2 - 2) * bell, (x - 1) ** 2 / 2, 0.5, x)


@check(
    "q2",
    points=0.5,
    compiled=True,
    hint="Does your function use V and E as they were handed over? Try V = lambda x: 2 * x**2 with ω = 2.",
)
def residual_in_other_wells(student, rng):
    """The residual is right in other wells: zero for their eigenstates, not zero for anything else."""
    omega, centre = number(rng, 1.3, 2.0), number(rng, 0.2, 0.6)
    k, phase, a = number(rng, 0.8, 1.6), number(rng, 0.2, 1.0), number(rng, 0.1, 0.4)
    energy, n = number(rng, 0.3, 0.9), int(rng.integers(5, 9))
    wave, x = Wave(k, phase, a), points(rng, -2.0, 2.0, n)
    student.run(WAVE, phase=phase, a=a)
    student.run(OSCILLATOR, omega=omega, centre=centre)
    student.run(AT_ONE_POINT)
    V = omega**2 * (x - centre) ** 2 / 2
    student.expect(
        "residual(at_one_point(wave), k, E, well, x)",
        k=k,
        E=energy,
        x=x,
        want=residual(wave.value(x), wave.curvature(x), V, energy),
        wrong=wrong_residuals(wave.value(x), wave.curvature(x), V, energy, x),
        rtol=3e-4,
    )
    for state, level in (("ground", 0), ("excited", 1)):
        # Terms of order one cancel: float32 leaves up to 3e-6.
        E = omega * (level + 0.5)
        student.expect(f"residual({state}, 1.0, E, well, x)", E=E, x=x, want=np.zeros(n), atol=3e-4)


@check(
    "q2",
    points=0.5,
    compiled=True,
    hint="Only differences V − E can matter: what must happen if both grow by the same amount? And what does the "
    "optimiser need from E?",
)
def energy_in_the_residual(student, rng):
    """E enters as −Eψ: linearly, against V, and so that it can be differentiated."""
    k, phase, a = number(rng, 0.8, 1.6), number(rng, 0.2, 1.0), number(rng, 0.1, 0.4)
    wave, x = Wave(k, phase, a), points(rng, -2.0, 2.0, 6)
    shift, psi = number(rng, 1.0, 3.0), wave.value(x)
    student.run(WAVE, phase=phase, a=a)
    student.run("import jax\nV = lambda x: jnp.cosh(x)\nhigher = lambda x: V(x) + shift", shift=shift)
    ideas = {OTHER_SIDE: shift * psi, "E is not used": np.zeros_like(psi), "E instead of Eψ": np.full(6, -shift)}
    student.expect(
        "residual(wave, k, 0.5 + shift, V, x) - residual(wave, k, 0.5, V, x)",
        k=k,
        x=x,
        want=-shift * psi,
        wrong=ideas,
        rtol=3e-4,
    )
    # Anchored by the line above: a function that ignores both V and E does not come this far.
    student.expect(
        "residual(wave, k, 0.5 + shift, higher, x) - residual(wave, k, 0.5, V, x)", want=np.zeros(6), atol=3e-4
    )
    student.expect(
        "jax.grad(lambda E: jnp.sum(residual(wave, k, E, V, x)))(0.5)", want=-psi.sum(), rtol=3e-4, atol=1e-4
    )
