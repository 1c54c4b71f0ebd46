# %% [raw]
# base: release
# portable: true
# fails:
#   q6.trajectory_of_an_oscillator: 'one state is missing: there are n_steps + 1 of them, the start included'
#   q6.trajectory_of_a_double_pendulum: 'one state is missing: there are n_steps + 1 of them, the start included'

# %% [markdown]
# The states after each step, without the one at time 0.

# %% question="q6"
def acceleration(L, q, qdot):
    mass_matrix = jax.hessian(L, argnums=1)(q, qdot)
    mixed = jax.jacfwd(jax.grad(L, argnums=1), argnums=0)(q, qdot)
    return jnp.linalg.solve(mass_matrix, jax.grad(L, argnums=0)(q, qdot) - mixed @ qdot)


def energy(L, q, qdot):
    return jnp.dot(qdot, momentum(L, q, qdot)) - L(q, qdot)


def trajectory(L, q0, qdot0, dt, n_steps):
    def rate(state):
        return jnp.stack([state[1], acceleration(L, state[0], state[1])])

    return integrate(rate, jnp.stack([q0, qdot0]), dt, n_steps)[1:]
