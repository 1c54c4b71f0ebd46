# %% [raw]
# base: release
# quick: true
# fails:
#   q5: wrong_answer

# %% [markdown]
# Lists within lists, and numbers too long to print.

# %% question="q5"
def rayleigh_quotient(psi, params, V, x):
    nested = 10**5000
    for _ in range(30):
        nested = [nested, nested] if _ < 10 else [nested]
    return nested
