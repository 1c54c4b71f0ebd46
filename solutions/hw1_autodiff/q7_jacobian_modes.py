"""hw1_autodiff, q7: the hidden checks, what they expect, and popular mistakes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from lecture08_utils.checking import CheckList, MistakeList
from lecture08_utils.checking.exact import expect_exact, is_exactly
from solutions.hw1_autodiff.draws import fractions

check = CheckList("hidden")
mistakes = MistakeList()


@check(
    "q7",
    points=0.75,
    hint="Try more outputs than inputs and fewer, and outputs that do not depend on all of the inputs. How often "
    "does f run?",
)
def jacobians_of_other_shapes(student, rng):
    """Both Jacobians are exact for more outputs than inputs and for fewer, by n runs of f and by one."""
    for n, m in ((2, 4), (5, 3)):
        x, c = fractions(rng, n), fractions(rng, m)
        # Of more than two inputs, each output leaves out one that the output before depends on.
        places = rng.permutation(n)
        terms = tuple((int(places[k % n]), int(places[(k + 1) % n]), ck) for k, ck in enumerate(c))
        student.run(
            "kinds = []\n"
            "def f(x):\n"
            "    kinds.append([type(v) for v in x])\n"
            "    return [c * x[i] ** 2 / x[j] for i, j, c in terms]",
            terms=[list(term) for term in terms],
        )
        want = Outputs(terms).jacobian(x)
        for mode, kind, runs in (("forward", "Dual", n), ("reverse", "Var", 1)):
            student.run("kinds.clear()")
            expect_exact(student, f"jacobian_{mode}(f, x)", x=x, want=want, wrong=wrong_jacobians(want))
            _expect_runs(student, mode, kind, runs)


def _expect_runs(student, mode: str, kind: str, runs: int) -> None:
    """Demand that f ran on objects of the class, as often as needed; `kinds` are the types in each run.

    A plain number among Duals is a constant, as good as a Dual with the derivative 0.
    """
    numbers = "(int, float, Fraction)"
    student.run(
        f"own = [any(issubclass(kind, {kind}) for kind in run) for run in kinds]\n"
        f"known = [all(issubclass(kind, ({kind}, *{numbers})) for kind in run) for run in kinds]"
    )
    own, known = (answer if isinstance(answer, list) else [] for answer in (student.ask("own"), student.ask("known")))
    of_class = sum(run is True for run in own)
    idea = f"jacobian_{mode} does not run f on {kind}s: it is the other mode, or none of yours"
    is_own = of_class > 0 and all(run is True for run in known)
    student.require(is_own, f"f was called with something else than {kind}s.", misconception=idea)
    problem = f"f was called {len(own)} times, {of_class} of them on {kind}s; {runs} are needed."
    idea = f"jacobian_{mode} runs f {'more' if len(own) > runs else 'less'} often than needed"
    student.require(len(own) == of_class == runs, problem, misconception=idea)


@check("q7", points=0.25, hint="Which mode's price does not depend on the number of inputs?")
def modes_of_other_sizes(student, rng):
    """The cheaper mode for other numbers of inputs and outputs; either of them where they are equal."""
    small, large = (int(size) for size in (rng.integers(2, 50), rng.integers(51, 10**6)))
    sizes = [[large, small], [small, large], [small, small + 1], [small + 1, small]]
    want = ["forward" if n < m else "reverse" for n, m in sizes]
    code = "[choose_mode(n, m) for n, m in sizes]"
    expect_exact(student, code, sizes=sizes, want=want, wrong=wrong_modes(want))
    same = student.ask("choose_mode(n, n)", n=small)
    student.require(
        is_exactly(same, "forward") or is_exactly(same, "reverse"), "For n = m neither of the two modes was chosen."
    )


@dataclass(frozen=True)
class Outputs:
    """m outputs fₖ = cₖ xᵢ² / xⱼ, each of two inputs.

    Attributes:
        terms: (i, j, c) of each output, with i ≠ j.
    """

    terms: tuple[tuple[int, int, Any], ...]

    def jacobian(self, x: Sequence[Any]) -> list[list[Any]]:
        """∂fₖ/∂xᵢ, m rows of n."""
        rows = []
        for i, j, c in self.terms:
            row = [0] * len(x)
            row[i] = 2 * c * x[i] / x[j]
            row[j] = -c * x[i] * x[i] / x[j] ** 2
            rows.append(row)
        return rows


def wrong_jacobians(rows: list[list]) -> dict[str, list[list]]:
    """What popular mistakes make of a Jacobian, given as a list of m rows; a 0 is an input that an output ignores."""
    stale, added = [rows[0]], [rows[0]]
    for row in rows[1:]:
        stale.append([entry or old for entry, old in zip(row, stale[-1], strict=True)])
        added.append([entry + old for entry, old in zip(row, added[-1], strict=True)])
    return {
        "the Jacobian is transposed: a row belongs to an output": [
            list(column) for column in zip(*rows, strict=True)
        ],
        "grads of the output before are still there for inputs that this output does not depend on": stale,
        "grads of all outputs so far are added up": added,
        "all inputs are seeded at once: every entry of a row is the sum of the row": [
            [sum(row)] * len(row) for row in rows
        ],
    }


def wrong_modes(modes: list[str]) -> dict[str, list[str]]:
    """What a popular mistake makes of the cheaper modes."""
    swapped = ["reverse" if mode == "forward" else "forward" for mode in modes]
    return {"the modes are exchanged: forward mode pays for inputs, reverse mode for outputs": swapped}


@mistakes("q7.jacobian_of_two_inputs_and_three_outputs")
def _():
    return wrong_jacobians([[5, Fraction(1, 3)], [Fraction(2, 3), 0], [0, 7]])


@mistakes("q7.mode_for_a_loss_and_for_a_trajectory")
def _():
    return wrong_modes(["reverse", "forward"])
