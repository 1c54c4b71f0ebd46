# %% [raw]
# portable: true
# fails:
#   q1.central_quotient_of_exp: 'the 2 in the denominator is missing: the points are 2h apart'
#   q1.quotients_keep_their_leading_error: 'the 2 in the denominator is missing: the points are 2h apart'
#   q1.quotients_of_arrays: 'the 2 in the denominator is missing: the points are 2h apart'

# %% [markdown]
# The central quotient is divided by h: its points are 2h apart.

# %% question="q1"
def forward_difference(f, x, h):
    return (f(x + h) - f(x)) / h

def central_difference(f, x, h):
    return (f(x + h) - f(x - h)) / h
