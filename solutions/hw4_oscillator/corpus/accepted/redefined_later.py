# %% [markdown]
# Right; a cell at the end gives `residual` and `x` another meaning. Each question counts as it stood.

# %% after="q10"
x = "a name used for something else"

def residual(old, meaning):
    return "not the function of question 2"
