# %% [raw]
# base: release
# portable: true

# %% [markdown]
# Handed in as it was handed out.
