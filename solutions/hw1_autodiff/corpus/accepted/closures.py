# %% [raw]
# portable: true

# %% [markdown]
# Reverse mode with closures: each node knows how to hand its grad on, and is sorted by a stack, not by
# recursion. Forward mode keeps a tuple inside. Paths are summed with a memory.

# %% question="q1"
def forward_difference(f, x, h):
    here, there = f(x), f(x + h)
    return (there - here) / h

def central_difference(f, x, h):
    return 0.5 * (f(x + h) - f(x - h)) / h

# %% question="q2"
def error_curve(rule, f, df, x, hs, dtype):
    x = np.array(x, dtype)
    out = []
    for h in hs:
        # a Python float does not raise the precision of an array
        error = np.asarray(rule(f, x, float(h)), np.float64) - np.asarray(df(x), np.float64)
        out.append(np.linalg.norm(error) / len(x) ** 0.5)
    return out

def best_step(hs, err):
    return min(zip(err, hs))[1]

def loglog_slope(hs, err):
    a, b = np.log(hs), np.log(err)
    return np.sum((a - a.mean()) * (b - b.mean())) / np.sum((a - a.mean()) ** 2)

# %% question="q3"
def edge_partials(a, b):
    return dict(ca=1, cb=1, db=1, ec=b + 1, ed=a + b)

def path_sum(edges, source, target):
    memory = {target: 1}

    def from_here(node):
        if node not in memory:
            memory[node] = sum(p * from_here(head) for tail, head, p in edges if tail == node)
        return memory[node]

    return from_here(source)

# %% question="q4"
def as_dual(x):
    return x if isinstance(x, Dual) else Dual(x)

class Dual:
    def __init__(self, value, derivative=0):
        self.pair = (value, derivative)

    @property
    def value(self):
        return self.pair[0]

    @property
    def derivative(self):
        return self.pair[1]

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
    n = len(x)
    answer = [0] * n
    for i in reversed(range(n)):
        seeds = [0] * n
        seeds[i] = 1
        answer[i] = f(tuple(Dual(v, s) for v, s in zip(x, seeds))).derivative
    return tuple(answer)

# %% question="q6"
class Var:
    def __init__(self, value, made_from=()):
        self.value = value
        self.grad = 0
        self.made_from = made_from
        self.hand_on = lambda: None

    @staticmethod
    def lift(x):
        return x if isinstance(x, Var) else Var(x)

    def unary(self, value, partial):
        out = Var(value, (self,))

        def hand_on():
            self.grad = self.grad + out.grad * partial

        out.hand_on = hand_on
        return out

    def __add__(self, other):
        other = Var.lift(other)
        out = Var(self.value + other.value, (self, other))

        def hand_on():
            self.grad = self.grad + out.grad
            other.grad = other.grad + out.grad

        out.hand_on = hand_on
        return out

    def __mul__(self, other):
        other = Var.lift(other)
        out = Var(self.value * other.value, (self, other))

        def hand_on():
            self.grad = self.grad + out.grad * other.value
            other.grad = other.grad + out.grad * self.value

        out.hand_on = hand_on
        return out

    __radd__ = __add__
    __rmul__ = __mul__
    __neg__ = lambda self: self * -1
    __sub__ = lambda self, other: self + (-Var.lift(other))
    __rsub__ = lambda self, other: Var.lift(other) + (-self)
    __rtruediv__ = lambda self, other: Var.lift(other) / self
    __lt__ = lambda self, other: self.value < Var.lift(other).value
    __gt__ = lambda self, other: self.value > Var.lift(other).value

    def __truediv__(self, other):
        other = Var.lift(other)
        return self * other.unary(1 / other.value, -1 / other.value**2)

    def __pow__(self, n):
        if isinstance(n, Var):
            return (n * self.log()).exp()
        return self.unary(self.value**n, n * self.value ** (n - 1))

    def __rpow__(self, base):
        return (self * np.log(base)).exp()

    def sin(self):
        return self.unary(np.sin(self.value), np.cos(self.value))

    def cos(self):
        return self.unary(np.cos(self.value), -np.sin(self.value))

    def exp(self):
        return self.unary(np.exp(self.value), np.exp(self.value))

    def log(self):
        return self.unary(np.log(self.value), 1 / self.value)

    def sqrt(self):
        return self.unary(np.sqrt(self.value), 0.5 / np.sqrt(self.value))

    def tanh(self):
        return self.unary(np.tanh(self.value), 1 / np.cosh(self.value) ** 2)

def backward(out):
    order, seen, stack = [], set(), [(out, False)]
    while stack:
        node, is_done = stack.pop()
        if is_done:
            order.append(node)
        elif id(node) not in seen:
            seen.add(id(node))
            stack.append((node, True))
            stack.extend((parent, False) for parent in node.made_from)
    for node in order:
        node.grad = 0
    out.grad = 1
    for node in order[::-1]:
        node.hand_on()

def gradient_reverse(f, x):
    nodes = [Var(value) for value in x]
    backward(f(nodes))
    return [node.grad for node in nodes]

# %% question="q7"
def jacobian_forward(f, x):
    n = len(x)
    runs = [[out.derivative for out in f([Dual(x[j], 1 if i == j else 0) for j in range(n)])] for i in range(n)]
    return [[runs[i][k] for i in range(n)] for k in range(len(runs[0]))]

def jacobian_reverse(f, x):
    inputs = [Var(v) for v in x]
    J = []
    for out in f(inputs):
        backward(sum((0 * v for v in inputs), out))      # so that the graph of every output holds every input
        J.append(tuple(v.grad for v in inputs))
    return J

def choose_mode(n, m):
    return "reverse" if m <= n else "forward"

# %% question="q8"
def swell(step, n_max):
    def iterate(x, n):
        for _ in range(n):
            x = step(x)
        return x

    sizes = np.array([iterate(symbol("y"), n).derivative().size for n in range(1, n_max + 1)])
    ops = np.zeros(n_max)
    for n in range(1, n_max + 1):
        counter = OperationCounter()
        iterate(Dual(counter.number(0.5), counter.number(1.0)), n)
        ops[n - 1] = counter.count
    return sizes, ops

# %% question="q9"
def jax_gradient(f, x):
    return jax.jacrev(f)(x)

def jvp_along(f, x, v):
    return jax.jacfwd(lambda t: f(x + t * v))(0.0)

def vjp_along(f, x, w):
    return jax.grad(lambda y: jnp.dot(w, f(y)))(x)
