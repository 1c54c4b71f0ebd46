# %% [raw]
# portable: true
# fails:
#   q3.paths_of_the_example: 'only one of the two paths: over c'
#   q3.paths_of_other_graphs: only the first path that is found

# %% [markdown]
# The search stops at the first path.

# %% question="q3"
def edge_partials(a, b):
    return {"ca": 1, "cb": 1, "db": 1, "ec": b + 1, "ed": a + b}

def path_sum(edges, source, target):
    if source == target:
        return 1
    for tail, head, partial in edges:
        if tail == source:
            rest = path_sum(edges, head, target)
            if rest:
                return partial * rest
    return 0
