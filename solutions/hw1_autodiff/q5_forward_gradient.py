"""hw1_autodiff, q5: the hidden checks, what they expect, and popular mistakes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from lecture08_utils.checking import CheckList, MistakeList
from lecture08_utils.checking.exact import expect_exact
from solutions.hw1_autodiff.demands import FOREIGN
from solutions.hw1_autodiff.draws import fractions

check = CheckList("hidden")
mistakes = MistakeList()


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
        chain = Chain(tuple(c))
        student.run(
            "seeds = []\n"
            "def seed_of(v):\n"
            "    if isinstance(v, Dual):\n"
            "        return float(v.derivative)\n"
            "    return 0 if isinstance(v, (int, float, Fraction)) else None\n"
            "def f(x):\n"
            "    seeds.append([seed_of(v) for v in x])\n"
            "    return sum(c[i] * x[i] ** 2 * x[i + 1] for i in range(len(c))) + x[0] / x[len(c)]",
            c=c,
        )
        want = chain.gradient(x)
        wrong = wrong_gradients(chain.value(x), want)
        expect_exact(student, "gradient_forward(f, x)", x=x, want=want, wrong=wrong)
        seeds = student.ask("seeds")
        _expect_unit_seeds(student, seeds, n)


def _expect_unit_seeds(student, seeds, n):
    """A plain number among Duals is a constant: its seed is the 0 that is no float."""
    rows = seeds if isinstance(seeds, list) else []
    student.require(
        bool(rows) and all(map(_is_of_duals, rows)),
        "f was called with something else than a list of Duals.",
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


def _is_of_duals(row: Any) -> bool:
    kinds = {type(entry) for entry in row} if isinstance(row, list) else set()
    return float in kinds and kinds <= {float, int}


@dataclass(frozen=True)
class Chain:
    """f(x) = Σᵢ cᵢ xᵢ² xᵢ₊₁ + x₀/xₙ₋₁: every partial derivative is different.

    Attributes:
        c: coefficients, n − 1 of them for n inputs.
    """

    c: tuple[Any, ...]

    def value(self, x: Sequence[Any]) -> Any:
        return sum(c * x[i] * x[i] * x[i + 1] for i, c in enumerate(self.c)) + x[0] / Fraction(x[-1])

    def gradient(self, x: Sequence[Any]) -> list[Any]:
        slopes = [Fraction(0)] * len(x)
        for i, c in enumerate(self.c):
            slopes[i] += 2 * c * x[i] * x[i + 1]
            slopes[i + 1] += c * x[i] * x[i]
        slopes[0] += 1 / Fraction(x[-1])
        slopes[-1] -= x[0] / Fraction(x[-1]) ** 2
        return slopes


def wrong_gradients(value: Any, partials: list) -> dict[str, Any]:
    """What popular mistakes make of a gradient: misconception → list of n."""
    return {
        "all inputs are seeded at once: every entry is the sum of the partial derivatives": [sum(partials)]
        * len(partials),
        "the value of f in place of its derivatives": [value] * len(partials),
        "the gradient in reversed order": partials[::-1],
        "only the sum of the partial derivatives": sum(partials),
    }


@mistakes("q5.gradient_of_two_variables")
def _():
    return wrong_gradients(Fraction(155, 9), [Fraction(20, 3), Fraction(31, 9)])
