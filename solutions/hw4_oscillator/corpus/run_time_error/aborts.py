# %% [raw]
# base: release
# quick: true
# fails:
#   q5: run_time_error

# %% [markdown]
# Raises SIGABRT.

# %% question="q5"
import os

os.abort()
