# %% [raw]
# base: release
# portable: true
# fails:
#   q6.ratio_of_small_trees: the ratio is inverted
#   q6.weight_drifts_and_stops: α multiplies the old weight instead of the ratio
#   q6.ratio_of_other_trees: the ratio is inverted
#   q6.weight_for_other_rates: α multiplies the old weight instead of the ratio

# %% [markdown]
# The ratio is upside down, and α keeps the old weight.

# %% question="q6"
def balance_ratio(g_pde, g_bc):
    join = lambda tree: jnp.concatenate([jnp.ravel(jnp.abs(leaf)) for leaf in jax.tree.leaves(tree)])
    return jnp.mean(join(g_bc)) / jnp.max(join(g_pde))

def adaptive_weight(w, ratio, alpha, w_max):
    return jnp.minimum(alpha * w + (1 - alpha) * ratio, w_max)
