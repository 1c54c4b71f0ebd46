# %% [raw]
# base: release

# %% [markdown]
# Handed in as it was handed out.
