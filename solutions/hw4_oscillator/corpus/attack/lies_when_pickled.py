# %% [raw]
# base: release
# quick: true
# fails:
#   q5: wrong_answer

# %% [markdown]
# An object that runs a command when somebody unpickles it.

# %% question="q5"
import os


class Bomb:
    def __reduce__(self):
        return os.system, ("touch /tmp/unpickled",)

    def __array__(self, *args, **kwargs):
        return np.array(self, dtype=object)


def rayleigh_quotient(psi, params, V, x):
    return Bomb()
