# %% [raw]
# base: release
# portable: true
# fails:
#   q8.sixteen_elements: 'a factor h is missing: in the load, or as 1/h in the matrix'
#   q8.straight_loads_are_solved_exactly: 'a factor h is missing: in the load, or as 1/h in the matrix'
#   q8.order_two_between_the_nodes: 'a factor h is missing: in the load, or as 1/h in the matrix'

# %% [markdown]
# The load is f at the nodes, without the length of the elements.

# %% question="q8"
def fem_solve(f, n):
    nodes = np.linspace(0, np.pi, n + 1)
    h = np.pi / n
    inner = nodes[1:-1]
    K = (2 * np.eye(n - 1) - np.eye(n - 1, k=1) - np.eye(n - 1, k=-1)) / h
    load = np.asarray(f(inner))
    u = np.linalg.solve(K, -load)
    return nodes, np.concatenate([[0.0], u, [0.0]])

def l2_error(nodes, u, exact):
    x = np.linspace(0, np.pi, 20001)
    return np.sqrt(np.trapezoid((np.interp(x, nodes, u) - exact(x)) ** 2, x))
