# %% [raw]
# base: release
# quick: true
# fails:
#   q5: time_limit_exceeded

# %% [markdown]
# SIGSTOP to itself: nothing computes, nothing ends.

# %% question="q5"
import os
import signal

os.kill(os.getpid(), signal.SIGSTOP)
