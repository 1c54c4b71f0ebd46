"""q3: the hidden checks of the loss."""

from __future__ import annotations

import numpy as np

from lecture08_utils.checking import CheckList, MistakeList
from lecture08_utils.hw3_poisson.q3_loss_terms import X
from solutions.inputs import Wave, number, points

check = CheckList("hidden")
mistakes = MistakeList()

WAVE = """
import jax
import jax.numpy as jnp
wave = lambda p, x: jnp.sin(p * x + phase) * jnp.exp(-a * x**2)
f = lambda x: b * jnp.cos(x) - c * x
"""
ENDS = np.array([0.0, np.pi])


def wrong_equation_terms(curvature: np.ndarray, f: np.ndarray) -> dict[str, float]:
    """What popular mistakes make of the mean of (u″ − f)²: misconception → value; u″ and f have shape (n,)."""
    rest = curvature - f
    return {
        "the sign of f: u″ + f = 0 is another equation": np.mean((curvature + f) ** 2),
        "the square of the mean, not the mean of the squares: errors of opposite sign cancel": np.mean(rest) ** 2,
        "the mean of the residual, not squared: errors of opposite sign cancel": np.mean(rest),
        "a sum over the points instead of a mean": np.sum(rest**2),
        "the mean size of the residual, not of its square": np.mean(np.abs(rest)),
        "f is left out: that is the loss of u″ = 0": np.mean(curvature**2),
    }


def wrong_boundary_terms(left: float, right: float) -> dict[str, float]:
    """What popular mistakes make of the mean of u² at the ends: misconception → value."""
    return {
        "a sum over the two ends instead of a mean: twice as much": left**2 + right**2,
        "the boundary values are not squared": (left + right) / 2,
        "the square of the mean: opposite signs would cancel": ((left + right) / 2) ** 2,
        "only the end at 0": left**2,
        "only the end at π": right**2,
        "only the end at 0, and half of it": left**2 / 2,
        "only the end at π, and half of it": right**2 / 2,
    }


def wrong_losses(curvature, f, left: float, right: float, w_bc: float) -> dict[str, float]:
    """What popular mistakes make of L_pde + w_bc · L_bc: misconception → value.

    Args:
        curvature, f: u″ and f at the points, shape (n,).
        left, right: u at the ends.
        w_bc: not 0.
    """
    equation, boundary = np.mean((curvature - f) ** 2), (left**2 + right**2) / 2
    wrong = {
        "w_bc multiplies both terms": w_bc * (equation + boundary),
        "w_bc multiplies the other term": w_bc * equation + boundary,
        "w_bc is not used": equation + boundary,
        "the boundary term is left out": equation,
        "the equation term is left out": w_bc * boundary,
        "divided by w_bc instead of multiplied": equation + boundary / w_bc,
    }
    wrong |= {idea: value + w_bc * boundary for idea, value in wrong_equation_terms(curvature, f).items()}
    return wrong | {idea: equation + w_bc * value for idea, value in wrong_boundary_terms(left, right).items()}


@mistakes("q3.terms_of_a_raised_cosine", "equation")
def _():
    return wrong_equation_terms(-np.cos(X), np.full(3, 0.25))


@mistakes("q3.terms_of_a_raised_cosine", "boundary")
def _():
    return wrong_boundary_terms(3.0, 1.0)


@mistakes("q3.loss_of_a_raised_cosine")
def _():
    return wrong_losses(-np.cos(X), np.full(3, 0.25), 3.0, 1.0, 10.0)


@check(
    "q3",
    points=0.5,
    compiled=True,
    hint="What do the two terms give for sin x + 1 with f = −sin x? Work it out before you run it.",
)
def terms_of_other_functions(student, rng):
    """Both terms are right for other functions, other f and other collocation points."""
    wave = Wave(number(rng, 0.8, 1.6), number(rng, 0.4, 1.0), number(rng, 0.02, 0.1))
    b, c, n = number(rng, 0.5, 1.5), number(rng, 0.5, 1.5), int(rng.integers(5, 12))
    x = points(rng, 0.0, 3.0, n)
    curvature, f = wave.curvature(x), b * np.cos(x) - c * x
    student.run(WAVE, phase=wave.phase, a=wave.a, b=b, c=c)
    student.expect(
        "loss_terms(wave, k, x, f)[0]",
        k=wave.k,
        x=x,
        want=np.mean((curvature - f) ** 2),
        wrong=wrong_equation_terms(curvature, f),
    )
    left, right = wave.value(ENDS)
    student.expect(
        "loss_terms(wave, k, x, f)[1]", want=(left**2 + right**2) / 2, wrong=wrong_boundary_terms(left, right)
    )
    shift = number(rng, 0.5, 2.0)
    student.run("shifted = lambda p, x: jnp.sin(x) + p\ng = lambda x: -jnp.sin(x)")
    for side in (1.0, -1.0):
        # sin x + p solves the equation and has p at both ends.
        terms = "loss_terms(shifted, p, x, g)"
        student.expect(terms, p=side * shift, want=[0.0, shift**2])


@check(
    "q3",
    points=0.5,
    compiled=True,
    hint="What is the loss for w_bc = 0? Does the weight reach the boundary term, and does the gradient get through?",
)
def loss_and_its_gradient(student, rng):
    """The loss is right for other weights, and so is its derivative with respect to the parameters."""
    # u = p sin(kx + φ): u″ = −k² u, and everything is p or p² times something known.
    p, k, phase = number(rng, 0.6, 1.4), number(rng, 1.2, 1.8), number(rng, 0.3, 0.8)
    b, c, x = number(rng, 0.5, 1.5), number(rng, 0.5, 1.5), points(rng, 0.0, 3.0, 8)
    student.run(WAVE, phase=phase, a=0.0, b=b, c=c)
    student.run("scaled = lambda p, x: p * wave(k, x)", k=k)
    f, sine, ends = b * np.cos(x) - c * x, np.sin(k * x + phase), np.sin(k * ENDS + phase)
    curvature, at_ends = -p * k**2 * sine, np.mean(ends**2)
    rest = curvature - f
    for w_bc in (number(rng, 2.0, 5.0), number(rng, 20.0, 60.0), 0.0):
        student.expect(
            "poisson_loss(scaled, p, x, f, w_bc)",
            p=p,
            x=x,
            w_bc=w_bc,
            want=np.mean(rest**2) + w_bc * p**2 * at_ends,
            wrong=wrong_losses(curvature, f, *(p * ends), w_bc) if w_bc else {},
        )
        # The two parts of the derivative may cancel, hence atol; float32 error here: below 1e-5.
        student.expect(
            "jax.grad(poisson_loss, argnums=1)(scaled, p, x, f, w_bc)",
            want=np.mean(-2 * rest * k**2 * sine) + 2 * w_bc * p * at_ends,
            atol=1e-3,
        )
