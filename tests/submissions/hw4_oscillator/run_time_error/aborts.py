# %% [raw]
# base: release

# %% [markdown]
# Raises SIGABRT.

# %% question="q5"
import os

os.abort()
