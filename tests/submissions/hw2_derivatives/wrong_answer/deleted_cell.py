# %% [raw]
# delete: [q8]

# %% [markdown]
# The answer cell of q8 is gone.
