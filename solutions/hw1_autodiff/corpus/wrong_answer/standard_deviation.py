# %% [raw]
# portable: true
# fails:
#   q2.error_of_a_lopsided_quotient: 'np.std, which subtracts the mean of the errors: a root mean square does not'
#   q2.error_of_a_rule_with_known_error: 'np.std, which subtracts the mean of the errors: a root mean square does not'
#   q2.best_steps_of_other_functions: wrong_answer

# %% [markdown]
# The standard deviation of the errors instead of their root mean square.

# %% question="q2"
def error_curve(rule, f, df, x, hs, dtype):
    x = x.astype(dtype)
    return np.array([np.std(rule(f, x, dtype(h)) - df(x)) for h in hs])

def best_step(hs, err):
    return hs[np.argmin(err)]

def loglog_slope(hs, err):
    return np.polyfit(np.log(hs), np.log(err), 1)[0]
