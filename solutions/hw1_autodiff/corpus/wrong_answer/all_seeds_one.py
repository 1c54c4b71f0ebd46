# %% [raw]
# portable: true
# fails:
#   q5.gradient_of_two_variables: 'all inputs are seeded at once: every entry is the sum of the partial derivatives'
#   q5.gradient_by_unit_seeds: 'all inputs are seeded at once: every entry is the sum of the partial derivatives'

# %% [markdown]
# All inputs are seeded at once.

# %% question="q5"
def gradient_forward(f, x):
    return [f([Dual(value, 1) for value in x]).derivative for _ in x]
