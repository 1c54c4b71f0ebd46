"""Both problems in DeepXDE, JAX backend, as its documentation does such things.

Forward problem and Dirichlet ends as in its "Poisson equation in 1D with Dirichlet boundary conditions"; the energy
is an external trainable variable as in its inverse problems. DeepXDE has no term for ∫ψ² = 1, so that is a second
equation, the same at every point.
"""

from __future__ import annotations

import os

os.environ["DDE_BACKEND"] = "jax"

import deepxde as dde
import jax.numpy as jnp
from problems import ENDS, NORM, POINTS, RATE, UNITS, Task, asked, tell


def main() -> None:
    task = asked()
    dde.config.set_random_seed(task.seed)
    energy = dde.Variable(0.0)
    geometry = dde.geometry.Interval(*task.domain)
    ends = dde.icbc.DirichletBC(geometry, lambda x: 0, lambda _, on_boundary: on_boundary)
    equations = {"poisson": poisson, "oscillator": oscillator}[task.problem]
    data = dde.data.PDE(
        geometry, equations(task), ends, num_domain=POINTS - 2, num_boundary=2, train_distribution="uniform"
    )
    model = dde.Model(data, dde.nn.FNN([1, UNITS, UNITS, 1], "tanh", "Glorot normal"))
    # DeepXDE takes the mean over both ends.
    weights = [1.0, *([NORM] if task.problem == "oscillator" else []), 2 * ENDS[task.problem]]
    trained = {"external_trainable_variables": [energy]} if task.problem == "oscillator" else {}
    model.compile("adam", lr=RATE, decay=("cosine", task.steps, 0.0), loss_weights=weights, **trained)
    model.train(iterations=task.steps)
    found = float(model.params[1][0]) if task.problem == "oscillator" else None
    tell(model.predict(task.places[:, None]), found)


def poisson(task: Task):
    def equation(x, y):
        curvature, _ = dde.grad.hessian(y, x)
        return curvature + jnp.sin(x)

    return equation


def oscillator(task: Task):
    left, right = task.domain
    spacing = (right - left) / (POINTS - 1)

    def equations(x, y, unknowns):
        psi, (curvature, _) = y[0], dde.grad.hessian(y, x)
        rest = -curvature / 2 + (x**2 / 2 - unknowns[0]) * psi
        # The last rows are the points of the equation, the first two the ends once more. ψ vanishes at the ends, so
        # this sum is the trapezoid rule.
        norm = spacing * jnp.sum(psi[-POINTS:] ** 2)
        return [rest, (norm - 1) * jnp.ones_like(rest)]

    return equations


if __name__ == "__main__":
    main()
