# %% [raw]
# base: release
# portable: true
# fails:
#   q6.ratio_of_small_trees: 'a mean of the means of the arrays: the entries of small arrays count too much'
#   q6.weight_drifts_and_stops: the upper limit is missing
#   q6.ratio_of_other_trees: 'a mean of the means of the arrays: the entries of small arrays count too much'
#   q6.weight_for_other_rates: the upper limit is missing

# %% [markdown]
# The mean is taken array by array, and the weight has no limit.

# %% question="q6"
def balance_ratio(g_pde, g_bc):
    largest = max(float(jnp.max(jnp.abs(leaf))) for leaf in jax.tree.leaves(g_pde))
    means = [float(jnp.mean(jnp.abs(leaf))) for leaf in jax.tree.leaves(g_bc)]
    return largest / np.mean(means)

def adaptive_weight(w, ratio, alpha, w_max):
    return (1 - alpha) * w + alpha * ratio
