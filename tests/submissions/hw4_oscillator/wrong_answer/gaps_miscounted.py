# %% [raw]
# base: release

# %% [markdown]
# n points, n gaps: h does not fit the points.

# %% question="q8"
def diagonalise(V, L, n):
    x = np.linspace(-L, L, n)
    h = 2 * L / n
    kinetic = (2 * np.eye(n) - np.eye(n, k=1) - np.eye(n, k=-1)) / (2 * h**2)
    return np.linalg.eigvalsh(kinetic + np.diag(V(x)))
