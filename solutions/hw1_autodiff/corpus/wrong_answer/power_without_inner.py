# %% [raw]
# base: release
# portable: true
# fails:
#   q4.dual_arithmetic: (uⁿ)′ = n uⁿ⁻¹ without u′
#   q4.operators_on_both_sides: (uⁿ)′ = n uⁿ⁻¹ without u′
#   q4.functions_and_powers: (uⁿ)′ = n uⁿ⁻¹ without u′

# %% [markdown]
# x**n forgets the inner derivative.

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
        return Dual(self.value**n, n * self.value ** (n - 1))

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
