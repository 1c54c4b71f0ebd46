# %% [raw]
# base: release
# quick: true
# fails:
#   q5: memory_limit_exceeded

# %% [markdown]
# Each process takes little, all together much.

# %% question="q5"
import os
import time

for _ in range(3):
    os.fork()
table = b"x" * (250 * 2**20)
time.sleep(3600)
