# %% [raw]
# base: release
# quick: true
# fails:
#   q5: run_time_error

# %% [markdown]
# A function that calls itself and nothing else.

# %% question="q5"
def down(n):
    return [down(n + 1)]


down(0)
