# %% [raw]
# portable: true
# fails:
#   q2.error_of_a_lopsided_quotient: 'the mean of signed errors: they cancel, which is luck'
#   q2.error_of_a_rule_with_known_error: 'the mean of signed errors: they cancel, which is luck'
#   q2.best_steps_of_other_functions: wrong_answer

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
