# %% [raw]
# base: release
# quick: true
# fails:
#   q5: memory_limit_exceeded

# %% [markdown]
# Memory that is a file without a name.

# %% question="q5"
import mmap

table = mmap.mmap(-1, 4 * 2**30)
for page in range(0, 4 * 2**30, 4096):
    table[page] = 1
