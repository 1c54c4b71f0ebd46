# %% [raw]
# base: release

# %% [markdown]
# An array of thirty-two gigabytes.

# %% question="q5"
table = np.ones(2**32)
