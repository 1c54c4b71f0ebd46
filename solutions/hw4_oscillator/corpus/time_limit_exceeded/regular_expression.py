# %% [raw]
# base: release
# quick: true
# fails:
#   q5: time_limit_exceeded

# %% [markdown]
# A loop in C that no signal reaches.

# %% question="q5"
import re

re.match("(a*)*b", "a" * 60)
