# %% [markdown]
# rayleigh_quotient keeps copies until the memory is full.

# %% question="q5"
def rayleigh_quotient(psi, params, V, x):
    kept = []
    while True:
        kept.append(np.ones(10_000_000))
