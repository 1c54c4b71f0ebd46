# %% [markdown]
# Everything right, and run in another order than from top to bottom: a first line that worked once its functions were
# there, a name that holds numbers later, a helper that stands below. Besides, sums that begin with 0.0, and a Var that
# takes Python's numbers only.

# %% question="q1"
print(forward_difference(np.sin, 1.0, 1e-3))

def forward_difference(f, x, h):
    return (f(x + h) - f(x)) / h

def central_difference(f, x, h):
    return (f(x + h) - f(x - h)) / (2 * h)

# %% after="q1"
forward_difference = [forward_difference(np.sin, 1.0, h) for h in (0.1, 0.01, 0.001)]

# %% question="q3"
def edge_partials(a, b):
    return {"ca": 1.0, "cb": 1.0, "db": 1.0, "ec": b + 1.0, "ed": a + b}

def path_sum(edges, source, target):
    if source == target:
        return 1.0
    total = 0.0
    for tail, head, partial in edges:
        if tail == source:
            total += partial * path_sum(edges, head, target)
    return total

# %% question="q5"
def gradient_forward(f, x):
    return [f(seeded(x, i)).derivative for i in range(len(x))]

# %% question="q6"
from fractions import Fraction

def as_var(x):
    return x if isinstance(x, Var) else Var(x)

class Var:
    def __init__(self, value, parents=()):
        if not isinstance(value, (int, float, Fraction)):
            raise TypeError(f"{value!r} is no number")
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

# %% after="q7"
def seeded(x, i):
    return [Dual(value, int(i == j)) for j, value in enumerate(x)]
