# %% [raw]
# portable: true
# fails:
#   q8.swell_of_a_quadratic_map: operations of one iteration, not of all so far
#   q8.swell_of_other_maps: operations of one iteration, not of all so far

# %% [markdown]
# Operations of the last step, not of all so far.

# %% question="q8"
def swell(step, n_max):
    formula, counter = symbol("x"), OperationCounter()
    dual = Dual(counter.number(0.3), counter.number(1))
    sizes, ops = [], []
    for _ in range(n_max):
        before = counter.count
        formula, dual = step(formula), step(dual)
        sizes.append(formula.derivative().size)
        ops.append(counter.count - before)
    return sizes, ops
