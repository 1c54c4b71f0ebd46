# %% [raw]
# base: release
# portable: true
# fails:
#   q8.sixteen_elements: 'the ends are missing: nodes and values at 0 and π belong to the answer'
#   q8.straight_loads_are_solved_exactly: 'the ends are missing: nodes and values at 0 and π belong to the answer'
#   q8.order_two_between_the_nodes: 'the ends are missing: nodes and values at 0 and π belong to the answer'

# %% [markdown]
# Nodes and values at the two ends are left out.

# %% question="q8"
def fem_solve(f, n):
    nodes = np.linspace(0, np.pi, n + 1)
    h = np.pi / n
    inner = nodes[1:-1]
    K = (2 * np.eye(n - 1) - np.eye(n - 1, k=1) - np.eye(n - 1, k=-1)) / h
    load = h * np.asarray(f(inner))
    u = np.linalg.solve(K, -load)
    return inner, u

def l2_error(nodes, u, exact):
    x = np.linspace(0, np.pi, 20001)
    return np.sqrt(np.trapezoid((np.interp(x, nodes, u) - exact(x)) ** 2, x))
