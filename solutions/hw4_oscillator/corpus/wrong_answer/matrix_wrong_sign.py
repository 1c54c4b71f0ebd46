# %% [raw]
# base: release
# portable: true
# quick: true
# fails:
#   q8.levels_of_the_oscillator: 'the sign of the kinetic energy: the diagonal of −ψ″/2 is positive'
#   q8.levels_of_other_wells: 'the sign of the kinetic energy: the diagonal of −ψ″/2 is positive'
#   q8.levels_converge_with_the_square_of_h: wrong_answer

# %% [markdown]
# +psi''/2 + V psi.

# %% question="q8"
def diagonalise(V, L, n):
    h = 2 * L / (n + 1)
    x = -L + h * np.arange(1, n + 1)
    kinetic = (2 * np.eye(n) - np.eye(n, k=1) - np.eye(n, k=-1)) / (-2 * h**2)
    return np.linalg.eigvalsh(kinetic + np.diag(V(x)))
