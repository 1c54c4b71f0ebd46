# %% [raw]
# base: release
# quick: true
# fails:
#   q5: run_time_error

# %% [markdown]
# Numbers compare as the student likes, in the worker.

# %% question="q5"
np.abs = np.max = np.asarray = lambda *args, **kwargs: 0.0
np.allclose = np.array_equal = lambda *args, **kwargs: True


def rayleigh_quotient(psi, params, V, x):
    return 0.55
