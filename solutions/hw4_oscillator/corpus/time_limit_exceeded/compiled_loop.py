# %% [raw]
# base: release
# quick: true
# fails:
#   q5: time_limit_exceeded

# %% [markdown]
# A loop that XLA compiled.

# %% question="q5"
jax.lax.while_loop(lambda x: x >= 0, lambda x: x * 0, 1.0).block_until_ready()
