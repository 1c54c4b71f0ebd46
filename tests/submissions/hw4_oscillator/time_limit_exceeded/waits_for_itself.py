# %% [raw]
# base: release

# %% [markdown]
# A lock taken twice.

# %% question="q5"
import threading

lock = threading.Lock()
lock.acquire()
lock.acquire()
