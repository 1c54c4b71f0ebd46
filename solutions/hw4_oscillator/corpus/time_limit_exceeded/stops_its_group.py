# %% [raw]
# base: release
# quick: true
# fails:
#   q5: time_limit_exceeded

# %% [markdown]
# SIGSTOP to all that was started with it.

# %% question="q5"
import os
import signal

os.kill(0, signal.SIGSTOP)
