# %% [raw]
# base: release
# quick: true
# fails:
#   q5: run_time_error

# %% [markdown]
# The cell ends the process without a word.

# %% question="q5"
import os

os._exit(0)
