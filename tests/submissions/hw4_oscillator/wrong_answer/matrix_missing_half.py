# %% [raw]
# base: release

# %% [markdown]
# The matrix is that of -psi'' + V psi.

# %% question="q8"
def diagonalise(V, L, n):
    h = 2 * L / (n + 1)
    x = -L + h * np.arange(1, n + 1)
    kinetic = (2 * np.eye(n) - np.eye(n, k=1) - np.eye(n, k=-1)) / h**2
    return np.linalg.eigvalsh(kinetic + np.diag(V(x)))
