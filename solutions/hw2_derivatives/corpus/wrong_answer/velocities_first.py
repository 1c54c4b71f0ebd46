# %% [raw]
# base: release
# portable: true
# fails:
#   q6.trajectory_of_an_oscillator: velocities in front of coordinates
#   q6.trajectory_of_a_double_pendulum: velocities in front of coordinates

# %% [markdown]
# Velocities in front of coordinates.

# %% question="q6"
def acceleration(L, q, qdot):
    mass_matrix = jax.hessian(L, argnums=1)(q, qdot)
    _, mixed_term = jax.jvp(lambda q: momentum(L, q, qdot), (q,), (qdot,))
    return jnp.linalg.solve(mass_matrix, jax.grad(L, argnums=0)(q, qdot) - mixed_term)


def energy(L, q, qdot):
    return jnp.dot(qdot, momentum(L, q, qdot)) - L(q, qdot)


def trajectory(L, q0, qdot0, dt, n_steps):
    def rate(state):
        v, q = state
        return jnp.stack([acceleration(L, q, v), v])

    return integrate(rate, jnp.stack([qdot0, q0]), dt, n_steps)
