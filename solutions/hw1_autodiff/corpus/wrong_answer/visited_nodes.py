# %% [raw]
# portable: true
# fails:
#   q3.paths_of_other_graphs: 'paths are lost where they meet: a node that was visited is not entered again'

# %% [markdown]
# A search that enters every node once: paths that meet are lost.

# %% question="q3"
def edge_partials(a, b):
    return {"ca": 1, "cb": 1, "db": 1, "ec": b + 1, "ed": a + b}

def path_sum(edges, source, target):
    visited = set()

    def walk(node):
        if node == target:
            return 1
        if node in visited:
            return 0
        visited.add(node)
        return sum(partial * walk(head) for tail, head, partial in edges if tail == node)

    return walk(source)
