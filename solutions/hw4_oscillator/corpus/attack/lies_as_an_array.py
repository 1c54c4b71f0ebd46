# %% [raw]
# base: release
# quick: true
# fails:
#   q5: wrong_answer

# %% [markdown]
# An array subclass whose entries depend on who looks.

# %% question="q5"
class Agreeable(np.ndarray):
    def __array_ufunc__(self, *args, **kwargs):
        return np.zeros(())

    def __array_function__(self, *args, **kwargs):
        return np.zeros(())


def rayleigh_quotient(psi, params, V, x):
    return np.zeros(()).view(Agreeable)
