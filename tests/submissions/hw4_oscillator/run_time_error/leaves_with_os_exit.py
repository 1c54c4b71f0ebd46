# %% [raw]
# base: release

# %% [markdown]
# The cell ends the process without a word.

# %% question="q5"
import os

os._exit(0)
