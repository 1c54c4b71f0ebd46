# %% [raw]
# portable: true
# fails:
#   q8.swell_of_a_quadratic_map: 'a new Dual for each iteration: what one iteration makes is what the next one gets'
#   q8.swell_of_other_maps: 'a new Dual for each iteration: what one iteration makes is what the next one gets'

# %% [markdown]
# Each step is made on a fresh Dual. The counts are the same, but the Dual does not carry dxₙ/dx₀.

# %% question="q8"
def swell(step, n_max):
    formula, counter = symbol("x"), OperationCounter()
    sizes, ops = [], []
    for _ in range(n_max):
        formula = step(formula)
        step(Dual(counter.number(0.3), counter.number(1)))
        sizes.append(formula.derivative().size)
        ops.append(counter.count)
    return sizes, ops
