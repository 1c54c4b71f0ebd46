# %% [raw]
# base: release
# portable: true
# fails:
#   q7.mean_field_without_a_field: 'm held fixed while h changes: the response of a single spin'
#   q7.mean_field_above_and_below: 'm held fixed while h changes: the response of a single spin'

# %% [markdown]
# m is found outside of the derivative: it does not follow h.

# %% question="q7"
def free_spin_F(h, T):
    return -T * jnp.logaddexp(h / T, -h / T)


def ising_ring_F(h, T, J, n):
    K, x = (J / T, h / T)
    larger = jnp.exp(K) * jnp.cosh(x) + jnp.sqrt(jnp.exp(2 * K) * jnp.sinh(x) ** 2 + jnp.exp(-2 * K))
    ratio = 2 * jnp.sinh(2 * K) / larger ** 2
    return -T * (jnp.log(larger) + jnp.log1p(ratio ** n) / n)


def mean_field_F(h, T, J):
    m = 1.0
    for _ in range(200):
        m = jnp.tanh((J * m + jax.lax.stop_gradient(h)) / T)
    return 0.5 * J * m**2 + free_spin_F(J * m + h, T)


def susceptibility(F, h):
    return -jax.jit(jax.grad(jax.grad(F)))(h)
