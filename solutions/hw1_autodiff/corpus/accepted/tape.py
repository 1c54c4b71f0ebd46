# %% [raw]
# portable: true

# %% [markdown]
# Reverse mode with a number per node: made later, handed on earlier. Forward mode with the functions of math.

# %% question="q4"
import math

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
        return Dual(math.sin(self.value), math.cos(self.value) * self.derivative)

    def cos(self):
        return Dual(math.cos(self.value), -math.sin(self.value) * self.derivative)

    def exp(self):
        return Dual(math.exp(self.value), math.exp(self.value) * self.derivative)

    def log(self):
        return Dual(math.log(self.value), self.derivative / self.value)

    def sqrt(self):
        return Dual(np.sqrt(self.value), self.derivative / (2 * np.sqrt(self.value)))

    def tanh(self):
        return Dual(math.tanh(self.value), (1 - math.tanh(self.value) ** 2) * self.derivative)

def derivative(f, x):
    return f(Dual(x, 1)).derivative

# %% question="q6"
import itertools

numbers = itertools.count()

def as_var(x):
    return x if isinstance(x, Var) else Var(x)

class Var:
    def __init__(self, value, parents=()):
        self.value, self.parents, self.grad = value, parents, 0
        self.number = next(numbers)

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
    found, pending = {}, [out]
    while pending:
        node = pending.pop()
        if node.number not in found:
            found[node.number] = node
            node.grad = 0
            pending += [parent for parent, _ in node.parents]
    out.grad = 1
    for number in sorted(found, reverse=True):
        node = found[number]
        for parent, partial in node.parents:
            parent.grad += partial * node.grad

def gradient_reverse(f, x):
    nodes = [Var(value) for value in x]
    backward(f(nodes))
    return [node.grad for node in nodes]
