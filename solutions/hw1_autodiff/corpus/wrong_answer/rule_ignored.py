# %% [raw]
# portable: true
# fails:
#   q2.error_of_a_lopsided_quotient: '`rule` is not used: the error is that of another difference quotient'
#   q2.error_of_a_rule_with_known_error: wrong_answer
#   q2.best_steps_of_other_functions: wrong_answer

# %% [markdown]
# The central quotient of q1, whatever the rule.

# %% question="q2"
def error_curve(rule, f, df, x, hs, dtype):
    x = x.astype(dtype)
    return np.array([np.sqrt(np.mean((central_difference(f, x, dtype(h)) - df(x)) ** 2)) for h in hs])

def best_step(hs, err):
    return hs[np.argmin(err)]

def loglog_slope(hs, err):
    return np.polyfit(np.log(hs), np.log(err), 1)[0]
