"""hw4_oscillator, q1 to q3 and q5: the hidden checks of what is judged without training."""

from __future__ import annotations

import numpy as np

from autograder.checks.hw4_oscillator.wells import AT_ONE_POINT, OSCILLATOR
from autograder.checks.inputs import WAVE, number, points
from autograder.oracles import hw4_oscillator as oracle
from lecture08_utils.checking import CheckList
from lecture08_utils.misconceptions.hw4_oscillator import (
    STRAIGHT_PIECES,
    wrong_boundaries,
    wrong_curvatures,
    wrong_norms,
    wrong_quotients,
    wrong_residuals,
    wrong_totals,
)

check = CheckList("hidden")


@check(
    "q1",
    points=0.5,
    hint="Write it for one point x, and let vmap make it many. By which of psi's two arguments is it differentiated?",
)
def second_derivative_of_other_functions(student, rng):
    """`second_derivative` works on other functions, other parameters and any number of points."""
    wave = oracle.Wave(number(rng, 0.8, 1.6), number(rng, 0.2, 1.0), number(rng, 0.1, 0.4))
    student.run(WAVE, phase=wave.phase, a=wave.a)
    for n in (7, 1):
        x = points(rng, -2.0, 2.0, n)
        ideas = wrong_curvatures(wave.slope(x), wave.by_k_twice(x), wave.by_k_and_x(x))
        want = wave.curvature(x)
        # A single point could lie where the curvature is almost zero, hence atol. float32 error here: below 2e-6.
        student.expect("second_derivative(wave)(p, x)", p=wave.k, x=x, want=want, atol=1e-3, wrong=ideas)
    student.run("params = {'height': jnp.array(-2.0), 'k': [jnp.array(k)]}", k=wave.k)
    student.expect("second_derivative(tree)(params, x)", x=x, want=-2 * want, atol=1e-3)


@check(
    "q1",
    points=0.5,
    hint="Plot psi and second_derivative(psi) of a fresh network side by side. What is the curvature of a function "
    "made of straight pieces?",
)
def curvature_of_your_network(student, rng):
    """Your own network is curved, its ψ″ agrees with differences of ψ, and both follow its parameters."""
    h = 0.0625
    x = number(rng, -1.0, 0.0) + h * np.arange(-18, 19)
    student.run("import jax\nparams = init_params(seed)", seed=int(rng.integers(100, 10_000)))
    values = student.array("jax.vmap(lambda s: psi(params, s))(x)", x=x, shape=x.shape)
    curvature = student.array("second_derivative(psi)(params, x)", shape=x.shape)
    scale = float(np.abs(values).max())
    flat = float(np.abs(curvature).max()) <= 1e-6 * scale
    student.require(
        not flat,
        "ψ″ of your network is zero everywhere.",
        misconception=STRAIGHT_PIECES,
    )
    # Rounding errors of ψ in float32, 6e-8, come out of a five-point second difference as up to 5.4·6e-8/h² = 8e-5.
    want = oracle.second_difference(values, h)
    error = float(np.abs(curvature[2:-2] - want).max())
    student.require(error <= 0.05 * float(np.abs(want).max()) + 1e-3 * scale, "ψ″ is not the curvature of ψ.")
    student.run("params = jax.tree.map(lambda leaf: 1.25 * leaf + 0.125, params)")
    moved = student.array("jax.vmap(lambda s: psi(params, s))(x)", shape=x.shape)
    change = float(np.abs(moved - values).max())
    student.require(change > 1e-3 * scale, "ψ does not change when its parameters do.")


@check(
    "q2",
    points=0.5,
    hint="Does your function use V and E as they were handed over? Try V = lambda x: 2 * x**2 with ω = 2.",
)
def residual_in_other_wells(student, rng):
    """The residual is right in other wells: zero for their eigenstates, not zero for anything else."""
    omega, centre = number(rng, 1.3, 2.0), number(rng, 0.2, 0.6)
    k, phase, a = number(rng, 0.8, 1.6), number(rng, 0.2, 1.0), number(rng, 0.1, 0.4)
    energy, n = number(rng, 0.3, 0.9), int(rng.integers(5, 9))
    wave, x = oracle.Wave(k, phase, a), points(rng, -2.0, 2.0, n)
    student.run(WAVE, phase=phase, a=a)
    student.run(OSCILLATOR, omega=omega, centre=centre)
    student.run(AT_ONE_POINT)
    V = omega**2 * (x - centre) ** 2 / 2
    student.expect(
        "residual(at_one_point(wave), k, E, well, x)",
        k=k,
        E=energy,
        x=x,
        want=oracle.residual(wave.value(x), wave.curvature(x), V, energy),
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
    hint="Only differences V − E can matter: what must happen if both grow by the same amount? And what does the "
    "optimiser need from E?",
)
def energy_in_the_residual(student, rng):
    """E enters as −Eψ: linearly, against V, and so that it can be differentiated."""
    k, phase, a = number(rng, 0.8, 1.6), number(rng, 0.2, 1.0), number(rng, 0.1, 0.4)
    wave, x = oracle.Wave(k, phase, a), points(rng, -2.0, 2.0, 6)
    shift, psi = number(rng, 1.0, 3.0), wave.value(x)
    student.run(WAVE, phase=phase, a=a)
    student.run("import jax\nV = lambda x: jnp.cosh(x)\nhigher = lambda x: V(x) + shift", shift=shift)
    ideas = {"the sign of E": shift * psi, "E is not used": np.zeros_like(psi), "E instead of Eψ": np.full(6, -shift)}
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


@check(
    "q3",
    points=0.5,
    hint="Try two grids over the same interval, one twice as fine: does your integral stay the same?",
)
def norm_on_other_grids(student, rng):
    """The normalisation is right for other functions, domains and spacings."""
    omega, centre = number(rng, 0.8, 1.6), number(rng, -0.5, 0.5)
    student.run(OSCILLATOR, omega=omega, centre=centre)
    student.run(AT_ONE_POINT)
    for n in (int(rng.integers(41, 50)), int(rng.integers(120, 160))):
        factor, width = number(rng, 1.2, 1.6), number(rng, 4.5, 5.5)
        x = np.linspace(-width, width + 1.0, n)
        values = factor * oracle.harmonic_state(0, omega, centre, x)
        # The error is relative to (c² − 1)², at least 0.19; "mean times length" is off by 4/n of it and more.
        want, ideas = oracle.norm_loss(values, x), wrong_norms(values, x)
        student.expect("norm_loss(at_one_point(ground), c, x)", c=factor, x=x, want=want, rtol=2e-3, wrong=ideas)


@check(
    "q3",
    points=0.5,
    hint="Which weight belongs to which term, and which term has none? Where are the ends of the domain?",
)
def boundary_and_total(student, rng):
    """The boundary term is a sum of squares, and the total loss is the weighted sum of its three terms."""
    k, phase, a = number(rng, 0.8, 1.1), number(rng, 0.2, 0.4), number(rng, 0.05, 0.1)
    wave = oracle.Wave(k, phase, a)
    student.run(WAVE, phase=phase, a=a)
    student.run("high = lambda p, x: 2.0 * wave(p, x)")
    left, right = -number(rng, 0.7, 1.1), number(rng, 1.2, 1.7)
    ends = 2 * wave.value(np.array([left, right]))
    bc = float(np.sum(ends**2))
    student.expect(
        "boundary_loss(high, k, left, right)", k=k, left=left, right=right, want=bc, wrong=wrong_boundaries(*ends)
    )
    # An energy so far off that the residual has one sign and its mean is not near zero.
    omega, centre, energy = number(rng, 0.8, 1.6), number(rng, -0.5, 0.5), number(rng, 2.0, 3.0)
    student.run(OSCILLATOR, omega=omega, centre=centre)
    # So many points that any sensible rule for the integral passes, though this ψ does not vanish at the ends:
    # the sum h Σψ² exceeds the trapezoid rule by h · bc / 2, which is at most 1e-3 of the total here.
    x = np.linspace(left, right, int(rng.integers(2000, 2500)))
    V = omega**2 * (x - centre) ** 2 / 2
    values = 2 * wave.value(x)
    rest = oracle.residual(values, 2 * wave.curvature(x), V, energy)
    norm = oracle.norm_loss(values, x)
    for _ in range(2):
        w = {"norm": number(rng, 0.5, 3.0), "bc": number(rng, 4.0, 9.0)}
        student.expect(
            'total_loss(high, {"net": k, "E": E}, well, x, w)',
            k=k,
            E=energy,
            x=x,
            w=w,
            want=oracle.total_loss(rest, norm, bc, w),
            wrong=wrong_totals(rest, norm, bc, w, x[1] - x[0]),
            rtol=2e-3,
        )


@check(
    "q5",
    points=0.5,
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
            wrong=wrong_quotients(norm * a / 2, norm * potential, norm),
        )


@check("q5", points=0.5, hint="What is the lowest value that ⟨H⟩ can have, and for which ψ? Try a = ω/2.")
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
