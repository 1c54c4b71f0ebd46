# %% [raw]
# portable: true
# fails:
#   q7.jacobian_of_two_inputs_and_three_outputs: 'the Jacobian is transposed: a row belongs to an output'
#   q7.jacobians_of_other_shapes: 'the Jacobian is transposed: a row belongs to an output'

# %% [markdown]
# Rows and columns are exchanged.

# %% question="q7"
def jacobian_forward(f, x):
    columns = []
    for i in range(len(x)):
        outputs = f([Dual(value, int(i == j)) for j, value in enumerate(x)])
        columns.append([output.derivative for output in outputs])
    return columns

def jacobian_reverse(f, x):
    nodes = [Var(value) for value in x]
    rows = []
    for output in f(nodes):
        for node in nodes:
            node.grad = 0
        backward(output)
        rows.append([node.grad for node in nodes])
    return [list(column) for column in zip(*rows)]

def choose_mode(n, m):
    return "forward" if n < m else "reverse"
