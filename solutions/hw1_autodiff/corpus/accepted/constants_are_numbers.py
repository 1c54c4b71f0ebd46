# %% [raw]
# portable: true

# %% [markdown]
# Inputs that carry no seed stay plain numbers: constants, as the text has it.

# %% question="q5"
def gradient_forward(f, x):
    return [f([Dual(v, 1) if i == j else v for j, v in enumerate(x)]).derivative for i in range(len(x))]


# %% question="q7"
def jacobian_forward(f, x):
    columns = []
    for i in range(len(x)):
        outputs = f([Dual(value, 1) if i == j else value for j, value in enumerate(x)])
        columns.append([as_dual(output).derivative for output in outputs])
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
    return "forward" if n < m else "reverse"
