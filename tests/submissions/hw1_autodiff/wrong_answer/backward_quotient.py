# %% [markdown]
# The forward quotient looks backward.

# %% question="q1"
def forward_difference(f, x, h):
    return (f(x) - f(x - h)) / h

def central_difference(f, x, h):
    return (f(x + h) - f(x - h)) / (2 * h)
