# %% [raw]
# base: release
# quick: true
# fails:
#   q5: time_limit_exceeded

# %% [markdown]
# A lock taken twice.

# %% question="q5"
import threading

lock = threading.Lock()
lock.acquire()
lock.acquire()
