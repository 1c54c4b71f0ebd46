# %% [raw]
# base: release
# portable: true
# fails:
#   q6.acceleration_in_a_magnetic_field: 'the mixed matrix is transposed: rows belong to velocities'
#   q6.charge_in_a_magnetic_field: 'the mixed matrix is transposed: rows belong to velocities'
#   q6.coupled_pendulums_and_their_energy: 'the mixed matrix is transposed: rows belong to velocities'
#   q6.trajectory_of_a_double_pendulum: wrong_answer

# %% [markdown]
# The mixed matrix with rows for coordinates: no force in a magnetic field.

# %% question="q6"
def acceleration(L, q, qdot):
    M = jax.hessian(L, argnums=1)(q, qdot)
    mixed = jax.jacfwd(jax.grad(L, argnums=0), argnums=1)(q, qdot)
    return jnp.linalg.solve(M, jax.grad(L)(q, qdot) - mixed @ qdot)


def energy(L, q, qdot):
    return jnp.dot(qdot, momentum(L, q, qdot)) - L(q, qdot)


def trajectory(L, q0, qdot0, dt, n_steps):

    def rate(state):
        q, qdot = state
        return jnp.stack([qdot, acceleration(L, q, qdot)])
    return integrate(rate, jnp.stack([q0, qdot0]), dt, n_steps)
