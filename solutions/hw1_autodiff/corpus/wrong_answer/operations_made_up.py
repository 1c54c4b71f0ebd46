# %% [raw]
# portable: true
# fails:
#   q8.swell_of_other_maps: the operations were not counted while a Dual went through the step

# %% [markdown]
# q8: the sizes are right; what dual numbers need is a multiplication table that nobody counted.

# %% question="q8"
def swell(step, n_max):
    formula, sizes = symbol("x"), []
    for _ in range(n_max):
        formula = step(formula)
        sizes.append(formula.derivative().size)
    return sizes, [20 * n for n in range(1, n_max + 1)]
