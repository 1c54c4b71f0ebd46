# %% [raw]
# base: release
# quick: true
# fails:
#   q5: run_time_error

# %% [markdown]
# Reads what lies at address 0.

# %% question="q5"
import ctypes

ctypes.string_at(0)
