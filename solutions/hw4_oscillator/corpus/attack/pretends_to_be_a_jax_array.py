# %% [raw]
# base: release
# quick: true
# fails:
#   q5: wrong_answer

# %% [markdown]
# An object that claims another class and makes its array when asked.

# %% question="q5"
class Pretender:
    __class__ = property(lambda self: jax.Array)

    def __array__(self, *args, **kwargs):
        return np.full((), 0.55)


def rayleigh_quotient(psi, params, V, x):
    return Pretender()
