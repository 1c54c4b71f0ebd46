"""hw3_poisson, q2 to q6: misconception → the value that it leads to, from the same ingredients as the right value."""

from __future__ import annotations

import numpy as np

# Of everything that is trained.
SEED_UNUSED = "the seed is not used: every training starts from the same parameters"


def wrong_slopes(value, by_params, curvature) -> dict[str, np.ndarray]:
    """What popular mistakes make of ∂u/∂x: misconception → value; u, ∂u/∂p and ∂²u/∂x² have shape (n,)."""
    return {
        "∂u/∂p: differentiated with respect to the parameters (argnums 0 is the default) instead of x": by_params,
        "u itself, not differentiated": value,
        "∂²u/∂x², one derivative too many": curvature,
    }


def wrong_curvatures(slope, by_params, mixed) -> dict[str, np.ndarray]:
    """What popular mistakes make of ∂²u/∂x²: misconception → value; ∂u/∂x, ∂²u/∂p² and ∂²u/∂p∂x have shape (n,)."""
    return {
        "∂²u/∂p²: differentiated with respect to the parameters (argnums 0 is the default) instead of x": by_params,
        "∂²u/∂p∂x: argnums=1 is missing in one of the two derivatives": mixed,
        "(∂u/∂x)², the square of the slope, instead of ∂²u/∂x²": slope**2,
        "∂u/∂x, only one derivative": slope,
    }


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


def wrong_steps(params: np.ndarray, gradient: np.ndarray, lr: float, first: int = 0) -> dict[str, np.ndarray]:
    """What popular mistakes make of params − lr · gradient: misconception → value.

    Args:
        params, gradient: all leaves in one row, shape (n,).
        first: size of the first leaf, if there is more than one.
    """
    wrong = {
        "uphill: the step goes along the gradient, not against it": params + lr * gradient,
        "the learning rate is not used": params - gradient,
        "the gradient instead of the new parameters": gradient,
        "the step instead of the new parameters": -lr * gradient,
        "nothing moved: the parameters are the old ones": params,
    }
    if first:
        moved = np.where(np.arange(len(params)) < first, params - lr * gradient, params)
        wrong["only the first array of the parameters moved"] = moved
    return wrong


def wrong_ratios(g_pde: list[np.ndarray], g_bc: list[np.ndarray]) -> dict[str, float]:
    """What popular mistakes make of max |g_pde| / mean |g_bc|: misconception → value; a list has the leaves."""
    pde, bc = (np.concatenate([np.abs(leaf).ravel() for leaf in leaves]) for leaves in (g_pde, g_bc))
    signed_pde, signed_bc = (np.concatenate([leaf.ravel() for leaf in leaves]) for leaves in (g_pde, g_bc))
    return {
        "the ratio is inverted": np.mean(bc) / np.max(pde),
        "the two gradients are exchanged": np.max(bc) / np.mean(pde),
        "a mean of the means of the arrays: the entries of small arrays count too much": (
            np.max(pde) / np.mean([np.mean(np.abs(leaf)) for leaf in g_bc])
        ),
        "the maximum is taken without regard to size: a large negative entry is passed over": np.max(signed_pde)
        / np.mean(bc),
        "the mean is taken with signs: entries cancel": np.max(pde) / np.mean(signed_bc),
        "the mean of both gradients": np.mean(pde) / np.mean(bc),
        "the maximum of both gradients": np.max(pde) / np.max(bc),
        "only the first array": np.max(np.abs(g_pde[0])) / np.mean(np.abs(g_bc[0])),
    }


def wrong_weights(w: float, ratio: float, alpha: float, w_max: float) -> dict[str, float]:
    """What popular mistakes make of min((1 − α) w + α · ratio, w_max): misconception → value."""
    return {
        "α multiplies the old weight instead of the ratio": min(alpha * w + (1 - alpha) * ratio, w_max),
        "the upper limit is missing": (1 - alpha) * w + alpha * ratio,
        "the old weight is not kept: (1 − α) w is missing": min(alpha * ratio, w_max),
        "the ratio is added on top of the whole old weight": min(w + alpha * ratio, w_max),
        "the ratio itself: nothing is averaged": min(ratio, w_max),
        "w_max as a lower limit: max instead of min": max((1 - alpha) * w + alpha * ratio, w_max),
        "only the ratio is limited, not the result": (1 - alpha) * w + alpha * min(ratio, w_max),
    }
