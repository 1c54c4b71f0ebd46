# %% [raw]
# base: release

# %% [markdown]
# A function that calls itself and nothing else.

# %% question="q5"
def down(n):
    return [down(n + 1)]


down(0)
