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
