# %% [raw]
# delete: [q8]
# portable: true

# %% [markdown]
# The answer cell of q8 is gone.
