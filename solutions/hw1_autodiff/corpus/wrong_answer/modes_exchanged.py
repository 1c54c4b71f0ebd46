# %% [raw]
# portable: true
# fails:
#   q7.mode_for_a_loss_and_for_a_trajectory: 'the modes are exchanged: forward mode pays for inputs, reverse mode for outputs'
#   q7.modes_of_other_sizes: 'the modes are exchanged: forward mode pays for inputs, reverse mode for outputs'

# %% [markdown]
# The cheaper mode is taken for the dearer one.

# %% question="q7"
def jacobian_forward(f, x):
    columns = []
    for i in range(len(x)):
        outputs = f([Dual(value, int(i == j)) for j, value in enumerate(x)])
        columns.append([output.derivative for output in outputs])
    return [list(row) for row in zip(*columns)]

def jacobian_reverse(f, x):
    nodes = [Var(value) for value in x]
    rows = []
    for output in f(nodes):
        for node in nodes:
            node.grad = 0
        backward(output)
        rows.append([node.grad for node in nodes])
    return rows

def choose_mode(n, m):
    return "reverse" if n < m else "forward"
