# %% [raw]
# base: release
# portable: true
# quick: true
# fails:
#   q8.levels_of_the_oscillator: 'the grid is shifted by one point: it starts at the wall, and the first point belongs at −L + h'
#   q8.levels_of_other_wells: 'the grid is shifted by one point: it starts at the wall, and the first point belongs at −L + h'

# %% [markdown]
# The points are -L, -L + h, ...: shifted by one.

# %% question="q8"
def diagonalise(V, L, n):
    h = 2 * L / (n + 1)
    x = -L + h * np.arange(n)
    kinetic = (2 * np.eye(n) - np.eye(n, k=1) - np.eye(n, k=-1)) / (2 * h**2)
    return np.linalg.eigvalsh(kinetic + np.diag(V(x)))
