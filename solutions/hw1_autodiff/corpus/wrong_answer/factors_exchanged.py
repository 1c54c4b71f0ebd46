# %% [raw]
# portable: true
# fails:
#   q3.partials_of_the_example: '∂e/∂c and ∂e/∂d are exchanged: at constant d, how fast does c·d grow with c?'
#   q3.partials_of_other_inputs: '∂e/∂c and ∂e/∂d are exchanged: at constant d, how fast does c·d grow with c?'

# %% [markdown]
# The partial derivatives of the product are exchanged.

# %% question="q3"
def edge_partials(a, b):
    return {"ca": 1, "cb": 1, "db": 1, "ec": a + b, "ed": b + 1}

def path_sum(edges, source, target):
    if source == target:
        return 1
    return sum(partial * path_sum(edges, head, target) for tail, head, partial in edges if tail == source)
