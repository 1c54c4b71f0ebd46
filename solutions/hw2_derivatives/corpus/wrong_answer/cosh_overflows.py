# %% [raw]
# base: release
# portable: true
# fails:
#   q7.free_energy_of_a_spin: 'cosh or exp overflows: the logarithm of infinity'
#   q7.rings_of_spins: 'cosh or exp overflows: the logarithm of infinity'

# %% [markdown]
# ln cosh as it stands: infinite in strong fields.

# %% question="q7"
def free_spin_F(h, T):
    return -T * jnp.log(2 * jnp.cosh(h / T))


def ising_ring_F(h, T, J, n):
    K, x = (J / T, h / T)
    larger = jnp.exp(K) * jnp.cosh(x) + jnp.sqrt(jnp.exp(2 * K) * jnp.sinh(x) ** 2 + jnp.exp(-2 * K))
    ratio = 2 * jnp.sinh(2 * K) / larger ** 2
    return -T * (jnp.log(larger) + jnp.log1p(ratio ** n) / n)


def mean_field_F(h, T, J):
    m = jax.lax.fori_loop(0, 100, lambda _, m: jnp.tanh((J * m + h) / T), jnp.ones_like(h / T))
    return 0.5 * J * m ** 2 + free_spin_F(J * m + h, T)


def susceptibility(F, h):
    return -jax.jit(jax.grad(jax.grad(F)))(h)
