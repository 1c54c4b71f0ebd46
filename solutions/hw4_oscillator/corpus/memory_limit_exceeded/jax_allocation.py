# %% [raw]
# base: release
# quick: true
# fails:
#   q5: memory_limit_exceeded

# %% [markdown]
# The same, by JAX.

# %% question="q5"
table = jnp.ones((2**16, 2**16)).block_until_ready()
