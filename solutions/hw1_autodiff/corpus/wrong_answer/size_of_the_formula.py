# %% [raw]
# portable: true
# fails:
#   q8.swell_of_a_quadratic_map: the size of xₙ itself, not of its derivative
#   q8.swell_of_other_maps: the size of xₙ itself, not of its derivative

# %% [markdown]
# The size of the formula, not of its derivative; and operations per step, not in all.

# %% question="q8"
def swell(step, n_max):
    formula, counter = symbol("x"), OperationCounter()
    dual = Dual(counter.number(0.3), counter.number(1))
    sizes, ops = [], []
    for _ in range(n_max):
        formula, dual = step(formula), step(dual)
        sizes.append(formula.size)
        ops.append(counter.count)
    return sizes, ops
