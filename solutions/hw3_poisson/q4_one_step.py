"""q4: the hidden checks of a step downhill."""

from __future__ import annotations

import numpy as np

from lecture08_utils.checking import CheckList, MistakeList
from solutions.inputs import number, points

check = CheckList("hidden")
mistakes = MistakeList()


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


@mistakes("q4.step_of_one_parameter", "one number")
def _():
    return {idea: value[0] for idea, value in wrong_steps(np.array([3.0]), np.array([2.5]), 0.4).items()}


@mistakes("q4.step_of_one_parameter", "a dict")
def _():
    return wrong_steps(np.array([1.0, 2.0]), np.array([2.0, 3.0]), 0.25, first=1)


@check(
    "q4",
    points=0.25,
    compiled=True,
    hint="Try params = {'a': 1.0, 'b': [2.0, (3.0, 4.0)]}. What does jax.tree.map do with it?",
)
def step_of_a_nested_tree(student, rng):
    """A step moves every array of a nested tree by −lr times its own gradient, and keeps the nesting."""
    W, b, k = points(rng, 0.5, 1.5, (2, 3)), points(rng, -1.5, -0.5, 4), number(rng, 0.5, 1.5)
    A, c, lr = points(rng, 0.5, 2.0, (2, 3)), points(rng, 0.5, 2.0, 4), number(rng, 0.05, 0.3)
    # Leaves in JAX's order, dicts by key: W, b, k.
    gradient = np.concatenate([(A * W).ravel(), 2 * c * b * k, [3 * k**2 + np.sum(c * b**2)]])
    student.run(
        "import jax\n"
        "import jax.numpy as jnp\n"
        "params = {'layers': [(jnp.array(W), jnp.array(b))], 'other': {'k': jnp.array(k)}}\n"
        "def loss(params):\n"
        "    (W, b), k = params['layers'][0], params['other']['k']\n"
        "    return jnp.sum(A * W**2) / 2 + k * jnp.sum(c * b**2) + k**3\n"
        "new = sgd_step(loss, params, lr)\n"
        "row = jnp.concatenate([jnp.ravel(leaf) for leaf in jax.tree.leaves(new)])",
        W=W,
        b=b,
        k=k,
        A=A,
        c=c,
        lr=lr,
    )
    student.require(
        student.ask("jax.tree.structure(new) == jax.tree.structure(params)") is True,
        "The nesting of the new parameters is not that of the old ones.",
        misconception="the nesting of the parameters is lost",
    )
    old = np.concatenate([W.ravel(), b, [k]])
    wrong = wrong_steps(old, gradient, lr, first=W.size)
    student.expect("row", want=old - lr * gradient, wrong=wrong)
    student.expect("new['layers'][0][0]", want=W - lr * A * W)


@check("q4", points=0.25, compiled=True, hint="∂/∂x is inside the loss. Which derivative is yours to take?")
def steps_for_an_equation(student, rng):
    """Three steps for a loss that contains u″ go where they should."""
    p, k, lr = number(rng, 0.6, 1.0), number(rng, 1.2, 1.5), number(rng, 0.005, 0.01)
    x = points(rng, 0.2, 2.9, 6)
    student.run(
        "import jax\n"
        "import jax.numpy as jnp\n"
        "u = lambda params, x: params['p'] * jnp.sin(params['k'] * x)\n"
        "u_xx = jax.vmap(jax.grad(jax.grad(u, argnums=1), argnums=1), in_axes=(None, 0))\n"
        "loss = lambda params: jnp.mean((u_xx(params, x) + jnp.sin(x)) ** 2)\n"
        "params = {'p': jnp.array(p), 'k': jnp.array(k)}\n"
        "for _ in range(3):\n"
        "    params = sgd_step(loss, params, lr)",
        x=x,
        p=p,
        k=k,
        lr=lr,
    )

    def after_three_steps(rate_of_p: float, rate_of_k: float) -> list[float]:
        a, q = p, k
        for _ in range(3):
            rest = -a * q**2 * np.sin(q * x) + np.sin(x)
            by_a = np.mean(-2 * rest * q**2 * np.sin(q * x))
            by_q = np.mean(-2 * rest * (2 * a * q * np.sin(q * x) + a * q**2 * x * np.cos(q * x)))
            a, q = a - rate_of_p * by_a, q - rate_of_k * by_q
        return [a, q]

    wrong = {
        "uphill: the step goes along the gradient, not against it": after_three_steps(-lr, -lr),
        "only the first array of the parameters moved": after_three_steps(0.0, lr),
    }
    student.expect("[float(params['p']), float(params['k'])]", want=after_three_steps(lr, lr), rtol=3e-5, wrong=wrong)
