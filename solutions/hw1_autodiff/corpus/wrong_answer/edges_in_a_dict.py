# %% [raw]
# portable: true
# fails:
#   q3.paths_of_other_graphs: edges that join the same two nodes count once

# %% [markdown]
# Edges are kept in a dict by their ends, so that c·c loses one of its two.

# %% question="q3"
def edge_partials(a, b):
    return {"ca": 1, "cb": 1, "db": 1, "ec": b + 1, "ed": a + b}

def path_sum(edges, source, target):
    graph = {(tail, head): partial for tail, head, partial in edges}

    def walk(node):
        if node == target:
            return 1
        return sum(partial * walk(head) for (tail, head), partial in graph.items() if tail == node)

    return walk(source)
