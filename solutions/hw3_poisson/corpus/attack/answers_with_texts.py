# %% [raw]
# base: release
# fails:
#   q8: wrong_answer

# %% [markdown]
# One long text and many short ones: an array with room for the longest everywhere is huge.

# %% question="q8"
def fem_solve(f, n):
    texts = ["x" * 1_000_000] + ["x"] * 100_000
    return texts, texts

def l2_error(x, u, exact):
    return ["x" * 1_000_000] + ["x"] * 100_000
