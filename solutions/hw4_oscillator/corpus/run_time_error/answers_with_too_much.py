# %% [raw]
# base: release
# quick: true
# fails:
#   q5: run_time_error

# %% [markdown]
# An answer of a gigabyte.

# %% question="q5"
def rayleigh_quotient(psi, params, V, x):
    return np.zeros(2**26, dtype=bool).repeat(2)
