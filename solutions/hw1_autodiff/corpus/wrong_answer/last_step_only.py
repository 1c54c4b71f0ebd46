# %% [raw]
# portable: true
# fails:
#   q8.swell_of_a_quadratic_map: 'only the last step is differentiated: the same size for all n'
#   q8.swell_of_other_maps: 'only the last step is differentiated: the same size for all n'

# %% [markdown]
# Only the last step is differentiated, not all of them.

# %% question="q8"
def swell(step, n_max):
    formula, counter = symbol("x"), OperationCounter()
    dual = Dual(counter.number(0.3), counter.number(1))
    sizes, ops = [], []
    for _ in range(n_max):
        formula, dual = step(formula), step(dual)
        sizes.append(step(symbol("x")).derivative().size)
        ops.append(counter.count)
    return sizes, ops
