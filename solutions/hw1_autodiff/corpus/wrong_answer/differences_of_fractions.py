# %% [raw]
# portable: true
# fails:
#   q4.operators_on_both_sides: 'decimals where exact fractions belong: a 1.0 in place of 1, a difference quotient, or not your own arithmetic'
#   q4.functions_and_powers: wrong_answer
#   q4.derivatives_of_programs: 'decimals where exact fractions belong: a 1.0 in place of 1, a difference quotient, or not your own arithmetic'
#   q5.gradient_by_unit_seeds: 'decimals where exact fractions belong: a 1.0 in place of 1, a difference quotient, or not your own arithmetic'
#   q6.partials_of_all_operations: 'decimals where exact fractions belong: a 1.0 in place of 1, a difference quotient, or not your own arithmetic'
#   q6.shared_results: 'decimals where exact fractions belong: a 1.0 in place of 1, a difference quotient, or not your own arithmetic'
#   q6.one_pass_for_any_number_of_paths: 'decimals where exact fractions belong: a 1.0 in place of 1, a difference quotient, or not your own arithmetic'
#   q7.jacobians_of_other_shapes: 'decimals where exact fractions belong: a 1.0 in place of 1, a difference quotient, or not your own arithmetic'

# %% [markdown]
# No rule of differentiation: differences of fractions with a step of 10⁻²⁰⁰, rounded.

# %% question="q4"
from numbers import Rational

def slope(op, args, dirs):
    exact = all(isinstance(a, Rational) for a in (*args, *dirs))
    h = Fraction(1, 10**200) if exact else 1e-6
    up, down = (op(*(a + s * h * d for a, d in zip(args, dirs))) for s in (1, -1))
    quotient = (up - down) / (2 * h)
    return quotient.limit_denominator(10**90) if exact else quotient

def exact(x):
    return Fraction(x) if isinstance(x, int) else x

OPERATIONS = {
    "add": lambda a, b: a + b,
    "sub": lambda a, b: a - b,
    "mul": lambda a, b: a * b,
    "truediv": lambda a, b: exact(a) / b,
}

class Dual:
    def __init__(self, value, derivative=0):
        self.value, self.derivative = value, derivative

    def apply(op, *xs):
        xs = [x if isinstance(x, Dual) else Dual(x) for x in xs]
        values = [x.value for x in xs]
        return Dual(op(*values), slope(op, values, [x.derivative for x in xs]))

    def __neg__(self): return Dual.apply(lambda a: -a, self)
    def __gt__(self, other): return self.value > (other.value if isinstance(other, Dual) else other)
    def __lt__(self, other): return self.value < (other.value if isinstance(other, Dual) else other)
    def __rpow__(self, base): return Dual.apply(lambda a, b: a**b, base, self)
    def __pow__(self, n):
        return Dual.apply(lambda a: exact(a)**n, self) if isinstance(n, int) else Dual.apply(lambda a, b: a**b, self, n)

for name, op in OPERATIONS.items():
    setattr(Dual, f"__{name}__", lambda self, other, op=op: Dual.apply(op, self, other))
    setattr(Dual, f"__r{name}__", lambda self, other, op=op: Dual.apply(op, other, self))
for name in ("sin", "cos", "exp", "log", "sqrt", "tanh"):
    setattr(Dual, name, lambda self, g=getattr(np, name): Dual.apply(g, self))

def derivative(f, x):
    return f(Dual(x, 1)).derivative

# %% question="q6"
class Var:
    def __init__(self, value, op=None, parents=()):
        self.value, self.op, self.parents, self.grad = value, op, parents, 0

    def apply(op, *xs):
        xs = [x if isinstance(x, Var) else Var(x) for x in xs]
        return Var(op(*(x.value for x in xs)), op, xs)

    def __neg__(self): return Var.apply(lambda a: -a, self)
    def __gt__(self, other): return self.value > (other.value if isinstance(other, Var) else other)
    def __lt__(self, other): return self.value < (other.value if isinstance(other, Var) else other)
    def __rpow__(self, base): return Var.apply(lambda a, b: a**b, base, self)
    def __pow__(self, n):
        return Var.apply(lambda a: exact(a)**n, self) if isinstance(n, int) else Var.apply(lambda a, b: a**b, self, n)

for name, op in OPERATIONS.items():
    setattr(Var, f"__{name}__", lambda self, other, op=op: Var.apply(op, self, other))
    setattr(Var, f"__r{name}__", lambda self, other, op=op: Var.apply(op, other, self))
for name in ("sin", "cos", "exp", "log", "sqrt", "tanh"):
    setattr(Var, name, lambda self, g=getattr(np, name): Var.apply(g, self))

def backward(out):
    order, seen = [], set()
    def visit(node):
        if node not in seen:
            seen.add(node)
            for parent in node.parents:
                visit(parent)
            order.append(node)
    visit(out)
    for node in order:
        node.grad = 0
    out.grad = 1
    for node in reversed(order):
        values = [parent.value for parent in node.parents]
        for i, parent in enumerate(node.parents):
            unit = [int(i == j) for j in range(len(values))]
            parent.grad = parent.grad + node.grad * slope(node.op, values, unit)

def gradient_reverse(f, x):
    nodes = [Var(value) for value in x]
    backward(f(nodes))
    return [node.grad for node in nodes]
