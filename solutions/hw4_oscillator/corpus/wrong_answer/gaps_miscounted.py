# %% [raw]
# base: release
# portable: true
# quick: true
# fails:
#   q8.levels_of_the_oscillator: wrong_answer
#   q8.levels_of_other_wells: wrong_answer
#   q8.levels_converge_with_the_square_of_h: 'a spacing h that does not fit the points: n points between two walls leave n + 1 gaps'

# %% [markdown]
# n points, n gaps: h does not fit the points.

# %% question="q8"
def diagonalise(V, L, n):
    x = np.linspace(-L, L, n)
    h = 2 * L / n
    kinetic = (2 * np.eye(n) - np.eye(n, k=1) - np.eye(n, k=-1)) / (2 * h**2)
    return np.linalg.eigvalsh(kinetic + np.diag(V(x)))
