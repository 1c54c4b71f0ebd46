# %% [raw]
# base: release
# quick: true
# fails:
#   q5: time_limit_exceeded

# %% [markdown]
# Opens a pipe that nobody writes to.

# %% question="q5"
import os

os.mkfifo("pipe")
open("pipe").read()
