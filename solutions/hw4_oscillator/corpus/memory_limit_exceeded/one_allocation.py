# %% [raw]
# base: release
# quick: true
# fails:
#   q5: memory_limit_exceeded

# %% [markdown]
# An array of thirty-two gigabytes.

# %% question="q5"
table = np.ones(2**32)
