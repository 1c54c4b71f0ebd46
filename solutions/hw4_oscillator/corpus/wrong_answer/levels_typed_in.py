# %% [raw]
# base: release
# portable: true
# quick: true
# fails:
#   q8.levels_of_the_oscillator: wrong_answer
#   q8.levels_of_other_wells: x²/2 typed in where V(x) belongs
#   q8.levels_converge_with_the_square_of_h: wrong_answer

# %% [markdown]
# The levels of x**2/2, whatever the well.

# %% question="q8"
def diagonalise(V, L, n):
    return np.arange(n) + 0.5
