"""hw1_autodiff, q4: the hidden checks, what they expect, and popular mistakes."""

from __future__ import annotations

from fractions import Fraction
from math import prod
from typing import Any

import numpy as np

from lecture08_utils.checking import CheckList, MistakeList
from lecture08_utils.checking.exact import expect_exact
from lecture08_utils.hw1_autodiff.operators import blames_operands_first
from lecture08_utils.hw1_autodiff.q4_dual_numbers import PARTS
from solutions.hw1_autodiff.demands import FOREIGN, expect_comparisons
from solutions.hw1_autodiff.draws import fractions
from solutions.inputs import number

check = CheckList("hidden")
mistakes = MistakeList()


@check(
    "q4",
    points=0.75,
    hint="Try each operator with a Dual on the left only, on the right only, and on both sides. In 2 - x and 2 / x, "
    "who is self?",
)
@blames_operands_first("Dual", "derivative")
def operators_on_both_sides(student, rng):
    """All operators are right for Duals and plain numbers on either side, and for any inner derivative, exactly."""
    u, du, v, dv, c = fractions(rng, 5)
    student.run(f"u, v = Dual(a, da), Dual(b, db)\n{PARTS}", a=u, da=du, b=v, db=dv)
    n = int(rng.integers(3, 6))
    cases = (
        ("parts(u * v)", [u * v, du * v + u * dv], wrong_products(u, du, v, dv)),
        ("parts(u / v)", [u / v, (du * v - u * dv) / v**2], wrong_quotients(u, du, v, dv)),
        ("parts(u - v)", [u - v, du - dv], {"(u − v)′ = u′ + v′": [u - v, du + dv]}),
        ("parts(-u)", [-u, -du], {"(−u)′ = +u′": [-u, du]}),
        ("parts(u * c)", [u * c, du * c], {}),
        ("parts(c * u)", [u * c, du * c], {}),
        ("parts(u - c)", [u - c, du], {}),
        ("parts(c - u)", [c - u, -du], wrong_reflected_minus(c, u, du)),
        ("parts(u / c)", [u / c, du / c], {}),
        ("parts(c / u)", [c / u, -c * du / u**2], wrong_reflected_quotients(c, u, du)),
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
@blames_operands_first("Dual", "derivative")
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
    _expect_rules(student, rng, u, outer)
    want = a ** (x * x) * np.log(a) * 2 * x
    student.expect("derivative(lambda x: a ** (x * x), x)", want=want, wrong=wrong_exponentials(a, x * x, 2 * x))
    want = x**x * (np.log(x) + 1)
    student.expect("derivative(lambda x: x ** x, x)", want=want, atol=1e-5, wrong=wrong_towers(x))
    ideas = {"(uⁿ)′ = n uⁿ⁻¹ without u′": p * (2 * x) ** (p - 1)}
    student.expect("derivative(lambda x: (2 * x) ** p, x)", p=p, want=2 * p * (2 * x) ** (p - 1), wrong=ideas)


def _expect_rules(student, rng, u, outer):
    """Demand derivatives where no step would do: a very large u′, and cos, log and sqrt very close to 0."""
    steep, tiny = number(rng, 1e9, 9e9), number(rng, 1e-12, 9e-12)
    code = f"[g(Dual(u, steep)).derivative for g in [np.{', np.'.join(outer)}]]"
    student.expect(code, u=u, steep=steep, want=[steep * slope for slope in outer.values()], atol=1e-5 * steep)
    student.expect("(3 * np.cos(Dual(tiny, 1))).derivative", tiny=tiny, want=-3 * np.sin(tiny))
    student.expect("np.log(Dual(tiny, 1)).derivative", want=1 / tiny)
    student.expect("np.sqrt(Dual(tiny, 1)).derivative", want=0.5 / np.sqrt(tiny))


@check(
    "q4",
    points=0.25,
    hint="Put a print(x) into f: what does your derivative hand to it? And do comparisons work with the Dual on "
    "either side?",
)
@blames_operands_first("Dual", "derivative")
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
    slope, other = rising_product(low, n, s)[1], -1 / high**2
    wrong = {"the other branch of the program": [rising_product(high, n, s)[1], -1 / low**2]}
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


def rising_product(x: Any, n: int, shift: Any) -> tuple[Any, Any]:
    """x(x + s)(x + 2s)…, n factors, and its derivative: the product times the sum of the reciprocals."""
    factors = [x + k * shift for k in range(n)]
    return prod(factors), prod(factors) * sum(1 / factor for factor in factors)


def wrong_products(u: Any, du: Any, v: Any, dv: Any) -> dict[str, list]:
    """What popular mistakes make of (uv, u′v + uv′)."""
    return {
        "(uv)′ = u′v′: the product rule has two terms": [u * v, du * dv],
        "(uv)′ = u′v: the second factor is not constant": [u * v, du * v],
        "(uv)′ = uv′: the first factor is not constant": [u * v, u * dv],
        "(uv)′ = uu′ + vv′: each derivative goes with the other factor": [u * v, u * du + v * dv],
    }


def wrong_quotients(u: Any, du: Any, v: Any, dv: Any) -> dict[str, list]:
    """What popular mistakes make of (u/v, (u′v − uv′)/v²)."""
    return {
        "(u/v)′ with a plus: it is u′v − uv′": [u / v, (du * v + u * dv) / (v * v)],
        "(u/v)′ with the sign reversed: it is u′v − uv′": [u / v, (u * dv - du * v) / (v * v)],
        "(u/v)′ = u′/v′: that is no rule": [u / v, du / dv],
        "(u/v)′ = u′/v: the denominator is not constant": [u / v, du / v],
        "(u/v)′ without the square: (u′v − uv′)/v": [u / v, (du * v - u * dv) / v],
    }


def wrong_powers(u: Any, du: Any, n: int) -> dict[str, list]:
    """What popular mistakes make of (uⁿ, n uⁿ⁻¹ u′) for a plain n."""
    return {
        "(uⁿ)′ = n uⁿ⁻¹ without u′": [u**n, n * u ** (n - 1)],
        "(uⁿ)′ = uⁿ⁻¹ u′ without n": [u**n, u ** (n - 1) * du],
        "(uⁿ)′ = n uⁿ u′: the exponent falls by one": [u**n, n * u**n * du],
    }


def wrong_reflected_minus(c: Any, u: Any, du: Any) -> dict[str, list]:
    """What popular mistakes make of (c − u, −u′) for a plain c."""
    return {
        "u − c instead of c − u: in __rsub__ self stands on the right": [u - c, du],
        "(c − u)′ = +u′: the sign of a reflected minus": [c - u, du],
    }


def wrong_reflected_quotients(c: Any, u: Any, du: Any) -> dict[str, list]:
    """What popular mistakes make of (c/u, −cu′/u²) for a plain c."""
    return {
        "u/c instead of c/u: in __rtruediv__ self stands on the right": [u / c, du / c],
        "(c/u)′ with the sign reversed: it falls where u grows": [c / u, c * du / u**2],
        "(c/u)′ without the inner derivative u′": [c / u, -c / u**2],
    }


def wrong_exponentials(a: float, u: float, du: float) -> dict[str, float]:
    """What popular mistakes make of aᵘ ln a u′ for a plain a."""
    return {
        "(aᵘ)′ without ln a": a**u * du,
        "(aᵘ)′ without the inner derivative u′": a**u * np.log(a),
        "(aᵘ)′ = u aᵘ⁻¹: the rule for powers of x, not for exponentials": u * a ** (u - 1) * du,
    }


def wrong_towers(x: float) -> dict[str, float]:
    """What popular mistakes make of xˣ (ln x + 1)."""
    return {
        "(xˣ)′ = x xˣ⁻¹: the exponent is not constant": x**x,
        "(xˣ)′ = xˣ ln x: the base is not constant": x**x * np.log(x),
    }


@mistakes("q4.dual_arithmetic", "u * v")
def _():
    return wrong_products(3, 1, 5, 2)


@mistakes("q4.dual_arithmetic", "u / v")
def _():
    return wrong_quotients(Fraction(3), 1, Fraction(5), 2)


@mistakes("q4.dual_arithmetic", "v ** 3")
def _():
    return wrong_powers(5, 2, 3)


@mistakes("q4.dual_arithmetic", "2 - v")
def _():
    return wrong_reflected_minus(2, Fraction(5), 2)


@mistakes("q4.dual_arithmetic", "2 / v")
def _():
    return wrong_reflected_quotients(2, Fraction(5), 2)


@mistakes("q4.functions_of_dual_numbers", "2 ** (3 * x)")
def _():
    return wrong_exponentials(2.0, 2.4, 3.0)


@mistakes("q4.functions_of_dual_numbers", "x ** x")
def _():
    return wrong_towers(0.8)
