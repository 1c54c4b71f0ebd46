# %% [raw]
# portable: true

# %% [markdown]
# Everything right, in the fewest lines.

# %% question="q1"
forward_difference = lambda f, x, h: (f(x + h) - f(x)) / h
central_difference = lambda f, x, h: (f(x + h) - f(x - h)) / h / 2

# %% question="q2"
def error_curve(rule, f, df, x, hs, dtype):
    x = x.astype(dtype)
    return np.array([np.sqrt(np.mean((rule(f, x, dtype(h)) - df(x)) ** 2)) for h in hs])

def best_step(hs, err):
    return hs[np.argmin(err)]

def loglog_slope(hs, err):
    return np.polyfit(np.log10(hs), np.log10(err), 1)[0]

# %% question="q3"
def edge_partials(a, b):
    return {"ca": 1, "cb": 1, "db": 1, "ec": b + 1, "ed": a + b}

def path_sum(edges, source, target):
    if source == target:
        return 1
    return sum(partial * path_sum(edges, head, target) for tail, head, partial in edges if tail == source)

# %% question="q4"
def as_dual(x):
    return x if isinstance(x, Dual) else Dual(x)

class Dual:
    def __init__(self, value, derivative=0):
        self.value, self.derivative = value, derivative

    def __add__(self, other):
        other = as_dual(other)
        return Dual(self.value + other.value, self.derivative + other.derivative)

    def __mul__(self, other):
        other = as_dual(other)
        return Dual(self.value * other.value, self.derivative * other.value + self.value * other.derivative)

    def __truediv__(self, other):
        other = as_dual(other)
        slope = (self.derivative * other.value - self.value * other.derivative) / (other.value * other.value)
        return Dual(self.value / other.value, slope)

    __radd__, __rmul__ = __add__, __mul__

    def __neg__(self):
        return Dual(-self.value, -self.derivative)

    def __sub__(self, other):
        other = as_dual(other)
        return Dual(self.value - other.value, self.derivative - other.derivative)

    def __rsub__(self, other):
        return Dual(other - self.value, -self.derivative)

    def __rtruediv__(self, other):
        return Dual(other / self.value, -other * self.derivative / self.value**2)

    def __pow__(self, n):
        if isinstance(n, Dual):
            return (self.log() * n).exp()
        return Dual(self.value**n, n * self.value ** (n - 1) * self.derivative)

    def __rpow__(self, base):
        return (np.log(base) * self).exp()

    def __lt__(self, other):
        return self.value < as_dual(other).value

    def __gt__(self, other):
        return self.value > as_dual(other).value

    def sin(self):
        return Dual(np.sin(self.value), np.cos(self.value) * self.derivative)

    def cos(self):
        return Dual(np.cos(self.value), -np.sin(self.value) * self.derivative)

    def exp(self):
        return Dual(np.exp(self.value), np.exp(self.value) * self.derivative)

    def log(self):
        return Dual(np.log(self.value), self.derivative / self.value)

    def sqrt(self):
        return Dual(np.sqrt(self.value), self.derivative / (2 * np.sqrt(self.value)))

    def tanh(self):
        return Dual(np.tanh(self.value), (1 - np.tanh(self.value) ** 2) * self.derivative)

def derivative(f, x):
    return f(Dual(x, 1)).derivative

# %% question="q5"
def gradient_forward(f, x):
    return [f([Dual(v, int(i == j)) for j, v in enumerate(x)]).derivative for i in range(len(x))]

# %% question="q6"
def as_var(x):
    return x if isinstance(x, Var) else Var(x)

class Var:
    def __init__(self, value, parents=()):
        self.value, self.parents, self.grad = value, parents, 0

    def __add__(self, other):
        other = as_var(other)
        return Var(self.value + other.value, [(self, 1), (other, 1)])

    def __mul__(self, other):
        other = as_var(other)
        return Var(self.value * other.value, [(self, other.value), (other, self.value)])

    __radd__, __rmul__ = __add__, __mul__

    def __neg__(self):
        return -1 * self

    def __sub__(self, other):
        return self + -1 * as_var(other)

    def __rsub__(self, other):
        return other + -1 * self

    def __truediv__(self, other):
        return self * as_var(other) ** -1

    def __rtruediv__(self, other):
        return other * self**-1

    def __pow__(self, n):
        if isinstance(n, Var):
            return (self.log() * n).exp()
        return Var(self.value**n, [(self, n * self.value ** (n - 1))])

    def __rpow__(self, base):
        return (np.log(base) * self).exp()

    def __lt__(self, other):
        return self.value < as_var(other).value

    def __gt__(self, other):
        return self.value > as_var(other).value

    def sin(self):
        return Var(np.sin(self.value), [(self, np.cos(self.value))])

    def cos(self):
        return Var(np.cos(self.value), [(self, -np.sin(self.value))])

    def exp(self):
        return Var(np.exp(self.value), [(self, np.exp(self.value))])

    def log(self):
        return Var(np.log(self.value), [(self, 1 / self.value)])

    def sqrt(self):
        return Var(np.sqrt(self.value), [(self, 1 / (2 * np.sqrt(self.value)))])

    def tanh(self):
        return Var(np.tanh(self.value), [(self, 1 - np.tanh(self.value) ** 2)])

def backward(out):
    order, seen = [], set()

    def visit(node):
        if node not in seen:
            seen.add(node)
            for parent, _ in node.parents:
                visit(parent)
            order.append(node)

    visit(out)
    for node in order:
        node.grad = 0
    out.grad = 1
    for node in reversed(order):
        for parent, partial in node.parents:
            parent.grad += node.grad * partial

def gradient_reverse(f, x):
    nodes = [Var(value) for value in x]
    backward(f(nodes))
    return [node.grad for node in nodes]

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
    return "forward" if n < m else "reverse"

# %% question="q8"
def swell(step, n_max):
    formula, counter = symbol("x"), OperationCounter()
    dual = Dual(counter.number(0.3), counter.number(1))
    sizes, ops = [], []
    for _ in range(n_max):
        formula, dual = step(formula), step(dual)
        sizes.append(formula.derivative().size)
        ops.append(counter.count)
    return sizes, ops

# %% question="q9"
def jax_gradient(f, x):
    return jax.grad(f)(x)

def jvp_along(f, x, v):
    return jax.jvp(f, (x,), (v,))[1]

def vjp_along(f, x, w):
    return jax.vjp(f, x)[1](w)[0]
