# %% [raw]
# base: release
# portable: true
# fails:
#   q8.distance_of_a_polygon: a mean without the length π of the interval
#   q8.distances_of_other_functions: a mean without the length π of the interval

# %% [markdown]
# A mean instead of an integral: the length of the interval is missing.

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
    x = np.linspace(0, np.pi, 20001)
    return np.sqrt(np.mean((np.interp(x, nodes, u) - exact(x)) ** 2))
