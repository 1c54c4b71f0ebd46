# %% [raw]
# portable: true
# fails:
#   q1.forward_quotient_of_sine: 'the backward quotient: x − h instead of x + h'
#   q1.quotients_keep_their_leading_error: 'the backward quotient: x − h instead of x + h'
#   q1.quotients_of_arrays: 'the backward quotient: x − h instead of x + h'

# %% [markdown]
# The forward quotient looks backward.

# %% question="q1"
def forward_difference(f, x, h):
    return (f(x) - f(x - h)) / h

def central_difference(f, x, h):
    return (f(x + h) - f(x - h)) / (2 * h)
