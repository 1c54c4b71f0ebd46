"""hw1_autodiff, hidden checks of dual numbers and of gradients in forward mode (q4, q5)."""

from __future__ import annotations

import numpy as np

from autograder.checks.hw1_autodiff.draws import fractions
from autograder.checks.inputs import number
from autograder.oracles import hw1_autodiff as oracle
from lecture08_utils.checking import CheckList
from lecture08_utils.checking.exact import expect_exact
from lecture08_utils.checks.hw1_autodiff.forward import PARTS, expect_swell
from lecture08_utils.misconceptions.hw1_autodiff import (
    wrong_gradients,
    wrong_powers,
    wrong_products,
    wrong_quotients,
)

check = CheckList("hidden")

FOREIGN = "f was not run on your own class: another differentiation (jax, sympy, differences) stands in its place"


@check(
    "q4",
    points=0.75,
    hint="Try each operator with a Dual on the left only, on the right only, and on both sides. In 2 - x and 2 / x, "
    "who is self?",
)
def operators_on_both_sides(student, rng):
    """All operators are right for Duals and plain numbers on either side, and for any inner derivative, exactly."""
    u, du, v, dv, c = fractions(rng, 5)
    student.run(f"u, v = Dual(a, da), Dual(b, db)\n{PARTS}", a=u, da=du, b=v, db=dv)
    n = int(rng.integers(3, 6))
    reflected = {
        "u − c instead of c − u: in __rsub__ self stands on the right": [u - c, du],
        "(c − u)′ = +u′: the sign of a reflected minus": [c - u, du],
    }
    swapped = {
        "u/c instead of c/u: in __rtruediv__ self stands on the right": [u / c, du / c],
        "(c/u)′ with the sign reversed: it falls where u grows": [c / u, c * du / u**2],
        "(c/u)′ without the inner derivative u′": [c / u, -c / u**2],
    }
    cases = (
        ("parts(u * v)", [u * v, du * v + u * dv], wrong_products(u, du, v, dv)),
        ("parts(u / v)", [u / v, (du * v - u * dv) / v**2], wrong_quotients(u, du, v, dv)),
        ("parts(u - v)", [u - v, du - dv], {"(u − v)′ = u′ + v′": [u - v, du + dv]}),
        ("parts(-u)", [-u, -du], {"(−u)′ = +u′": [-u, du]}),
        ("parts(u * c)", [u * c, du * c], {}),
        ("parts(c * u)", [u * c, du * c], {}),
        ("parts(u - c)", [u - c, du], {}),
        ("parts(c - u)", [c - u, -du], reflected),
        ("parts(u / c)", [u / c, du / c], {}),
        ("parts(c / u)", [c / u, -c * du / u**2], swapped),
        ("parts(c + u)", [c + u, du], {}),
        ("parts(u ** n)", [u**n, n * u ** (n - 1) * du], wrong_powers(u, du, n)),
        ("parts((-u) ** n)", [(-u) ** n, -n * (-u) ** (n - 1) * du], wrong_powers(-u, -du, n)),
        ("parts(v ** -2)", [v**-2, -2 * dv / v**3], wrong_powers(v, dv, -2)),
    )
    for expression, want, wrong in cases:
        expect_exact(student, expression, c=c, n=n, want=want, wrong=wrong)


@check(
    "q4",
    points=0.5,
    hint="Take each function g(u) with u = 2x instead of x: does every derivative double? And what is 2^x as an "
    "exponential?",
)
def functions_and_powers(student, rng):
    """Functions of functions, 2^x, x^x and x^p have the right values and derivatives."""
    x, a, p = number(rng, 0.6, 1.4), number(rng, 1.3, 2.5), number(rng, 1.2, 2.8)
    u = a * x * x  # u′ = 2ax
    inner = 2 * a * x
    outer = {
        "sin": np.cos(u),
        "cos": -np.sin(u),
        "exp": np.exp(u),
        "log": 1 / u,
        "sqrt": 0.5 / np.sqrt(u),
        "tanh": 1 - np.tanh(u) ** 2,
    }
    for name, slope in outer.items():
        ideas = {
            f"({name} u)′ without the inner derivative u′": slope,
            f"({name} u)′ with the wrong sign": -slope * inner,
            f"({name} u)′ = {name} u′: the outer function was not differentiated": getattr(np, name)(inner),
        }
        code = f"derivative(lambda x: np.{name}(a * x * x), x)"
        student.expect(code, x=x, a=a, want=slope * inner, rtol=1e-4, atol=1e-5, wrong=ideas)
    values = [getattr(np, name)(u) for name in outer]
    code = f"[np.{', np.'.join(outer)}]"
    student.expect(f"[g(Dual(a * x * x, 1)).value for g in {code}]", want=values, rtol=1e-4, atol=1e-5)
    power = a ** (x * x)
    ideas = {
        "(aᵘ)′ without ln a": power * 2 * x,
        "(aᵘ)′ without the inner derivative u′": power * np.log(a),
        "(aᵘ)′ = u aᵘ⁻¹: the rule for powers of x, not for exponentials": x * x * a ** (x * x - 1) * 2 * x,
    }
    student.expect("derivative(lambda x: a ** (x * x), x)", want=power * np.log(a) * 2 * x, wrong=ideas)
    tower = x**x
    ideas = {
        "(xˣ)′ = x xˣ⁻¹: the exponent is not constant": tower,
        "(xˣ)′ = xˣ ln x: the base is not constant": tower * np.log(x),
    }
    student.expect("derivative(lambda x: x ** x, x)", want=tower * (np.log(x) + 1), atol=1e-5, wrong=ideas)
    ideas = {"(uᵖ)′ = p uᵖ⁻¹ without u′": p * (2 * x) ** (p - 1)}
    student.expect("derivative(lambda x: (2 * x) ** p, x)", p=p, want=2 * p * (2 * x) ** (p - 1), wrong=ideas)


@check(
    "q4",
    points=0.25,
    hint="Put a print(x) into f: what does your derivative hand to it? And do comparisons work with the Dual on "
    "either side?",
)
def derivatives_of_programs(student, rng):
    """The derivative of a program with a loop and branches is exact, and found by running it on Duals."""
    s, c = fractions(rng, 2)
    n = int(rng.integers(4, 7))
    student.run(
        "kinds = []\n"
        "def f(x):\n"
        "    kinds.append(isinstance(x, Dual))\n"
        "    if x > c or 1000 < x:\n"
        "        return 1 / x\n"
        "    y = x\n"
        "    for k in range(1, n):\n"
        "        y = y * (x + k * s)\n"
        "    return y",
        s=s,
        c=c,
        n=n,
    )
    low, high = c / 2, c + s
    slope, other = oracle.rising_product(low, n, s)[1], -1 / high**2
    wrong = {"the other branch of the program": [oracle.rising_product(high, n, s)[1], -1 / low**2]}
    expect_exact(
        student, "[derivative(f, x) for x in (low, high)]", low=low, high=high, want=[slope, other], wrong=wrong
    )
    expect_comparisons(student, "Dual", low, c)
    kinds = student.ask("kinds")
    student.require(
        isinstance(kinds, list) and len(kinds) >= 2 and all(kind is True for kind in kinds),
        "f was called with something else than a Dual.",
        misconception=FOREIGN,
    )


def expect_comparisons(student, name, low, high):
    """Demand that > of the student's class looks at values alone, with itself and with numbers on either side."""
    student.run(f"u, v, w = {name}(low), {name}(high), {name}(high)", low=low, high=high)
    ideas = {
        "> is true for equal values": [True, False, True, True, True, False],
        "> is <": [False, True, False, False, False, True],
    }
    pairs = "((v, u), (u, v), (v, w), (v, high), (v, low), (u, high))"
    want = [True, False, False, False, True, False]
    expect_exact(student, f"[bool(a > b) for a, b in {pairs}]", want=want, wrong=ideas)


@check(
    "q5",
    points=0.5,
    hint="Print the derivatives of the Duals that f gets, run by run. For three inputs, which three lines should "
    "appear?",
)
def gradient_by_unit_seeds(student, rng):
    """The gradient of a function of more variables is exact, by one run per input, each with a single seed of 1."""
    for n in (3, 5):
        x, c = fractions(rng, n), fractions(rng, n - 1)
        chain = oracle.Chain(tuple(c))
        student.run(
            "seeds = []\n"
            "def f(x):\n"
            "    seeds.append([v.derivative if isinstance(v, Dual) else None for v in x])\n"
            "    return sum(c[i] * x[i] ** 2 * x[i + 1] for i in range(len(c))) + x[0] / x[len(c)]",
            c=c,
        )
        want = chain.gradient(x)
        wrong = wrong_gradients(chain.value(x), want)
        expect_exact(student, "gradient_forward(f, x)", x=x, want=want, wrong=wrong)
        seeds = student.ask("seeds")
        _expect_unit_seeds(student, seeds, n)


def _expect_unit_seeds(student, seeds, n):
    rows = seeds if isinstance(seeds, list) else []
    foreign = any(not isinstance(row, list) or any(type(entry) not in (int, float) for entry in row) for row in rows)
    student.require(
        bool(rows) and not foreign,
        "f was called with something else than a list of Duals, or its seeds are not numbers.",
        misconception=FOREIGN,
    )
    student.require(
        len(rows) == n,
        f"f was called {len(rows)} times for {n} inputs.",
        misconception=f"{'more' if len(rows) > n else 'fewer'} runs of f than inputs",
    )
    units = [[int(i == j) for j in range(n)] for i in range(n)]
    student.require(
        sorted(rows, reverse=True) == units,
        "The seeds of the runs are not one 1 and zeros.",
        misconception="runs whose seeds are not one 1 and zeros",
    )


@check(
    "q8",
    points=0.5,
    hint="Does every map grow alike? Try x → sin x, and print the derivative of two iterations.",
)
def swell_of_other_maps(student, rng):
    """The formula of a cubic map triples each time, that of sin grows slowly, and dual numbers keep their pace."""
    student.run("step = lambda x: a * x * x * x", a=number(rng, 1.0, 2.0))
    formula, derivative = oracle.cubic_sizes(int(rng.integers(7, 10)))
    products = expect_swell(student, formula, derivative)
    student.run("step = lambda x: np.sin(x)")
    formula, derivative = oracle.sine_sizes(int(rng.integers(10, 15)))
    sines = expect_swell(student, formula, derivative)
    student.require(
        sines < products,
        f"x → sin x needs {sines:g} operations per iteration, and x → ax³ needs {products:g}: three products of "
        "Duals must cost more than one sin.",
        misconception="the operations were not counted while a Dual went through the step",
    )
