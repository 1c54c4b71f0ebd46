# %% [raw]
# base: release
# quick: true
# fails:
#   q5: memory_limit_exceeded

# %% [markdown]
# More cores, more memory, a better priority; then it takes what there is.

# %% question="q5"
import os
import resource

for kind in (resource.RLIMIT_DATA, resource.RLIMIT_NPROC, resource.RLIMIT_FSIZE):
    try:
        resource.setrlimit(kind, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    except (OSError, ValueError):
        pass
for change in (lambda: os.sched_setaffinity(0, range(64)), lambda: os.nice(-20)):
    try:
        change()
    except OSError:
        pass
for name in ("oom_score_adj", "oom_adj"):
    try:
        open(f"/proc/self/{name}", "w").write("-1000")
    except OSError:
        pass
memory = bytearray(4 * 2**30)
