# %% [raw]
# delete: [q7]
# fails:
#   q5: memory_limit_exceeded
#   q9: memory_limit_exceeded

# %% [markdown]
# rayleigh_quotient forms a matrix of a million times a million.

# %% question="q5"
def rayleigh_quotient(psi, params, V, x):
    n = 1_000_000
    hamiltonian = np.ones((n, n))
    return hamiltonian[0, 0]
