# %% [raw]
# portable: true
# fails:
#   q7.jacobian_of_two_inputs_and_three_outputs: grads of the output before are still there for inputs that this output does not depend on
#   q7.jacobians_of_other_shapes: grads of the output before are still there for inputs that this output does not depend on

# %% [markdown]
# Inputs that an output ignores keep the grad of the output before.

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
        backward(output)
        rows.append([node.grad for node in nodes])
    return rows

def choose_mode(n, m):
    return "forward" if n < m else "reverse"
