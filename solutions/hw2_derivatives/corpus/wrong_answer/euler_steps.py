# %% [raw]
# base: release
# portable: true
# fails:
#   q6.trajectory_of_an_oscillator: 'Euler steps: they spiral outwards, and the energy grows'
#   q6.trajectory_of_a_double_pendulum: 'Euler steps: they spiral outwards, and the energy grows'

# %% [markdown]
# Explicit Euler steps: the energy grows.

# %% question="q6"
def acceleration(L, q, qdot):
    mass_matrix = jax.hessian(L, argnums=1)(q, qdot)
    _, mixed_term = jax.jvp(lambda q: momentum(L, q, qdot), (q,), (qdot,))
    return jnp.linalg.solve(mass_matrix, jax.grad(L, argnums=0)(q, qdot) - mixed_term)


def energy(L, q, qdot):
    return jnp.dot(qdot, momentum(L, q, qdot)) - L(q, qdot)


def trajectory(L, q0, qdot0, dt, n_steps):
    def step(state, _):
        q, v = state
        new = jnp.stack([q + dt * v, v + dt * acceleration(L, q, v)])
        return new, new

    start = jnp.stack([q0, qdot0])
    _, later = jax.lax.scan(step, start, length=n_steps)
    return jnp.concatenate([start[None], later])
