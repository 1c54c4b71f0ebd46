# %% [raw]
# base: release
# portable: true
# fails:
#   q7.rings_of_spins: 'λ₊ⁿ overflows: take its logarithm, n ln λ₊'

# %% [markdown]
# Z is computed before its logarithm: λⁿ overflows for long rings.

# %% question="q7"
def free_spin_F(h, T):
    return -T * jnp.logaddexp(h / T, -h / T)


def ising_ring_F(h, T, J, n):
    K, x = J / T, h / T
    root = jnp.sqrt(jnp.exp(2 * K) * jnp.sinh(x) ** 2 + jnp.exp(-2 * K))
    larger, smaller = jnp.exp(K) * jnp.cosh(x) + root, jnp.exp(K) * jnp.cosh(x) - root
    return -T / n * jnp.log(larger**n + smaller**n)


def mean_field_F(h, T, J):
    m = jax.lax.fori_loop(0, 100, lambda _, m: jnp.tanh((J * m + h) / T), jnp.ones_like(h / T))
    return 0.5 * J * m ** 2 + free_spin_F(J * m + h, T)


def susceptibility(F, h):
    return -jax.jit(jax.grad(jax.grad(F)))(h)
