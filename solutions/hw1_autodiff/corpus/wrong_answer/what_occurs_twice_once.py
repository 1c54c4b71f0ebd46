# %% [raw]
# portable: true
# fails:
#   q8: 'what occurs twice counts once: written out in full, as a formula is, it counts twice'

# %% [markdown]
# The number of different operations, as if the formula had been simplified first: there is no swell then.

# %% question="q8"
def swell(step, n_max):
    formula, counter = symbol("x"), OperationCounter()
    dual = Dual(counter.number(0.3), counter.number(1))
    sizes, ops = [], []
    for _ in range(n_max):
        formula, dual = step(formula), step(dual)
        sizes.append(formula.derivative().shared_size())
        ops.append(counter.count)
    return sizes, ops
