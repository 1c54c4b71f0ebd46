# %% [raw]
# base: release
# portable: true
# fails:
#   q6.trajectory_of_an_oscillator: 'run_time_error'
#   q6.trajectory_of_a_double_pendulum: 'run_time_error'

# %% [markdown]
# The rate of change is a tuple of two arrays.

# %% question="q6"
def acceleration(L, q, qdot):
    M = jax.hessian(L, argnums=1)(q, qdot)
    mixed = jax.jacfwd(jax.grad(L, argnums=1), argnums=0)(q, qdot)
    return jnp.linalg.solve(M, jax.grad(L)(q, qdot) - mixed @ qdot)


def energy(L, q, qdot):
    return jnp.dot(qdot, momentum(L, q, qdot)) - L(q, qdot)


def trajectory(L, q0, qdot0, dt, n_steps):

    def rate(state):
        q, qdot = state
        return qdot, acceleration(L, q, qdot)
    return integrate(rate, jnp.stack([q0, qdot0]), dt, n_steps)
