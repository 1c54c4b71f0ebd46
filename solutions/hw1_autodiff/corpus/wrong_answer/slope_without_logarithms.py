# %% [raw]
# portable: true
# fails:
#   q2.best_step_and_slope_of_a_table: the smallest error instead of its step
#   q2.best_steps_of_other_functions: the smallest error instead of its step

# %% [markdown]
# The slope of the errors themselves, and the smallest error instead of its step.

# %% question="q2"
def error_curve(rule, f, df, x, hs, dtype):
    x = x.astype(dtype)
    return np.array([np.sqrt(np.mean((rule(f, x, dtype(h)) - df(x)) ** 2)) for h in hs])

def best_step(hs, err):
    return np.min(err)

def loglog_slope(hs, err):
    return np.polyfit(hs, err, 1)[0]
