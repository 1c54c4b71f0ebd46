# %% [raw]
# base: release
# portable: true
# fails:
#   q6.energy_of_a_pendulum: the Lagrangian T − V instead of the energy
#   q6.coupled_pendulums_and_their_energy: the Lagrangian T − V instead of the energy

# %% [markdown]
# T − V instead of T + V.

# %% question="q6"
def acceleration(L, q, qdot):
    mass_matrix = jax.hessian(L, argnums=1)(q, qdot)
    _, mixed_term = jax.jvp(lambda q: momentum(L, q, qdot), (q,), (qdot,))
    return jnp.linalg.solve(mass_matrix, jax.grad(L, argnums=0)(q, qdot) - mixed_term)


def energy(L, q, qdot):
    return L(q, qdot)


def trajectory(L, q0, qdot0, dt, n_steps):

    def rate(state):
        q, qdot = state
        return jnp.stack([qdot, acceleration(L, q, qdot)])
    return integrate(rate, jnp.stack([q0, qdot0]), dt, n_steps)
