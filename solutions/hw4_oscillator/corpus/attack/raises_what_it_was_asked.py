# %% [raw]
# base: release
# quick: true
# fails:
#   q5: run_time_error

# %% [markdown]
# The inputs of hidden checks as the text of an exception.

# %% question="q5"
def rayleigh_quotient(psi, params, V, x):
    raise ValueError(f"hidden inputs: {params} {V(x)} {x}")
