"""hw3_poisson, q3, q4 and q6: the hidden checks of the loss, of a step downhill, and of the balance of gradients."""

from __future__ import annotations

import numpy as np

from autograder.checks.inputs import number, points
from autograder.oracles.hw4_oscillator import Wave
from lecture08_utils.checking import CheckList
from lecture08_utils.misconceptions.hw3_poisson import (
    wrong_boundary_terms,
    wrong_equation_terms,
    wrong_losses,
    wrong_ratios,
    wrong_steps,
    wrong_weights,
)

check = CheckList("hidden")

WAVE = """
import jax
import jax.numpy as jnp
wave = lambda p, x: jnp.sin(p * x + phase) * jnp.exp(-a * x**2)
f = lambda x: b * jnp.cos(x) - c * x
"""
ENDS = np.array([0.0, np.pi])


@check(
    "q3", points=0.5, hint="What do the two terms give for sin x + 1 with f = −sin x? Work it out before you run it."
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
        terms = "[float(term) for term in loss_terms(shifted, p, x, g)]"
        student.expect(terms, p=side * shift, want=[0.0, shift**2])


@check(
    "q3",
    points=0.5,
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


@check("q4", points=0.25, hint="Try params = {'a': 1.0, 'b': [2.0, (3.0, 4.0)]}. What does jax.tree.map do with it?")
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


@check("q4", points=0.25, hint="∂/∂x is inside the loss. Which derivative is yours to take?")
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
        wrong={name: [idea[name] for idea in ideas] for name in ideas[0]},
    )
