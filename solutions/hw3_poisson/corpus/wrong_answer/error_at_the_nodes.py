# %% [raw]
# base: release
# portable: true
# fails:
#   q8.distance_of_a_polygon: measured at the nodes only
#   q8.distances_of_other_functions: measured at the nodes only

# %% [markdown]
# The error is looked for only where it vanishes.

# %% question="q8"
def fem_solve(f, n):
    nodes = np.linspace(0, np.pi, n + 1)
    h = np.pi / n
    inner = nodes[1:-1]
    K = (2 * np.eye(n - 1) - np.eye(n - 1, k=1) - np.eye(n - 1, k=-1)) / h
    load = h * np.asarray(f(inner))
    u = np.linalg.solve(K, -load)
    return nodes, np.concatenate([[0.0], u, [0.0]])

def l2_error(nodes, u, exact):
    nodes, u = np.asarray(nodes), np.asarray(u)
    return np.sqrt(np.trapezoid((u - exact(nodes)) ** 2, nodes))
