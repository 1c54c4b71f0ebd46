# %% [raw]
# base: release
# fails:
#   q5: wrong_answer

# %% [markdown]
# One long text and many short ones: an array with room for the longest everywhere is huge.

# %% question="q5"
def phonon_omega2(*arguments):
    return ["x" * 1_000_000] + ["x"] * 100_000
