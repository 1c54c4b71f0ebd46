# %% [raw]
# base: release

# %% [markdown]
# The same, by JAX.

# %% question="q5"
table = jnp.ones((2**16, 2**16)).block_until_ready()
