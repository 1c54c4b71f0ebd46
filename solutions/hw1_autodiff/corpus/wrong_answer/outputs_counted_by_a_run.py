# %% [raw]
# portable: true
# fails:
#   q7.jacobians_of_other_shapes: 'jacobian_reverse runs f more often than needed'

# %% [markdown]
# f is run on the plain numbers first, to see how many outputs there are.

# %% question="q7"
def jacobian_forward(f, x):
    columns = []
    for i in range(len(x)):
        outputs = f([Dual(value, int(i == j)) for j, value in enumerate(x)])
        columns.append([output.derivative for output in outputs])
    return [list(row) for row in zip(*columns)]

def jacobian_reverse(f, x):
    nodes = [Var(value) for value in x]
    outputs, rows = f(nodes), []
    for k in range(len(f(x))):
        output = outputs[k]
        for node in nodes:
            node.grad = 0
        backward(output)
        rows.append([node.grad for node in nodes])
    return rows

def choose_mode(n, m):
    return "forward" if n < m else "reverse"
