# %% [raw]
# base: release
# portable: true
# quick: true
# fails:
#   q8.levels_of_the_oscillator: 'the levels are not sorted: the lowest one belongs in front'
#   q8.levels_of_other_wells: 'the levels are not sorted: the lowest one belongs in front'
#   q8.levels_converge_with_the_square_of_h: 'the levels are not sorted: the lowest one belongs in front'

# %% [markdown]
# The highest level comes first.

# %% question="q8"
def diagonalise(V, L, n):
    h = 2 * L / (n + 1)
    x = -L + h * np.arange(1, n + 1)
    kinetic = (2 * np.eye(n) - np.eye(n, k=1) - np.eye(n, k=-1)) / (2 * h**2)
    return np.linalg.eigvalsh(kinetic + np.diag(V(x)))[::-1]
