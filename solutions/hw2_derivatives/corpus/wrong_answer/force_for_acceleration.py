# %% [raw]
# base: release
# portable: true
# fails:
#   q6.acceleration_of_a_pendulum: 'the mass matrix is left out: a force, not an acceleration'
#   q6.charge_in_a_magnetic_field: 'the mass matrix is left out: a force, not an acceleration'
#   q6.coupled_pendulums_and_their_energy: 'the mass matrix is left out: a force, not an acceleration'
#   q6.trajectory_of_a_double_pendulum: wrong_answer

# %% [markdown]
# The mass matrix is forgotten: right only where it is the unit matrix.

# %% question="q6"
def acceleration(L, q, qdot):
    mixed = jax.jacfwd(jax.grad(L, argnums=1), argnums=0)(q, qdot)
    return jax.grad(L)(q, qdot) - mixed @ qdot


def energy(L, q, qdot):
    return jnp.dot(qdot, momentum(L, q, qdot)) - L(q, qdot)


def trajectory(L, q0, qdot0, dt, n_steps):

    def rate(state):
        q, qdot = state
        return jnp.stack([qdot, acceleration(L, q, qdot)])
    return integrate(rate, jnp.stack([q0, qdot0]), dt, n_steps)
