# %% [markdown]
# The central quotient uses half steps, so that it is no longer the one of the text.

# %% question="q1"
def forward_difference(f, x, h):
    return (f(x + h) - f(x)) / h

def central_difference(f, x, h):
    return (f(x + h / 2) - f(x - h / 2)) / h
