# %% [raw]
# base: release

# %% [markdown]
# Reads what lies at address 0.

# %% question="q5"
import ctypes

ctypes.string_at(0)
