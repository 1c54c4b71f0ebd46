# %% [raw]
# portable: true

# %% [markdown]
# Types are looked at, whole numbers become fractions, functions are those of `math`, seeds are NumPy's.

# %% question="q4"
import copy
import math
import numbers

def plain(x):
    if type(x) in (int, float, Fraction):
        return Fraction(x) if type(x) is not float else x
    return Fraction(x.numerator, x.denominator) if isinstance(x, numbers.Rational) else x

def parts(x):
    return (x.value, x.derivative) if isinstance(x, Dual) else (plain(x), Fraction(0))

class Dual:
    def __init__(self, value, derivative=0):
        self.value, self.derivative = plain(copy.deepcopy(value)), plain(derivative)

    def __add__(self, other):
        v, dv = parts(other)
        return Dual(sum([self.value, v]), sum([self.derivative, dv], Fraction(0)))

    def __mul__(self, other):
        v, dv = parts(other)
        return Dual(math.prod([self.value, v]), np.dot([self.derivative, self.value], [v, dv]))

    def __neg__(self):
        return Dual(-self.value, -self.derivative)

    def __pow__(self, n):
        if isinstance(n, Dual):
            return (n * self.log()).exp()
        if isinstance(n, float):
            return Dual(float(self.value) ** n, n * float(self.value) ** (n - 1) * float(self.derivative))
        if n < 0:
            return Dual(1) / self ** abs(n)
        return Dual(self.value**n, n * self.value ** (n - 1) * self.derivative if n else 0)

    def __truediv__(self, other):
        v, dv = parts(other)
        if self.derivative == 0 and dv == 0:
            return Dual(self.value / v)
        return Dual(self.value / v, (self.derivative * v - self.value * dv) * (1 / v) ** 2)

    def __rpow__(self, base):
        return (self * math.log(base)).exp()

    def __sub__(self, other): return self + -1 * (other if isinstance(other, Dual) else Dual(other))
    def __rsub__(self, other): return -self + other
    def __rtruediv__(self, other): return Dual(other) / self
    def __lt__(self, other): return bool(self.value - parts(other)[0] < 0)
    def __gt__(self, other): return bool(self.value - parts(other)[0] > 0)
    __radd__, __rmul__ = __add__, __mul__

    def sin(self): return Dual(math.sin(self.value), math.cos(self.value) * float(self.derivative))
    def cos(self): return Dual(math.cos(self.value), -math.sin(self.value) * float(self.derivative))
    def exp(self): return Dual(math.exp(self.value), math.exp(self.value) * float(self.derivative))
    def log(self): return Dual(math.log(self.value), float(self.derivative) / float(self.value))
    def sqrt(self): return Dual(math.sqrt(self.value), float(self.derivative) / (2 * math.sqrt(self.value)))
    def tanh(self): return Dual(math.tanh(self.value), float(self.derivative) / math.cosh(self.value) ** 2)

def derivative(f, x):
    return f(Dual(x, 1)).derivative

# %% question="q5"
def gradient_forward(f, x):
    return [f([Dual(value, seed) for value, seed in zip(x, row)]).derivative for row in np.eye(len(x), dtype=int)]
