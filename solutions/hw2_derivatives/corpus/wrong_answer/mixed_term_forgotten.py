# %% [raw]
# base: release
# portable: true
# fails:
#   q6.acceleration_in_a_magnetic_field: the mixed term ∂²L/∂q̇∂q is left out
#   q6.charge_in_a_magnetic_field: the mixed term ∂²L/∂q̇∂q is left out
#   q6.coupled_pendulums_and_their_energy: the mixed term ∂²L/∂q̇∂q is left out
#   q6.trajectory_of_a_double_pendulum: wrong_answer

# %% [markdown]
# d/dt of the momentum without its change through q.

# %% question="q6"
def acceleration(L, q, qdot):
    return jnp.linalg.solve(jax.hessian(L, argnums=1)(q, qdot), jax.grad(L)(q, qdot))


def energy(L, q, qdot):
    return jnp.dot(qdot, momentum(L, q, qdot)) - L(q, qdot)


def trajectory(L, q0, qdot0, dt, n_steps):

    def rate(state):
        q, qdot = state
        return jnp.stack([qdot, acceleration(L, q, qdot)])
    return integrate(rate, jnp.stack([q0, qdot0]), dt, n_steps)
