# %% [raw]
# portable: true

# %% [markdown]
# The reference, as it is.
