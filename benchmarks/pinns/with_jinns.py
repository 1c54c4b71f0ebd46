"""Both problems in jinns, as its documentation does such things.

A stationary PDE in one dimension on a grid, with its Dirichlet condition and its Laplacian; the energy is an equation
parameter that is trained, as in its inverse problems. The norm that jinns knows is ∫u = 1, so ∫ψ² = 1 is a second
equation, the same at every point.
"""

from __future__ import annotations

import equinox as eqx
import jax
import jax.numpy as jnp
import jinns
import optax
from jinns.loss import Dirichlet, LossPDEStatio, LossWeightsPDEStatio, PDEStatio, laplacian_rev
from jinns.parameters import DerivativeKeysPDEStatio, Params
from problems import DOMAINS, ENDS, NORM, POINTS, RATE, UNITS, asked, tell


class Poisson(PDEStatio):
    def equation(self, x, u, params):
        return laplacian_rev(x, u, params)[None] + jnp.sin(x)


class Schroedinger(PDEStatio):
    def equation(self, x, u, params):
        return -laplacian_rev(x, u, params)[None] / 2 + (x**2 / 2 - params.eq_params.E) * u(x, params)


class Norm(PDEStatio):
    def equation(self, x, u, params):
        grid = jnp.linspace(*DOMAINS["oscillator"], POINTS)
        psi = jax.vmap(lambda place: u(place, params))(grid[:, None])[:, 0]
        return jnp.trapezoid(psi**2, grid)[None] - 1


def main() -> None:
    task = asked()
    key, data_key = jax.random.split(jax.random.PRNGKey(task.seed))
    layers = (
        (eqx.nn.Linear, 1, UNITS),
        (jnp.tanh,),
        (eqx.nn.Linear, UNITS, UNITS),
        (jnp.tanh,),
        (eqx.nn.Linear, UNITS, 1),
    )
    u, network = jinns.nn.PINN_MLP.create(key=key, eqx_list=layers, eq_type="PDEStatio")
    params = Params(nn_params=network, eq_params={"E": jnp.array(0.0)})
    left, right = task.domain
    data = jinns.data.CubicMeshPDEStatio(
        key=data_key, n=POINTS, nb=2, dim=1, min_pts=(left,), max_pts=(right,), method="grid"
    )
    is_poisson = task.problem == "poisson"
    loss = LossPDEStatio(
        u=u,
        dynamic_loss=Poisson() if is_poisson else (Schroedinger(), Norm()),
        boundary_condition=Dirichlet(),
        loss_weights=LossWeightsPDEStatio(
            dyn_loss=1.0 if is_poisson else (1.0, NORM), boundary_loss=ENDS[task.problem]
        ),
        derivative_keys=DerivativeKeysPDEStatio.from_str(
            params=params, dyn_loss="nn_params" if is_poisson else "both", boundary_loss="nn_params"
        ),
        params=params,
    )
    adam = optax.adam(optax.cosine_decay_schedule(RATE, task.steps))
    solved, *_ = jinns.solve(n_iter=task.steps, init_params=params, data=data, loss=loss, optimizer=adam)
    solution = jax.jit(jax.vmap(lambda x: u(x, solved)))
    tell(solution(jnp.asarray(task.places)[:, None]), None if is_poisson else float(solved.eq_params.E))


if __name__ == "__main__":
    main()
