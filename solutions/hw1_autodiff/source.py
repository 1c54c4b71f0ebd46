# %% [raw]
# # ASSIGNMENT CONFIG
# name: hw1_autodiff
# points: 20

# %% [markdown]
# # Homework 1: build automatic differentiation
#
# A force is minus the derivative of an energy, a susceptibility minus the second derivative of a free energy, the
# training of a network a walk down a gradient. This homework takes `jax.grad` apart until nothing in it is magic: you
# first see why difference quotients will not do, then write both modes of automatic differentiation yourself, in
# about a hundred lines, and use JAX only at the end.
#
# *Allow about seven hours. There are ten questions and 20 points. Every question but the last has a check that you
# may run as often as you like; more tests, with other functions and other numbers, run when your notebook is graded.
# So write functions that use their arguments, and nothing but their arguments; and where the text warns of a trap,
# try it yourself: a check that passes has not tried everything.*
#
# The examples in the docstrings try what the checks leave out: `try_examples("Dual")` runs those of `Dual` on your
# code and prints the ones that come out differently. In a terminal, `lecture08 check hw1_autodiff.ipynb` runs the
# whole notebook and all its checks.
#
# **Reading.** The survey of Baydin, Pearlmutter, Radul & Siskind,
# [*J. Mach. Learn. Res.* **18**(153), 1–43 (2018)](https://jmlr.org/papers/v18/17-468.html). Christopher Olah's
# [*Calculus on Computational Graphs*](https://colah.github.io/posts/2015-08-Backprop/) (2015). For more, the book of
# Griewank & Walther, [*Evaluating Derivatives*](https://doi.org/10.1137/1.9780898717761) (SIAM, 2008).

# %%
from lecture08_utils import begin, check, try_examples

begin("hw1_autodiff")

from fractions import Fraction

import jax
import jax.numpy as jnp
import numpy as np

from lecture08_utils.counting import OperationCounter
from lecture08_utils.plots_autodiff import (
    describe_node,
    plot_error_curves,
    plot_graph,
    plot_pass_counts,
    plot_swell,
)
from lecture08_utils.symbolic import symbol

# %% [markdown]
# ## Three facts about Python that this homework leans on
#
# 1. **Functions are values.** `f` is an argument like any other, and `f(x)` does not care whether `x` is a number, an
#    array, or an object of a class that you wrote, as long as `x` knows how to be added and multiplied.
# 2. **`a * b` is a method call.** Python asks `a.__mul__(b)`; if `a` does not know what to do with `b`, as in
#    `2 * x`, it asks `b.__rmul__(a)`. And `np.sin(x)` of an object that NumPy does not know calls `x.sin()`. So one
#    and the same `f`, written with `*` and `np.sin`, runs on numbers and on the two classes of this homework.
# 3. **`Fraction` computes without rounding.** The chain rule needs nothing but sums and products, so a derivative by
#    the chain rule is as exact as the arithmetic below it. The tests use this: they put fractions in and expect
#    fractions out. A single `1.0` on the way turns an exact `Fraction` into a rounded `float`; where you mean one or
#    zero, write `1` and `0`. (Python's `1 / 3` of two whole numbers is a `float` too. What is exact in the tests is
#    only ever divided by fractions.)

# %%
print("exact:  ", Fraction(1, 10) + Fraction(2, 10) == Fraction(3, 10), " rounded:", 0.1 + 0.2 == 0.3)
print("exact:  ", 1 * Fraction(1, 3), "  spoiled by 1.0:", 1.0 * Fraction(1, 3))

# %% [raw]
# # BEGIN QUESTION
# name: q1

# %% [markdown]
# ## q1. Two difference quotients (2 points)
#
# The definition of the derivative is a limit, and a computer cannot take limits. Stop at a finite step $h$:
#
# $$D_+f(x)=\frac{f(x+h)-f(x)}{h},\qquad D_0f(x)=\frac{f(x+h)-f(x-h)}{2h}.$$
#
# Expand both in powers of $h$ before you write them. The *forward* quotient is wrong by
# $\tfrac h2f''(x)+\dots$, the *central* one by $\tfrac{h^2}6f'''(x)+\dots$: the even orders cancel. For $f=x^2$ and
# $f=x^3$ the series end, and the errors are exactly $h$ and $h^2$. The tests know that: they tell a difference
# quotient from a derivative.

# %% [raw]
# # BEGIN SOLUTION


# %%
def forward_difference(f, x, h):
    """Forward difference quotient of f at x.

    Args:
        f: function of one number; it works on arrays, element by element.
        x: where, a number (float or Fraction) or a float array of shape (n,).
        h: step, a number of the same kind as x; not necessarily small.

    Returns:
        The quotient, like x: a number for a number, shape (n,) for shape (n,), and of the same dtype.

    Example:
        >>> forward_difference(lambda x: x * x, 3.0, 0.5)      # (12.25 - 9) / 0.5
        6.5
    """
    # BEGIN SOLUTION
    return (f(x + h) - f(x)) / h
    # END SOLUTION


def central_difference(f, x, h):
    """Central difference quotient of f at x, from the points x + h and x − h.

    Args:
        f: function of one number; it works on arrays, element by element.
        x: where, a number (float or Fraction) or a float array of shape (n,).
        h: step, a number of the same kind as x; not necessarily small.

    Returns:
        The quotient, like x.

    Example:
        >>> central_difference(lambda x: x * x * x, 3.0, 0.5)      # (42.875 - 15.625) / 1, and f′(3) = 27
        27.25
    """
    # BEGIN SOLUTION
    return (f(x + h) - f(x - h)) / (2 * h)
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q2

# %% [markdown]
# ## q2. There is no good step (2 points)
#
# Why not simply take $h$ tiny? Because a computer stores numbers to a fixed number of digits: one part in
# $\varepsilon\approx10^{-7}$ in `float32` and $\approx10^{-16}$ in `float64`. The difference of two almost equal
# numbers loses the digits that they share; what is left over is rounding error of size $\varepsilon|f|$, and it is
# divided by $h$. The two errors add up to about
#
# $$\text{central: }\;\frac{h^2}6|f'''|+\frac{\varepsilon\,|f|}{h}.$$
#
# As $h$ gets smaller, the first term falls and the second rises. Find the minimum by hand before you compute: at
# which power of $\varepsilon$ does the best step lie, and how many of your digits survive there? What changes for the
# forward quotient?
#
# Now measure. `error_curve` takes the *rule* (a difference quotient such as yours from q1) as an argument and gives
# its root-mean-square error over many points: a single point may be right by luck. The rule must really work in the
# precision that was asked for. **A trap:** `float32` array + `np.float64` number is a `float64` array, so a careless
# `h` raises the precision silently. Convert the points *and* the step. (If you forget the step, you see it in the
# *central* curve for `float32`; the forward one looks healthy.)

# %% [raw]
# # BEGIN SOLUTION


# %%
def error_curve(rule, f, df, x, hs, dtype):
    """Root-mean-square error of a difference quotient, for each of several steps.

    Args:
        rule: function (f, x, h) → approximate f′ at the points x, such as `central_difference`.
        f: the function, element by element on arrays; it answers in the precision of its argument.
        df: its exact derivative, likewise; compare with its values at the points that the rule is given.
        x: points, float64 array of shape (n,).
        hs: steps, float64 array of shape (k,).
        dtype: np.float32 or np.float64; the precision that the rule is given x and h in.

    Returns:
        For each step the square root of the mean over the points of (rule − df)², array of shape (k,).

    Example:
        The forward quotient of x² is wrong by h, up to rounding:

        >>> square, slope = lambda x: x * x, lambda x: 2 * x
        >>> error_curve(forward_difference, square, slope, np.array([1.0, 2.0]), np.array([0.5, 0.25]), np.float64)
        array([0.5 , 0.25])
    """
    # BEGIN SOLUTION
    points = np.asarray(x, dtype=dtype)
    exact = df(points.astype(np.float64))
    errors = [rule(f, points, dtype(h)) - exact for h in hs]
    return np.sqrt(np.mean(np.square(errors), axis=1))
    # END SOLUTION


def best_step(hs, err):
    """The step with the smallest error.

    Args:
        hs: steps, shape (k,), in any order.
        err: their errors, shape (k,).

    Returns:
        One of the steps, a number.

    Example:
        >>> float(best_step(np.array([1.0, 0.1, 0.01]), np.array([0.3, 0.002, 0.05])))
        0.1
    """
    # BEGIN SOLUTION
    return hs[np.argmin(err)]
    # END SOLUTION


def loglog_slope(hs, err):
    """The exponent p of err ∝ h^p: slope of the least-squares line through the points (log h, log err).

    Args:
        hs: steps, positive, shape (k,); the part of the curve that should be a straight line.
        err: their errors, positive, shape (k,).

    Returns:
        The exponent, a number.

    Example:
        >>> round(float(loglog_slope(np.array([0.1, 0.2, 0.4]), np.array([0.03, 0.12, 0.48]))), 6)      # err = 3 h²
        2.0
    """
    # BEGIN SOLUTION
    return np.polyfit(np.log(hs), np.log(err), 1)[0]
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # END QUESTION

# %% [markdown]
# Your functions draw the picture. Compare the best steps with your estimate, and read off the slopes on both sides:
# which of the two does the order of the rule decide? And what *is* at the left end of the `float32` curve, where the
# error no longer grows? If an error in `float32` lies below $10^{-7}$, the trap has caught you: no difference
# quotient in that precision is better than a few $10^{-6}$ here.

# %%
points = np.random.default_rng(0).uniform(0.8, 1.2, 200)
steps = np.logspace(-12, 0, 49)
error_curves = {}
for rule_name, rule in {"forward": forward_difference, "central": central_difference}.items():
    for precision in (np.float32, np.float64):
        errors = np.asarray(error_curve(rule, np.sin, np.cos, points, steps, precision))
        error_curves[f"{rule_name}, {precision.__name__}"] = errors

for curve_name, errors in error_curves.items():
    print(f"{curve_name:17}: best h = {best_step(steps, errors):.1e}, error there {errors.min():.1e}")
late = steps >= 0.01
early = (steps >= 1e-11) & (steps <= 1e-7)
truncation = loglog_slope(steps[late], error_curves["central, float64"][late])
rounding = loglog_slope(steps[early], error_curves["central, float64"][early])
plot_error_curves(
    steps,
    error_curves,
    {f"slope {truncation:.2f}": (truncation, 3e-2, 4e-6), f"slope −{-rounding:.2f}": (rounding, 1e-10, 2e-8)},
)

# %% [raw]
# # BEGIN QUESTION
# name: q3

# %% [markdown]
# ## q3. The chain rule is a sum over paths (2 points)
#
# A program that computes a number is a sequence of elementary steps. The lecture's example is
#
# $$c=a+b,\qquad d=b+1,\qquad e=c\cdot d,$$
#
# and its *computational graph* has an edge from each ingredient, the edge's *tail*, to what is made of it, the
# *head*. Write on every edge how fast its head changes with its tail alone, all other ingredients held fixed. Then
# the chain rule says: the derivative of one node with respect to another is the **sum over all paths** between them
# of the **product along the path**.
#
# `edge_partials` is about this one graph. `path_sum` is for any graph without cycles, given as a list of edges
# `[tail, head, partial]`; think about these before you write it:
#
# - $c\cdot c$ has *two* edges from $c$ to the product, both alike. Both count.
# - Two paths may meet in a node and part again. Then each way in goes with each way out.
# - How many paths are there from a node to itself? The empty product is 1, the empty sum is 0.
#
# A function that calls itself is the shortest way: to get from here to the target, take one edge, then get from *its*
# head to the target.

# %% [raw]
# # BEGIN SOLUTION


# %%
def edge_partials(a, b):
    """The partial derivatives on the five edges of e = (a + b)(b + 1), with c = a + b, d = b + 1, e = c d.

    Args:
        a, b: the inputs, numbers (int, float or Fraction).

    Returns:
        dict of numbers with the keys "ca" (for ∂c/∂a: head first, then tail), "cb", "db", "ec" (for ∂e/∂c, at
        constant d) and "ed".

    Example:
        >>> edge_partials(4, 7)["ca"]
        1
    """
    # BEGIN SOLUTION
    c = a + b
    d = b + 1
    return {"ca": 1, "cb": 1, "db": 1, "ec": d, "ed": c}
    # END SOLUTION


def path_sum(edges, source, target):
    """∂target/∂source: the sum over all paths of the products of the partials along them.

    Args:
        edges: list of [tail, head, partial] in any order; tail and head are names of nodes (str), partial is a number
            (int, float or Fraction). There are no cycles. Two edges may join the same nodes. At most 20 edges on a
            path and a thousand paths.
        source, target: names of nodes.

    Returns:
        A number: 1 if source and target are the same node, 0 if there is no path.

    Example:
        One path over m, and one directly:

        >>> path_sum([["x", "m", 3], ["m", "y", 5], ["x", "y", 2]], "x", "y")      # 3·5 + 2
        17
        >>> path_sum([["c", "p", 3], ["c", "p", 3]], "c", "p")      # c · c at c = 3
        6
    """
    # BEGIN SOLUTION
    if source == target:
        return 1
    return sum(partial * path_sum(edges, head, target) for tail, head, partial in edges if tail == source)
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # END QUESTION

# %% [markdown]
# The graph at $a=2$, $b=1$, drawn from your numbers. Follow the two paths from $b$ to $e$ with a finger. Why is there
# only one from $a$?

# %%
inputs = {"a": 2, "b": 1}
partials = edge_partials(**inputs)
edges = [[tail, head, partials[head + tail]] for tail, head in ("ac", "bc", "bd", "ce", "de")]
values = {**inputs, "c": 3, "d": 2, "e": 6}
plot_graph(
    {name: [f"{name} = {value}"] for name, value in values.items()},
    edges,
    f"Sums over paths: ∂e/∂a = {path_sum(edges, 'a', 'e')}, ∂e/∂b = {path_sum(edges, 'b', 'e')}",
)

# %% [markdown]
# Enumerating paths has a price. Put ten forks in a row, each with two ways that meet again: $2^{10}$ paths. Programs
# have millions of forks. The two *modes* of automatic differentiation are two ways to factor the sum so that each
# edge is used once: from the inputs upwards (q4, q5), or from the output downwards (q6).

# %% [raw]
# # BEGIN QUESTION
# name: q4

# %% [markdown]
# ## q4. Forward mode: dual numbers (3 points)
#
# Let every number carry its derivative along: a pair $(u,u')$. Arithmetic on pairs follows from the rules that you
# know, for instance
#
# $$(u,u')+(v,v')=(u+v,\;u'+v'),\qquad \sin(u,u')=(\sin u,\;u'\cos u).$$
#
# One way to remember them all: write $u+u'\varepsilon$ and compute with $\varepsilon^2=0$. An ordinary number is a
# constant, its derivative is 0. The input is the pair $(x,1)$, since $dx/dx=1$; this 1 is called the *seed*. Then run
# any program on it, loops and branches included, and out comes a pair whose second half is the derivative, exact up
# to rounding. No limit, no $h$, no formula. (The one place to beware of is the point where a branch changes over: the
# program has a derivative on either side of it, and picks one. The idea is sixty years old:
# [Wengert, *Commun. ACM* **7**, 463 (1964)](https://doi.org/10.1145/355586.364791).)
#
# The stub has `+`, `<` and `sin` ready: look at them closely, your methods follow their pattern. Each one is a line
# or two. Mind these:
#
# - `2 - x` and `2 / x` arrive at `x.__rsub__(2)` and `x.__rtruediv__(2)`: which operand is on the left?
# - $u^n$ with a plain number $n$ must work for negative $u$ too, so it must not need $\ln u$. $2^x$ and $x^x$ do;
#   there the base is positive. (Nobody asks for $u^0$ at $u=0$, where $n\,u^{n-1}$ divides by zero.)
# - The inner derivative $u'$ belongs in *every* rule.

# %% [raw]
# # BEGIN SOLUTION


# %%
# BEGIN GIVEN
def as_dual(x):
    """A Dual as it is, a plain number as a constant."""
    return x if isinstance(x, Dual) else Dual(x)
    # END GIVEN


class Dual:
    """A number u together with its derivative u′.

    Args:
        value: u (int, float or Fraction).
        derivative: u′; 0 for a constant.

    Example:
        >>> x = Dual(3, 1)                 # the input x = 3 with its seed
        >>> x * x + 2
        Dual(11, 6)
        >>> (1 - x) / x                    # −1/x² = −1/9
        Dual(-0.6666666666666666, -0.1111111111111111)
        >>> 1 - Dual(Fraction(3), 1)
        Dual(-2, -1)
        >>> 2 / Dual(Fraction(3), 1)
        Dual(2/3, -2/9)
        >>> Dual(-2, 1) ** 3
        Dual(-8, 12)
        >>> Dual(2.0, 1) ** Dual(2.0, 1)   # xˣ has the derivative xˣ (ln x + 1)
        Dual(4.0, 6.772588722239782)
        >>> Dual(3, 1) > 2, Dual(3, 1) < 2
        (True, False)
    """

    # BEGIN GIVEN
    def __init__(self, value, derivative=0):
        self.value = value
        self.derivative = derivative

    def __repr__(self):
        return f"Dual({self.value}, {self.derivative})"

    def __add__(self, other):
        """self + other; other is a Dual or a plain number."""
        other = as_dual(other)
        return Dual(self.value + other.value, self.derivative + other.derivative)

    __radd__ = __add__  # 2 + x is x + 2

    def __lt__(self, other):
        """self < other compares values: branches of a program depend on nothing else."""
        return self.value < as_dual(other).value

    def sin(self):
        """np.sin(self)"""
        return Dual(np.sin(self.value), self.derivative * np.cos(self.value))
        # END GIVEN

    def __gt__(self, other):
        """self > other"""
        # BEGIN SOLUTION
        return self.value > as_dual(other).value
        # END SOLUTION

    def __mul__(self, other):
        """self * other"""
        # BEGIN SOLUTION
        other = as_dual(other)
        return Dual(self.value * other.value, self.derivative * other.value + self.value * other.derivative)
        # END SOLUTION

    # BEGIN GIVEN
    __rmul__ = __mul__
    # END GIVEN

    def __neg__(self):
        """-self"""
        # BEGIN SOLUTION
        return Dual(-self.value, -self.derivative)
        # END SOLUTION

    def __sub__(self, other):
        """self - other"""
        # BEGIN SOLUTION
        return self + -as_dual(other)
        # END SOLUTION

    def __rsub__(self, other):
        """other - self, where other is a plain number"""
        # BEGIN SOLUTION
        return as_dual(other) - self
        # END SOLUTION

    def __truediv__(self, other):
        """self / other"""
        # BEGIN SOLUTION
        other = as_dual(other)
        quotient = self.value / other.value
        return Dual(quotient, (self.derivative - quotient * other.derivative) / other.value)
        # END SOLUTION

    def __rtruediv__(self, other):
        """other / self, where other is a plain number"""
        # BEGIN SOLUTION
        return as_dual(other) / self
        # END SOLUTION

    def __pow__(self, exponent):
        """self ** exponent; the exponent is a Dual or a plain number, and a plain one needs no logarithm."""
        # BEGIN SOLUTION
        if isinstance(exponent, Dual):
            return (exponent * self.log()).exp()
        return Dual(self.value**exponent, exponent * self.value ** (exponent - 1) * self.derivative)
        # END SOLUTION

    def __rpow__(self, base):
        """base ** self, where base is a plain positive number"""
        # BEGIN SOLUTION
        return as_dual(base) ** self
        # END SOLUTION

    def cos(self):
        """np.cos(self)"""
        # BEGIN SOLUTION
        return Dual(np.cos(self.value), -self.derivative * np.sin(self.value))
        # END SOLUTION

    def exp(self):
        """np.exp(self)"""
        # BEGIN SOLUTION
        exponential = np.exp(self.value)
        return Dual(exponential, self.derivative * exponential)
        # END SOLUTION

    def log(self):
        """np.log(self), for positive values"""
        # BEGIN SOLUTION
        return Dual(np.log(self.value), self.derivative / self.value)
        # END SOLUTION

    def sqrt(self):
        """np.sqrt(self), for positive values"""
        # BEGIN SOLUTION
        root = np.sqrt(self.value)
        return Dual(root, self.derivative / (2 * root))
        # END SOLUTION

    def tanh(self):
        """np.tanh(self)"""
        # BEGIN SOLUTION
        tangent = np.tanh(self.value)
        return Dual(tangent, self.derivative * (1 - tangent**2))
        # END SOLUTION


def derivative(f, x):
    """f′(x) by one run of f on a dual number.

    Args:
        f: function of one number, made of + − × ÷ **, the comparisons < and >, and NumPy's sin, cos, exp, log, sqrt,
            tanh; its result depends on its argument.
        x: a number: int, float, or a Fraction if f is made of + − × ÷ and whole powers.

    Returns:
        f′(x), a number; a Fraction if x is one and f brings in nothing but whole numbers and fractions.

    Example:
        >>> derivative(lambda x: x * x * x, Fraction(1, 2))
        Fraction(3, 4)
        >>> derivative(lambda x: 2 - 1 / x, Fraction(1, 2))      # 1/x²
        Fraction(4, 1)
    """
    # BEGIN SOLUTION
    return f(Dual(x, 1)).derivative
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # END QUESTION

# %% [markdown]
# First a program without a formula: the square root by Heron's iteration. Its derivative is $1/(2\sqrt x)$, and your
# class finds it through the loop. Then the lecture's graph: with the seed at $b$, every node learns its derivative
# with respect to $b$ on the way up. With the seed at $a$ you need a second run.


# %%
def heron(x):
    """√x by iteration, for any kind of number."""
    y = x
    for _ in range(6):
        y = (y + x / y) / 2
    return y


print(f"Heron: {derivative(heron, 2.0):.12f}   exact: {0.5 / np.sqrt(2.0):.12f}")


def lennard_jones(r):
    """Pair energy in units of ε, the distance r in units of σ."""
    return 4 * (r**-12 - r**-6)


print(f"largest Lennard-Jones attraction, at r = 1.244455: {derivative(lennard_jones, 1.244455):.6f} ε/σ")

a, b = Dual(2, 0), Dual(1, 1)
c, d = a + b, b + 1
duals = {"a": a, "b": b, "c": c, "d": d, "e": c * d}
plot_graph(
    {name: describe_node(name, node.value, f"∂{name}/∂b", node.derivative) for name, node in duals.items()},
    edges,
    "Forward mode: derivatives with respect to $b$, from bottom to top",
)

# %% [raw]
# # BEGIN QUESTION
# name: q5

# %% [markdown]
# ## q5. A gradient in forward mode (1 point)
#
# A function of $n$ inputs has $n$ partial derivatives. A dual number carries one derivative, so forward mode asks one
# question per run: *how does everything change with input $i$?* Seed that input with 1, all others with 0, and run
# the whole function; then the next input. What do you get if you seed all of them with 1 at once? And what would the
# same gradient cost with difference quotients? (Count evaluations: $n+1$ for the forward rule, $2n$ for the central
# one. That is no cheaper than forward mode, and not exact.)

# %% [raw]
# # BEGIN SOLUTION


# %%
def gradient_forward(f, x):
    """The gradient of a function of n numbers, by n runs on dual numbers.

    Args:
        f: function of a list of n numbers → number, made of the operations that `Dual` knows; it depends on x.
        x: list of n numbers (int, float or Fraction).

    Returns:
        list of n numbers, ∂f/∂xᵢ. f is called exactly n times.

    Example:
        >>> gradient_forward(lambda x: x[0] * x[1] * x[1], [5, 3])      # [x₁², 2 x₀ x₁]
        [9, 30]
    """
    # BEGIN SOLUTION
    n = len(x)
    gradient = []
    for i in range(n):
        seeded = [Dual(x[j], int(i == j)) for j in range(n)]
        gradient.append(f(seeded).derivative)
    return gradient
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q6

# %% [markdown]
# ## q6. Reverse mode: one pass for all inputs (4 points)
#
# Turn the question around. Not *how does everything change with this input*, but *how does this output change with
# everything*? For every node $v$ of the graph let $\bar v=\partial\,\text{out}/\partial v$. At the output
# $\overline{\text{out}}=1$, and further down the chain rule says
#
# $$\bar v=\sum_{w\,\text{ made from }v}\bar w\,\frac{\partial w}{\partial v}:$$
#
# a node collects a contribution from *everything that was made from it*, and must have collected them all before it
# hands anything on. So a program is run once upwards, which computes the values and *remembers* who was made from
# what, with which partial derivative; then once downwards, in an order in which every node comes after all that was
# made from it. (Linnainmaa found this when he asked how rounding errors add up:
# [*BIT* **16**, 146 (1976)](https://doi.org/10.1007/BF01931367).)
#
# `Var` has `+` and `sin` ready: each stores its `parents`, pairs of an ingredient and the partial derivative with
# respect to it.
# For the way down in `backward`:
#
# - **Order.** Visit the parents of a node before you list the node itself: that lists ingredients before results.
#   Read backwards, the list is the order you need. Each node is listed once, so remember which ones you have visited.
# - **Collect.** What should happen to the contribution of the second edge into $x$ in $x\cdot x$?
# - **Start afresh.** The `grad` that an earlier call left behind is no part of this derivative.
#
# What to avoid: a function that hands every contribution on at once and so walks every path. Twenty forks in a row
# are a million paths, forty are a million millions; the tests have forty.

# %% [raw]
# # BEGIN SOLUTION


# %%
# BEGIN GIVEN
def as_var(x):
    """A Var as it is, a plain number as a new node without parents."""
    return x if isinstance(x, Var) else Var(x)
    # END GIVEN


class Var:
    """A node of the computational graph: a number that remembers what it was made from.

    Args:
        value: int, float or Fraction.
        parents: pairs (ingredient, ∂self/∂ingredient) of a Var and a number; none for an input.

    Attributes:
        grad: ∂out/∂self, after `backward(out)`; 0 before.

    Example:
        >>> x, y = Var(Fraction(3)), Var(Fraction(4))
        >>> z = x * y + 2 / y
        >>> backward(z)
        >>> z.value, x.grad, y.grad                 # 12 + 1/2, y, x − 2/y²
        (Fraction(25, 2), Fraction(4, 1), Fraction(23, 8))
    """

    # BEGIN GIVEN
    def __init__(self, value, parents=()):
        self.value = value
        self.grad = 0
        self.parents = parents

    def __repr__(self):
        return f"Var({self.value}, grad={self.grad})"

    def __add__(self, other):
        """self + other; other is a Var or a plain number."""
        other = as_var(other)
        return Var(self.value + other.value, [(self, 1), (other, 1)])

    __radd__ = __add__

    def __lt__(self, other):
        """self < other compares values."""
        return self.value < as_var(other).value

    def sin(self):
        """np.sin(self)"""
        return Var(np.sin(self.value), [(self, np.cos(self.value))])
        # END GIVEN

    def __gt__(self, other):
        """self > other"""
        # BEGIN SOLUTION
        return self.value > as_var(other).value
        # END SOLUTION

    def __mul__(self, other):
        """self * other"""
        # BEGIN SOLUTION
        other = as_var(other)
        return Var(self.value * other.value, [(self, other.value), (other, self.value)])
        # END SOLUTION

    # BEGIN GIVEN
    __rmul__ = __mul__
    # END GIVEN

    def __neg__(self):
        """-self"""
        # BEGIN SOLUTION
        return Var(-self.value, [(self, -1)])
        # END SOLUTION

    def __sub__(self, other):
        """self - other"""
        # BEGIN SOLUTION
        return self + -as_var(other)
        # END SOLUTION

    def __rsub__(self, other):
        """other - self, where other is a plain number"""
        # BEGIN SOLUTION
        return as_var(other) - self
        # END SOLUTION

    def __truediv__(self, other):
        """self / other"""
        # BEGIN SOLUTION
        other = as_var(other)
        quotient = self.value / other.value
        return Var(quotient, [(self, 1 / other.value), (other, -quotient / other.value)])
        # END SOLUTION

    def __rtruediv__(self, other):
        """other / self, where other is a plain number"""
        # BEGIN SOLUTION
        return as_var(other) / self
        # END SOLUTION

    def __pow__(self, exponent):
        """self ** exponent; the exponent is a Var or a plain number, and a plain one needs no logarithm."""
        # BEGIN SOLUTION
        if isinstance(exponent, Var):
            return (exponent * self.log()).exp()
        return Var(self.value**exponent, [(self, exponent * self.value ** (exponent - 1))])
        # END SOLUTION

    def __rpow__(self, base):
        """base ** self, where base is a plain positive number"""
        # BEGIN SOLUTION
        return as_var(base) ** self
        # END SOLUTION

    def cos(self):
        """np.cos(self)"""
        # BEGIN SOLUTION
        return Var(np.cos(self.value), [(self, -np.sin(self.value))])
        # END SOLUTION

    def exp(self):
        """np.exp(self)"""
        # BEGIN SOLUTION
        exponential = np.exp(self.value)
        return Var(exponential, [(self, exponential)])
        # END SOLUTION

    def log(self):
        """np.log(self), for positive values"""
        # BEGIN SOLUTION
        return Var(np.log(self.value), [(self, 1 / self.value)])
        # END SOLUTION

    def sqrt(self):
        """np.sqrt(self), for positive values"""
        # BEGIN SOLUTION
        root = np.sqrt(self.value)
        return Var(root, [(self, 1 / (2 * root))])
        # END SOLUTION

    def tanh(self):
        """np.tanh(self)"""
        # BEGIN SOLUTION
        tangent = np.tanh(self.value)
        return Var(tangent, [(self, 1 - tangent**2)])
        # END SOLUTION


def backward(out):
    """Set `grad` of every node that `out` was made from, and of `out` itself, to ∂out/∂node.

    Args:
        out: a Var. Its graph is at most 500 nodes deep and may have any number of paths; each edge is used once.

    Returns:
        None. What `grad` was before does not matter: a second call changes nothing.

    Example:
        >>> x = Var(3)
        >>> y = x * x
        >>> backward(y)
        >>> backward(y)      # changes nothing
        >>> x.grad, y.grad
        (6, 1)

        Forty forks; if this does not come back at once, it walks paths:

        >>> x = y = Var(1)
        >>> for _ in range(40):
        ...     y = y + y
        >>> backward(y)
        >>> x.grad == 2**40
        True
    """
    # BEGIN SOLUTION
    order, visited = [], set()

    def visit(node):
        if node not in visited:
            visited.add(node)
            for parent, _ in node.parents:
                visit(parent)
            order.append(node)

    visit(out)
    for node in order:
        node.grad = 0
    out.grad = 1
    for node in reversed(order):
        for parent, partial in node.parents:
            parent.grad = parent.grad + node.grad * partial
    # END SOLUTION


def gradient_reverse(f, x):
    """The gradient of a function of n numbers, by one run on Vars and one pass backward.

    Args:
        f: function of a list of n numbers → number, made of the operations that `Var` knows; it depends on x, though
            perhaps not on all of it.
        x: list of n numbers (int, float or Fraction).

    Returns:
        list of n numbers, ∂f/∂xᵢ; 0 where f does not depend on xᵢ. f is called exactly once.

    Example:
        >>> gradient_reverse(lambda x: x[0] * x[1] * x[1], [5, 3])
        [9, 30]
    """
    # BEGIN SOLUTION
    variables = [Var(value) for value in x]
    backward(f(variables))
    return [variable.grad for variable in variables]
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # END QUESTION

# %% [markdown]
# The lecture's graph once more. Compare it with the picture of forward mode: which numbers are the same, which are
# new, and which questions does each picture answer?
#
# Below it, the forces in a chain of atoms: an energy that depends on $n$ positions, and its $n$ derivatives. The cell
# counts how often the energy is computed for one gradient. Put $n=10^6$ weights of a network in place of the atoms.

# %%
a, b = Var(2), Var(1)
c, d = a + b, b + 1
e = c * d
backward(e)
variables = {"a": a, "b": b, "c": c, "d": d, "e": e}
plot_graph(
    {name: describe_node(name, node.value, f"∂e/∂{name}", node.grad) for name, node in variables.items()},
    edges,
    "Reverse mode: derivatives of $e$, from top to bottom",
    backward=True,
)


def chain_energy(x):
    """Energy of atoms at x[0], x[1], … on a line, joined to their neighbours by anharmonic springs of length 1."""
    energy = 0
    for i in range(len(x) - 1):
        stretch = x[i + 1] - x[i] - 1
        energy = energy + stretch**2 / 2 + stretch**3 / 6
    return energy


def evaluations(gradient, n):
    """How often `gradient` computes the energy of n atoms."""
    calls = []

    def counted_energy(x):
        calls.append(n)
        return chain_energy(x)

    gradient(counted_energy, [1.1 * i for i in range(n)])
    return len(calls)


sizes = [2, 4, 8, 16, 32, 64]
plot_pass_counts(
    sizes,
    [evaluations(gradient_forward, n) for n in sizes],
    [evaluations(gradient_reverse, n) for n in sizes],
)

# %% [raw]
# # BEGIN QUESTION
# name: q7

# %% [markdown]
# ## q7. Jacobians, and which way round (2 points)
#
# With $m$ outputs there is a matrix of derivatives, the Jacobian
#
# $$J_{ki}=\frac{\partial f_k}{\partial x_i},\qquad m\text{ rows},\;n\text{ columns}.$$
#
# Does a forward run with its seed at input $i$ give a row or a column of it? And a backward pass from output $k$?
# The order of the loops follows from that, and so does the price: one mode costs $n$ runs, the other one run and $m$
# passes backward. The run upwards is made in any case: compare $n$ with $m$.
#
# One thing can go wrong in reverse mode that could not with a single output. `backward(out)` knows the nodes that
# `out` was made from, and no others. If the first output depends on $x_1$ but the second does not, what stands
# in the `grad` of $x_1$ after the second pass?

# %% [raw]
# # BEGIN SOLUTION


# %%
def jacobian_forward(f, x):
    """The Jacobian by forward mode.

    Args:
        f: function of a list of n numbers → list of m numbers, made of the operations that `Dual` knows; each output
            depends on some of the inputs.
        x: list of n numbers (int, float or Fraction).

    Returns:
        list of m lists of n numbers, ∂fₖ/∂xᵢ in row k and column i. f is called exactly n times.

    Example:
        >>> jacobian_forward(lambda x: [x[0] * x[1], x[0], 7 * x[1]], [2, 3])
        [[3, 2], [1, 0], [0, 7]]
    """
    # BEGIN SOLUTION
    n = len(x)
    columns = []
    for i in range(n):
        outputs = f([Dual(x[j], int(i == j)) for j in range(n)])
        columns.append([output.derivative for output in outputs])
    return [list(row) for row in zip(*columns, strict=True)]
    # END SOLUTION


def jacobian_reverse(f, x):
    """The Jacobian by reverse mode.

    Args:
        f: function of a list of n numbers → list of m numbers, made of the operations that `Var` knows; each output
            depends on some of the inputs.
        x: list of n numbers (int, float or Fraction).

    Returns:
        list of m lists of n numbers, ∂fₖ/∂xᵢ in row k and column i. f is called exactly once.

    Example:
        >>> jacobian_reverse(lambda x: [x[0] * x[1], x[0], 7 * x[1]], [2, 3])
        [[3, 2], [1, 0], [0, 7]]
    """
    # BEGIN SOLUTION
    variables = [Var(value) for value in x]
    rows = []
    for output in f(variables):
        for variable in variables:
            variable.grad = 0
        backward(output)
        rows.append([variable.grad for variable in variables])
    return rows
    # END SOLUTION


def choose_mode(n, m):
    """The mode that needs fewer passes for a Jacobian of m outputs by n inputs: n runs forward or m passes backward.

    Args:
        n: number of inputs.
        m: number of outputs.

    Returns:
        "forward" or "reverse"; either of them where both need the same number.

    Example:
        >>> choose_mode(n=1, m=3)      # a trajectory in space as a function of time
        'forward'
    """
    # BEGIN SOLUTION
    return "forward" if n < m else "reverse"
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q8

# %% [markdown]
# ## q8. Why not simply formulas? (1 point)
#
# Computer algebra is exact too. Its trouble shows when a program repeats itself. Take the logistic map, the standard
# example of chaos, $x_{k+1}=r\,x_k(1-x_k)$. How does $x_n$ change with $x_0$? As a *formula* in $x_0$, written out in
# full, $x_2=r\,\big(r x_0(1-x_0)\big)\big(1-r x_0(1-x_0)\big)$ holds two copies of $x_1$, $x_3$ four, and its
# derivative grows faster still. That is called *expression swell*. A dual number just computes: each iteration costs
# as much as the one before.
#
# Count both. Two tools are given:
#
# - `x = symbol("x")` is a variable that builds formulas when you compute with it. `formula.derivative()` is the
#   derivative by the rules of a textbook, with nothing simplified, and `formula.size` (an attribute, without `()`
#   behind it) is the number of operations in a formula that is written out in full.
# - `counter = OperationCounter()` counts operations on the numbers that it hands out. Make a `Dual` of two of them,
#   `counter.number(0.3)` for the value and `counter.number(1)` for the seed; `counter.count` is the count so far.
#   It is one run: each iteration goes on with the Dual that the one before has made.

# %% [raw]
# # BEGIN SOLUTION


# %%
def swell(step, n_max):
    """How many operations do n iterations of a map cost to differentiate, as a formula and with dual numbers?

    Args:
        step: function x → next x, made of + − × and NumPy's sin, cos, exp; it takes formulas and Duals.
        n_max: int, the largest number of iterations, at most 30.

    Returns:
        sizes: list of n_max ints; operations in dxₙ/dx₀ as a formula in x₀, for n = 1, …, n_max.
        ops: list of n_max ints; how many operations one run on a Dual has made in all after n iterations, for
            n = 1, …, n_max. Iteration n goes on with the Dual of xₙ₋₁ and dxₙ₋₁/dx₀.

    Example:
        >>> sizes, ops = swell(lambda x: x * x, 3)
        >>> sizes      # x·x has the derivative 1·x + x·1
        [3, 11, 31]
    """
    # BEGIN SOLUTION
    formula = symbol("x")
    counter = OperationCounter()
    dual = Dual(counter.number(0.3), counter.number(1))
    sizes, ops = [], []
    for _ in range(n_max):
        formula, dual = step(formula), step(dual)
        sizes.append(formula.derivative().size)
        ops.append(counter.count)
    return sizes, ops
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # END QUESTION

# %% [markdown]
# The figure has a curve besides your two: a formula that shares its parts. It gives every intermediate result a name
# and writes it down only once: $x_1$, $x_2$, … and their derivatives. It does not swell. So the trouble is not with
# symbols, it is with writing out in full, and a formula that shares its parts *is* a computational graph: computer
# algebra that does not repeat itself and automatic differentiation meet in the middle.


# %%
def logistic(x):
    """One step of the logistic map at r = 3.7."""
    return 3.7 * x * (1 - x)


formula_sizes, dual_operations = swell(logistic, 12)
shared_sizes, formula = [], symbol("x")
for _ in range(12):
    formula = logistic(formula)
    shared_sizes.append(formula.derivative().shared_size())
plot_swell(
    {
        "formula, written out in full": formula_sizes,
        "formula that shares its parts": shared_sizes,
        "dual numbers": dual_operations,
    },
    "Expression swell in the logistic map",
)
print("two iterations:", logistic(logistic(symbol("x"))).derivative())

# %% [raw]
# # BEGIN QUESTION
# name: q9

# %% [markdown]
# ## q9. The same in JAX (1 point)
#
# You now know what happens inside. JAX offers both modes on arrays, and neither of them builds the matrix $J$:
#
# - `jax.jvp(f, (x,), (v,))` is one forward run with the *seed* $v$: a pair of $f(x)$ and the **J**acobian-**v**ector
#   **p**roduct $J\,v$. A seed need not be a unit vector: this is the derivative along the direction $v$.
# - `jax.vjp(f, x)` is one run upwards: a pair of $f(x)$ and a function that takes a vector $w$ with one entry per
#   *output* downwards, to $J^\mathsf Tw$. It answers with a tuple, one entry per argument of `f`.
# - `jax.grad` is the second of these with a single output and $w=1$.
#
# Before you run anything: what are the shapes of $v$ and $w$ for $f:\mathbb R^2\to\mathbb R^3$?

# %% [raw]
# # BEGIN SOLUTION


# %%
def jax_gradient(f, x):
    """The gradient by JAX.

    Args:
        f: function of an array of shape (n,) → shape (), made of jax.numpy's functions.
        x: floating-point JAX array of shape (n,).

    Returns:
        ∂f/∂xᵢ, array of shape (n,).

    Example:
        >>> jax_gradient(lambda x: x[0] * x[1] ** 2, jnp.array([5.0, 3.0]))
        Array([ 9., 30.], dtype=float32)
    """
    # BEGIN SOLUTION
    return jax.grad(f)(x)
    # END SOLUTION


def jvp_along(f, x, v):
    """J v, the derivative of f along v, by one forward run.

    Args:
        f: function of an array of shape (n,) → shape (m,).
        x: floating-point JAX array of shape (n,).
        v: direction, of x's shape and dtype.

    Returns:
        Σᵢ vᵢ ∂fₖ/∂xᵢ, array of shape (m,).

    Example:
        >>> f = lambda x: jnp.stack([x[0] * x[1], x[0], 7 * x[1]])
        >>> jvp_along(f, jnp.array([2.0, 3.0]), jnp.array([1.0, 10.0]))      # (3 + 20, 1, 70)
        Array([23.,  1., 70.], dtype=float32)
    """
    # BEGIN SOLUTION
    _, derivative_along_v = jax.jvp(f, (x,), (v,))
    return derivative_along_v
    # END SOLUTION


def vjp_along(f, x, w):
    """Jᵀ w, the gradient of w · f, by one pass backward.

    Args:
        f: function of an array of shape (n,) → shape (m,).
        x: floating-point JAX array of shape (n,).
        w: weights of the outputs, shape (m,), of x's dtype.

    Returns:
        Σₖ wₖ ∂fₖ/∂xᵢ, array of shape (n,).

    Example:
        >>> f = lambda x: jnp.stack([x[0] * x[1], x[0], 7 * x[1]])
        >>> vjp_along(f, jnp.array([2.0, 3.0]), jnp.array([1.0, 10.0, 0.0]))      # (3 + 10, 2)
        Array([13.,  2.], dtype=float32)
    """
    # BEGIN SOLUTION
    _, pull_back = jax.vjp(f, x)
    (gradient,) = pull_back(w)
    return gradient
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # END QUESTION

# %% [raw]
# # BEGIN QUESTION
# name: q10
# manual: true

# %% [markdown]
# ## q10. Why is backpropagation reverse mode? (2 points, read by a person)
#
# A network with $10^6$ weights is trained by following the gradient of its loss. In at most 200 words:
#
# 1. What would one step of the training cost in forward mode, and what does it cost in reverse mode, in units of one
#    evaluation of the loss? Your figure of q6 counts the runs upwards only; estimate the way down from the number
#    of edges.
# 2. Reverse mode is not free. What must be kept until the way down, and how does that grow with the program?
# 3. In a physics-informed network the *coordinate* $x$ is an input too, and $u(x)$ and its derivative are wanted at
#    many points. Which mode would you choose for $du/dx$, with a single coordinate and several outputs, and why?

# %% [raw]
# # BEGIN SOLUTION

# %% [markdown]
# 1. Forward mode answers for one input per run: $10^6$ runs, each some two or three times as expensive as an
#    evaluation of the loss, as it carries derivatives along. The loss is a single output, so reverse mode needs one
#    run upwards and one pass downwards, which uses each edge once: a few evaluations in all, whatever the number of
#    weights (in theory at most about five; Baur & Strassen, *Theor. Comput. Sci.* **22**, 317 (1983)). In the figure
#    of q6 one curve is $n$ and the other 1.
# 2. The partial derivatives on the edges need the values of all intermediate results, which therefore have to be
#    kept from the way up: memory grows with the number of operations, while forward mode can forget each of them at
#    once. (Long programs keep some of them and compute the others again: checkpointing.)
# 3. Forward mode: one input, so one run gives $du_k/dx$ for all outputs, and nothing has to be kept. The points are
#    independent of each other and need no passes of their own. The derivative of the loss with respect to the
#    weights afterwards is reverse mode again, through that forward run.

# %% [raw]
# # END SOLUTION

# %% [raw]
# # END QUESTION
