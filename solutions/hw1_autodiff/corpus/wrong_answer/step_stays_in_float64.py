# %% [raw]
# portable: true
# fails:
#   q2.error_of_a_rule_with_known_error: 'computed in float64: float32 points met a float64 step, or were never converted'
#   q2.best_steps_of_other_functions: 'computed in float64: float32 points met a float64 step, or were never converted'

# %% [markdown]
# The points are converted to float32, the step is not: everything is computed in float64.

# %% question="q2"
def error_curve(rule, f, df, x, hs, dtype):
    x = x.astype(dtype)
    return np.array([np.sqrt(np.mean((rule(f, x, np.float64(h)) - df(x)) ** 2)) for h in hs])

def best_step(hs, err):
    return hs[np.argmin(err)]

def loglog_slope(hs, err):
    return np.polyfit(np.log10(hs), np.log10(err), 1)[0]
