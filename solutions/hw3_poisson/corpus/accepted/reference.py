# %% [raw]
# portable: true

# %% [markdown]
# Every answer is the reference's.
