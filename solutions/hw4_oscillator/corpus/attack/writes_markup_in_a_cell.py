# %% [raw]
# base: release
# quick: true
# fails:
#   q5: run_time_error

# %% [markdown]
# The same from the cell itself.

# %% question="q5"
class Owned(Exception):
    pass


Owned.__name__ = "=cmd|' /C calc'!A1<b>\x1b[31m"
raise Owned("<img src=x onerror=alert(1)>\x1b[2J\0" * 10); "[31m is in this line"
