# %% [markdown]
# The reference, as it is.
