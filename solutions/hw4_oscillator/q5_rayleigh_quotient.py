"""hw4_oscillator, q5: the Rayleigh quotient. The hidden checks, and mistakes of the public one."""

from __future__ import annotations

import numpy as np

from lecture08_utils.checking import CheckList, MistakeList
from solutions.hw4_oscillator.mistakes import TYPED_IN
from solutions.hw4_oscillator.wells import AT_ONE_POINT, OSCILLATOR
from solutions.inputs import number

check = CheckList("hidden")
mistakes = MistakeList()


def wrong_quotients(kinetic: float, potential: float, norm: float) -> dict[str, float]:
    """What popular mistakes make of ⟨H⟩, from ∫ψ′²/2, ∫Vψ² and ∫ψ²: misconception → value."""
    return {
        "not divided by ∫ψ²": kinetic + potential,
        "the sign of the kinetic energy": (potential - kinetic) / norm,
        "the factor ½ of the kinetic energy is missing": (2 * kinetic + potential) / norm,
        "the kinetic energy is missing, or its ψ′ is not squared: ∫ψ′dx = 0": potential / norm,
        "the potential energy is missing": kinetic / norm,
        "only the potential energy is divided by ∫ψ²": kinetic + potential / norm,
    }


@mistakes("q5.quotient_of_a_gaussian")
def _():
    # For exp(−ax²): ∫ψ² = √(π/2a), ⟨T⟩ = a/2, ⟨x²⟩ = 1/(4a).
    norm = np.sqrt(np.pi / 2)
    return {**wrong_quotients(norm / 2, norm * 1.25, norm), TYPED_IN: 0.625}


@check(
    "q5",
    points=0.5,
    compiled=True,
    hint="Does V come in as an argument everywhere? What must not change if ψ is multiplied by a number?",
)
def quotient_in_other_wells(student, rng):
    """The quotient is right for other wells and grids, and does not change with the size of ψ."""
    a, factor = number(rng, 0.4, 0.9), number(rng, 1.3, 2.0)
    omega, strength = number(rng, 1.3, 2.0), number(rng, 0.2, 0.6)
    student.run(
        "import jax.numpy as jnp\n"
        "trial = lambda p, x: p['height'] * jnp.exp(-p['a'] * x**2)\n"
        "V = lambda x: 0.5 * omega**2 * x**2 + strength * x**4",
        omega=omega,
        strength=strength,
    )
    student.run(AT_ONE_POINT)
    for height, n in ((factor, int(rng.integers(90, 120))), (-1.5 * factor, int(rng.integers(150, 200)))):
        width = number(rng, 5.0, 6.0)
        x = np.linspace(-width, width + 0.5, n)
        norm = height**2 * np.sqrt(np.pi / (2 * a))
        potential = omega**2 / (8 * a) + 3 * strength / (16 * a**2)
        student.expect(
            "rayleigh_quotient(at_one_point(trial), {'height': height, 'a': a}, V, x)",
            height=height,
            a=a,
            x=x,
            want=a / 2 + potential,
            rtol=1e-3,
            wrong={**wrong_quotients(norm * a / 2, norm * potential, norm), TYPED_IN: a / 2 + 1 / (8 * a)},
        )


@check(
    "q5", points=0.5, compiled=True, hint="What is the lowest value that ⟨H⟩ can have, and for which ψ? Try a = ω/2."
)
def quotient_and_the_levels(student, rng):
    """Eigenstates give their energies, and every other function gives more than the ground state."""
    omega, centre = number(rng, 0.8, 1.6), number(rng, -0.5, 0.5)
    x = np.linspace(-7.0, 7.0, 181)
    student.run(OSCILLATOR, omega=omega, centre=centre)
    student.expect("rayleigh_quotient(ground, 1.0, well, x)", x=x, want=omega / 2, rtol=1e-3)
    student.expect("rayleigh_quotient(excited, 1.0, well, x)", x=x, want=1.5 * omega, rtol=1e-3)
    student.run("bell = lambda a, x: jnp.exp(-a * (x - centre) ** 2)")
    for factor in (0.6, 0.9, 1.1, 1.6):
        a = factor * omega / 2
        want = a / 2 + omega**2 / (8 * a)
        got = student.expect("rayleigh_quotient(bell, a, well, x)", a=a, want=want, rtol=1e-3)
        student.require(float(got) >= omega / 2 - 1e-3, "⟨H⟩ is lower than the ground state.")
