# %% [raw]
# base: release

# %% [markdown]
# Opens a pipe that nobody writes to.

# %% question="q5"
import os

os.mkfifo("pipe")
open("pipe").read()
