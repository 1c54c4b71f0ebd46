# %% [raw]
# base: release

# %% [markdown]
# The residual is refined for ever.

# %% question="q2"
def residual(psi, params, E, V, x):
    while True:
        E = E + 0.0
