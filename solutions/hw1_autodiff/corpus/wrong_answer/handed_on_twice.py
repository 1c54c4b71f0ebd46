# %% [raw]
# base: release
# portable: true
# fails:
#   q6.graph_in_reverse: 'a node hands on more than once, each time together with what it has already handed on'
#   q6.shared_results: 'a node hands on more than once, each time together with what it has already handed on'
#   q6.one_pass_for_any_number_of_paths: every path is walked on its own, and forks double their number

# %% [markdown]
# Each contribution makes a node hand on all that it has so far.

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
    def clear(node):
        node.grad = 0
        for parent, _ in node.parents:
            clear(parent)

    def push(node):
        for parent, partial in node.parents:
            parent.grad += node.grad * partial
            push(parent)

    clear(out)
    out.grad = 1
    push(out)

def gradient_reverse(f, x):
    nodes = [Var(value) for value in x]
    backward(f(nodes))
    return [node.grad for node in nodes]
