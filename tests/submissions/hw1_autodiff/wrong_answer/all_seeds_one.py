# %% [markdown]
# All inputs are seeded at once.

# %% question="q5"
def gradient_forward(f, x):
    return [f([Dual(value, 1) for value in x]).derivative for _ in x]
