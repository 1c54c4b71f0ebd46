# %% [markdown]
# The central quotient is divided by h: its points are 2h apart.

# %% question="q1"
def forward_difference(f, x, h):
    return (f(x + h) - f(x)) / h

def central_difference(f, x, h):
    return (f(x + h) - f(x - h)) / h
