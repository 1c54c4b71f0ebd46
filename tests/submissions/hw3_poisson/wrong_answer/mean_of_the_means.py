# %% [raw]
# base: release

# %% [markdown]
# The mean is taken array by array, and the weight has no limit.

# %% question="q6"
def balance_ratio(g_pde, g_bc):
    largest = max(float(jnp.max(jnp.abs(leaf))) for leaf in jax.tree.leaves(g_pde))
    means = [float(jnp.mean(jnp.abs(leaf))) for leaf in jax.tree.leaves(g_bc)]
    return largest / np.mean(means)

def adaptive_weight(w, ratio, alpha, w_max):
    return (1 - alpha) * w + alpha * ratio
