"""What public and hidden checks of hw2_derivatives demand alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from lecture08_utils.checking.messages import show_value

from .hw2_atoms import ROOT, UPHILL, wrong_pair_sums, wrong_spectra
from .hw2_motion import DEFINITE, DIRECTIONAL, OVERFLOW, TUPLE, WHOLE, wrong_free_spins, wrong_products


def require_kind(
    student: Any,
    answer: str,
    *,
    nan: str = "",
    shapes: Mapping[tuple, str] | None = None,
    shape: tuple | None = None,
) -> None:
    """Fail with a misconception if the kind of an answer gives it away; else the values are for others to judge.

    Args:
        answer: a name, so that nothing is computed twice.
        nan: what an answer with NaN or infinity shows.
        shapes: shape → what an answer of that shape shows.
        shape: the right one, for the message.
    """
    returned = student.ask(answer)
    try:
        values = np.asarray(returned)
    except ValueError:  # a ragged list
        return
    if returned is None:  # a stub, which is not filled in yet
        return
    if nan and values.dtype.kind == "f" and not np.isfinite(values).all():
        student.fail("The answer is NaN or infinite.", misconception=nan, returned=show_value(values))
    if idea := (shapes or {}).get(values.shape):
        expected = "" if shape is None else f"shape {shape}"
        student.fail(
            f"The answer has shape {values.shape}.",
            returned=show_value(values),
            expected=expected,
            misconception=idea,
        )


def expect_minimum(student, starts: np.ndarray, want: np.ndarray, sigma: float, depth: float) -> None:
    """Demand that `find_minimum(V, r0)` is right to five digits; V must have been defined.

    Args:
        starts, want: shape (n,).
        sigma, depth: a length and an energy that are mistaken for the answer.
    """
    for r0, right in zip(starts.tolist(), want.tolist(), strict=True):
        student.run("r = find_minimum(V, r0)", r0=r0)
        require_kind(student, "r", nan="Newton's steps ran away to r = 0 or ∞")
        got = student.number("r")
        student.require(
            right / 3 < got < 3 * right,
            "That is far away from the well.",
            returned=got,
            expected="a separation of the order of 1",
            misconception="Newton's steps ran away: the sign of a step, or a start where V″ < 0",
        )
        wrong = {
            "σ, where V crosses zero, instead of the minimum": sigma,
            "the energy at the minimum instead of its place": -depth,
            "the start r0 came back": r0,
        }
        # A loop that was stopped too early ends nearer than it began, and elsewhere if it begins elsewhere.
        is_nearer = 3e-5 * right < abs(got - right) < abs(r0 - right)
        if is_nearer and abs(student.number("find_minimum(V, 1.01 * r0)") - got) > 1e-6 * right:
            wrong["on its way to the minimum: more rounds are needed"] = got
        # Newton in float32 ends within 2e-7 of the minimum.
        student.expect("r", want=right, rtol=3e-5, wrong=wrong)


def expect_forces(student, X: np.ndarray, want: np.ndarray, rtol: float) -> None:
    """Demand that `forces(V, X)` has the value `want`, shape (N, 3), and that no force is left over."""
    diagonal = "an atom met itself: √0 has an infinite slope, and a mask that comes after it makes NaN of it"
    student.run("F = forces(V, X)", X=X)
    require_kind(student, "F", nan=diagonal)
    got = student.array("F", shape=want.shape)
    left = np.abs(got.sum(axis=0)).max()
    student.require(
        left <= 1e-3 * np.abs(got).max(initial=1e-6),
        f"The forces of a cluster on itself must add up to zero; {left:.2g} is left over.",
        returned=got,
    )
    student.expect("F", want=want, rtol=rtol, wrong={UPHILL: -want, **wrong_pair_sums(want)})


def expect_modes(student, H: np.ndarray, X: np.ndarray, masses: np.ndarray, want: np.ndarray) -> None:
    """Demand that `normal_modes(energy, X, masses)` are those of the Hessian H; `energy` must have been defined.

    Eigenvectors are judged by what makes them eigenvectors, D e = ω² e, and by being orthonormal: their signs, and
    the choice among equal ω², are free.

    Args:
        H: shape (3N, 3N).
        want: ω², ascending, shape (3N,).
    """
    student.run("omega2, modes = normal_modes(energy, X, masses)", X=X, masses=masses)
    require_kind(student, "omega2", nan=ROOT)
    _require_squares(student, want)
    # float32, 20 seeds of the reference: errors up to 2e-6 of the largest ω², zero modes included.
    omega2 = student.expect("omega2", want=want, rtol=1e-4, wrong=wrong_spectra(H, masses))
    modes, root = student.array("modes", shape=H.shape), np.sqrt(np.repeat(masses, 3))
    D = H / np.outer(root, root)

    def fit(vectors: np.ndarray) -> bool:
        return bool(np.abs(D @ vectors - vectors * omega2).max() <= 1e-4 * np.abs(want).max())

    student.require(
        fit(modes) or not fit(modes.T),
        "The rows of `modes` are eigenvectors; they belong into the columns.",
        misconception="the modes are in the rows instead of the columns",
    )
    student.require(
        fit(modes) or not fit(root[:, None] * modes),
        "D @ modes is not modes * omega2.",
        misconception="displacements instead of eigenvectors of the dynamical matrix: they were divided by √m",
    )
    student.require(fit(modes), "D @ modes is not modes * omega2.", expected="eigenvectors in the columns")
    product = modes.T @ modes
    crooked, length = np.abs(product - np.diag(np.diag(product))).max(), np.abs(np.diag(product) - 1).max()
    student.require(
        crooked <= 1e-3,
        "The modes are not orthogonal: modes.T @ modes is not the unit matrix.",
        returned=product,
    )
    student.require(
        length <= 1e-3,
        "The modes do not have length 1: modes.T @ modes is not the unit matrix.",
        returned=product,
        misconception="the modes are not normalised, or they were divided by √m",
    )


def _require_squares(student, want: np.ndarray) -> None:
    """Tell ω from ω², which `wrong_spectra` cannot: the root of a zero mode, 1e-6 of the largest, is 1e-3 of it."""
    got, largest = student.array("omega2", shape=want.shape), np.abs(want).max()
    is_root = got.min() >= 0 and np.abs(got**2 - np.maximum(want, 0)).max() <= 1e-4 * largest
    student.require(
        not is_root or bool(np.abs(got - want).max() <= 1e-4 * largest),
        "Squared, `omega2` would be right.",
        returned=got,
        misconception=ROOT,
    )


def run_phonons(student, n_cells: int, masses: np.ndarray, q: np.ndarray) -> None:
    """Run `phonon_omega2` into `omega2`, and tell ω from ω² by its NaN; `energy` must have been defined."""
    student.run(f"omega2 = phonon_omega2(energy, {n_cells}, masses, q)", masses=masses, q=q)
    require_kind(student, "omega2", nan=ROOT)


def expect_free_spins(student, h: np.ndarray, T: np.ndarray, want: np.ndarray) -> None:
    """Demand that `free_spin_F` has the values `want` at these fields and temperatures, all of shape (n,)."""
    student.run("import jax\nF = jax.jit(jax.vmap(free_spin_F))(fields, temperatures)", fields=h, temperatures=T)
    require_kind(student, "F", nan=OVERFLOW)
    student.expect("F", want=want, rtol=1e-5, wrong=wrong_free_spins(h, T))


def expect_product(
    student, x: np.ndarray, v: np.ndarray, want: np.ndarray, H: np.ndarray, gradient: np.ndarray
) -> None:
    """Demand that `hvp(f, x, v)` has the value `want`; `f` must have been defined.

    Args:
        x, v, want, gradient: of one shape, of n numbers.
        H: Hessian at x, shape (n, n).
    """
    student.run("Hv = hvp(f, x, v)", x=x, v=v)
    answer = student.array("Hv")
    returned, expected = show_value(answer), f"shape {x.shape}"
    if answer.shape == ():
        ideas = {DIRECTIONAL: np.sum(gradient * v), DEFINITE: np.sum(want * v)}
        idea = next((name for name, value in ideas.items() if np.isclose(answer, value, rtol=1e-3)), "")
        student.fail("The answer is one number.", returned=returned, expected=expected, misconception=idea)
    if answer.shape in ((*x.shape, *x.shape), (1, *x.shape)):
        student.fail(
            f"The answer has shape {answer.shape}.",
            returned=returned,
            expected=expected,
            misconception=WHOLE if answer.shape[0] > 1 else TUPLE,
        )
    wrong = wrong_products(H, x.ravel(), v.ravel(), gradient.ravel())
    wrong = {name: value.reshape(x.shape) for name, value in wrong.items()}
    student.expect("Hv", want=want, rtol=3e-4, wrong=wrong)
