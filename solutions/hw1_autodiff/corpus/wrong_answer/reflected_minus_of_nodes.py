# %% [raw]
# base: release
# portable: true
# fails:
#   q6.gradients_in_reverse: 'u − c instead of c − u: in __rsub__ self stands on the right'
#   q6.partials_of_all_operations: 'u − c instead of c − u: in __rsub__ self stands on the right'

# %% [markdown]
# 2 − x of nodes is computed as x − 2.

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
        return self + -1 * other

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
