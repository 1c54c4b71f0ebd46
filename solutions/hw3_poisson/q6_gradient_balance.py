"""q6: the hidden checks of the balance of two gradients."""

from __future__ import annotations

import numpy as np

from lecture08_utils.checking import CheckList, MistakeList
from lecture08_utils.hw3_poisson.q6_gradient_balance import BC, PDE
from solutions.inputs import number, points, together

check = CheckList("hidden")
mistakes = MistakeList()


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


@mistakes("q6.ratio_of_small_trees")
def _():
    return wrong_ratios(PDE, BC)


@mistakes("q6.weight_drifts_and_stops", "w_max = 100.0")
def _():
    return wrong_weights(2.0, 12.0, 0.1, 100.0)


@mistakes("q6.weight_drifts_and_stops", "w_max = 2.5")
def _():
    wrong = wrong_weights(2.0, 12.0, 0.1, 2.5)
    del wrong["w_max as a lower limit: max instead of min"]  # fails at w_max = 100 already
    return wrong


@check(
    "q6",
    points=0.5,
    hint="Let one array have a hundred entries and another a single one: how much does the single one count?",
)
def ratio_of_other_trees(student, rng):
    """The ratio is right for nested trees whose arrays differ in shape."""
    for place in (0, 2):
        # The largest entry is negative, and sits in another array each time.
        pde = [points(rng, -1.0, 1.0, shape) for shape in ((3, 4), (7,), (1,))]
        bc = [points(rng, 0.2, 0.6, (3, 4)), points(rng, -3.0, -1.0, 7), points(rng, 4.0, 6.0, 1)]
        pde[place].flat[0] = -number(rng, 2.0, 3.0)
        want = max(np.abs(leaf).max() for leaf in pde) / np.mean(np.abs(np.concatenate([v.ravel() for v in bc])))
        student.run(
            "import jax.numpy as jnp\n"
            "tree = lambda W, b, z: {'layers': [(jnp.array(W), jnp.array(b))], 'z': jnp.array(z)}",
        )
        student.expect(
            "balance_ratio(tree(*g_pde), tree(*g_bc))", g_pde=pde, g_bc=bc, want=want, wrong=wrong_ratios(pde, bc)
        )


@check("q6", points=0.5, hint="What should happen for α = 0, for α = 1, and for a ratio beyond all measure?")
def weight_for_other_rates(student, rng):
    """The weight is right for α = 0, α = 1 and between, below and above the limit."""
    w, ratio = number(rng, 1.0, 4.0), number(rng, 20.0, 60.0)
    rates = [
        (0.0, 1e3),
        (1.0, 1e3),
        (number(rng, 0.2, 0.4), 1e3),
        (number(rng, 0.6, 0.8), number(rng, 6.0, 9.0)),
    ]
    cases = [(w, ratio, *rate) for rate in rates] + [(w, 1e10, 0.5, rates[-1][1])]
    # All in one question: alone, an answer at α = 0, at α = 1 and at the limit would be one of its arguments.
    ideas = [wrong_weights(*case) for case in cases]
    student.expect(
        "[adaptive_weight(w, ratio, alpha, w_max) for w, ratio, alpha, w_max in cases]",
        cases=[list(case) for case in cases],
        want=[min((1 - alpha) * w + alpha * ratio, w_max) for w, ratio, alpha, w_max in cases],
        wrong=together(ideas),
    )
