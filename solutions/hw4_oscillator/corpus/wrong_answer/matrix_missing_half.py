# %% [raw]
# base: release
# portable: true
# quick: true
# fails:
#   q8.levels_of_the_oscillator: the factor ½ of the kinetic energy is missing
#   q8.levels_of_other_wells: the factor ½ of the kinetic energy is missing
#   q8.levels_converge_with_the_square_of_h: wrong_answer

# %% [markdown]
# The matrix is that of -psi'' + V psi.

# %% question="q8"
def diagonalise(V, L, n):
    h = 2 * L / (n + 1)
    x = -L + h * np.arange(1, n + 1)
    kinetic = (2 * np.eye(n) - np.eye(n, k=1) - np.eye(n, k=-1)) / h**2
    return np.linalg.eigvalsh(kinetic + np.diag(V(x)))
