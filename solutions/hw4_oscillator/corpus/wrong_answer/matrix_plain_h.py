# %% [raw]
# base: release
# portable: true
# quick: true
# fails:
#   q8.levels_of_the_oscillator: h instead of h² in the denominator of the kinetic energy
#   q8.levels_of_other_wells: h instead of h² in the denominator of the kinetic energy
#   q8.levels_converge_with_the_square_of_h: wrong_answer

# %% [markdown]
# The second difference is divided by h, not by its square.

# %% question="q8"
def diagonalise(V, L, n):
    h = 2 * L / (n + 1)
    x = -L + h * np.arange(1, n + 1)
    kinetic = (2 * np.eye(n) - np.eye(n, k=1) - np.eye(n, k=-1)) / (2 * h)
    return np.linalg.eigvalsh(kinetic + np.diag(V(x)))
