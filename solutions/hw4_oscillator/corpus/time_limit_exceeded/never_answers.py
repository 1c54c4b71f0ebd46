# %% [raw]
# untouched: [q3, q4, q6, q7, q9]
# quick: true
# fails:
#   q2: time_limit_exceeded

# %% [markdown]
# The residual is refined for ever.

# %% question="q2"
def residual(psi, params, E, V, x):
    while True:
        E = E + 0.0
