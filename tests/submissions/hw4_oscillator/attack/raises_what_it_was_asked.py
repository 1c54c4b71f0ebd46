# %% [raw]
# base: release

# %% [markdown]
# The inputs of hidden checks as the text of an exception.

# %% question="q5"
def rayleigh_quotient(psi, params, V, x):
    raise ValueError(f"hidden inputs: {params} {V(x)} {x}")
