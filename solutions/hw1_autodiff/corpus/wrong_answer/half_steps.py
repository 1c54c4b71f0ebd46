# %% [raw]
# portable: true
# fails:
#   q1.central_quotient_of_exp: 'half steps: x ± h/2 instead of x ± h'
#   q1.quotients_keep_their_leading_error: 'half steps: x ± h/2 instead of x ± h'
#   q1.quotients_of_arrays: 'half steps: x ± h/2 instead of x ± h'

# %% [markdown]
# The central quotient uses half steps, so that it is no longer the one of the text.

# %% question="q1"
def forward_difference(f, x, h):
    return (f(x + h) - f(x)) / h

def central_difference(f, x, h):
    return (f(x + h / 2) - f(x - h / 2)) / h
