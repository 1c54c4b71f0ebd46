# %% [markdown]
# Signed errors are averaged: they cancel.

# %% question="q2"
def error_curve(rule, f, df, x, hs, dtype):
    x = x.astype(dtype)
    return np.array([abs(np.mean(rule(f, x, dtype(h)) - df(x))) for h in hs])

def best_step(hs, err):
    return hs[np.argmin(err)]

def loglog_slope(hs, err):
    return np.polyfit(np.log10(hs), np.log10(err), 1)[0]
