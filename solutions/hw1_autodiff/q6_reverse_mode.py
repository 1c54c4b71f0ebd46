"""hw1_autodiff, q6: the hidden checks, what they expect, and popular mistakes."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from lecture08_utils.checking import CheckFailed, CheckList, MistakeList
from lecture08_utils.checking.exact import expect_exact, is_exactly
from lecture08_utils.hw1_autodiff.operators import blames_operands_first
from lecture08_utils.hw1_autodiff.q6_reverse_mode import (
    HANDED_ON_TWICE,
    ONLY_THE_OUTPUT,
    OVERWRITTEN,
    TOO_EARLY,
)
from solutions.hw1_autodiff.demands import FOREIGN, expect_comparisons
from solutions.hw1_autodiff.draws import fractions, sign
from solutions.hw1_autodiff.q3_sum_over_paths import path_sum
from solutions.hw1_autodiff.q5_forward_gradient import wrong_gradients
from solutions.inputs import number

check = CheckList("hidden")
mistakes = MistakeList()

REFLECTED_MINUS = "u − c instead of c − u: in __rsub__ self stands on the right"
OLD_GRADS = "the grad of an earlier call is still in it: a second call gives more"
EVERY_PATH = "every path is walked on its own, and forks double their number"

# Fresh nodes for each question: ∂z/∂u and ∂z/∂v of one operation.
PULLED = """
def pulled(operation):
    u, v = Var(a), Var(b)
    z = operation(u, v)
    if not isinstance(z, Var):
        return z
    backward(z)
    return [z.value, u.grad, v.grad]
"""


@check(
    "q6",
    points=0.5,
    hint="Try each operator with a Var on the left only, on the right only, and on both sides. In 2 - x and 2 / x, "
    "who is self?",
)
@blames_operands_first("Var", "grad")
def partials_of_all_operations(student, rng):
    """All operators, with Vars and plain numbers on either side, all functions and > are right."""
    u, v, c = fractions(rng, 3)
    n = int(rng.integers(3, 6))
    student.run(PULLED, a=u, b=v)
    cases = (
        ("u * v", [u * v, v, u], {"∂(uv)/∂u is v: the partials are exchanged": [u * v, u, v]}),
        ("u / v", [u / v, 1 / v, -u / v**2], {"∂(u/v)/∂v with the sign reversed": [u / v, 1 / v, u / v**2]}),
        ("u - v", [u - v, 1, -1], {"∂(u − v)/∂v = +1": [u - v, 1, 1]}),
        ("-u", [-u, -1, 0], {"∂(−u)/∂u = +1": [-u, 1, 0]}),
        ("c * u", [c * u, c, 0], {}),
        ("u - c", [u - c, 1, 0], {}),
        ("c - u", [c - u, -1, 0], {REFLECTED_MINUS: [u - c, 1, 0], "∂(c − u)/∂u = +1": [c - u, 1, 0]}),
        ("u / c", [u / c, 1 / c, 0], {}),
        ("c / u", [c / u, -c / u**2, 0], {"u/c instead of c/u": [u / c, 1 / c, 0]}),
        ("c + u", [c + u, 1, 0], {}),
        ("u ** n", [u**n, n * u ** (n - 1), 0], {}),
        ("(-v) ** n", [(-v) ** n, 0, -n * (-v) ** (n - 1)], {}),
        ("u ** -2", [u**-2, -2 / u**3, 0], {}),
    )
    for operation, want, wrong in cases:
        expect_exact(student, f"pulled(lambda u, v: {operation})", c=c, n=n, want=want, wrong=wrong)
    expect_comparisons(student, "Var", min(u, v), max(u, v))
    _expect_functions(student, rng)


def _expect_functions(student, rng):
    x, y = number(rng, 0.6, 1.4), number(rng, 0.6, 1.4)
    values = {
        "np.sin(x[0] * x[1])": (np.cos(x * y) * y, np.cos(x * y) * x),
        "np.cos(x[0] * x[1])": (-np.sin(x * y) * y, -np.sin(x * y) * x),
        "np.exp(x[0] - x[1])": (np.exp(x - y), -np.exp(x - y)),
        "np.log(x[0] + 2 * x[1])": (1 / (x + 2 * y), 2 / (x + 2 * y)),
        "np.sqrt(x[0] + 2 * x[1])": (0.5 / np.sqrt(x + 2 * y), 1 / np.sqrt(x + 2 * y)),
        "np.tanh(x[0] / x[1])": ((1 - np.tanh(x / y) ** 2) / y, -(1 - np.tanh(x / y) ** 2) * x / y**2),
        "x[0] ** x[1]": (y * x ** (y - 1), x**y * np.log(x)),
        "2 ** (x[0] * x[1])": (2 ** (x * y) * np.log(2) * y, 2 ** (x * y) * np.log(2) * x),
    }
    for code, want in values.items():
        student.expect(f"gradient_reverse(lambda x: {code}, [r, s])", r=x, s=y, want=want, rtol=1e-4, atol=1e-5)
    # Where no step would do.
    tiny = number(rng, 1e-12, 9e-12)
    student.expect("gradient_reverse(lambda x: 3 * np.cos(x[0]), [tiny])", tiny=tiny, want=[-3 * np.sin(tiny)])
    student.expect("gradient_reverse(lambda x: np.log(x[0]), [tiny])", want=[1 / tiny])


@check(
    "q6",
    points=1.25,
    hint="Draw out = r·(p·x) + s·(q·(p·x)) and do the pass by hand. When may p·x hand on? And what stands in grad "
    "when backward is called again?",
)
@blames_operands_first("Var", "grad")
def shared_results(student, rng):
    """A result that is used again and again collects every contribution, whatever the order, and whenever asked."""
    p, q, r, s, x = fractions(rng, 5)
    expect_exact(student, "gradient_reverse(lambda x: x[0] + x[0], [x])", x=x, want=[2], wrong={OVERWRITTEN: [1]})
    student.run("def fourth(x):\n    y = x[0] * x[0]\n    return y * y")
    ideas = [(OVERWRITTEN, [x**3]), (ONLY_THE_OUTPUT, [0])]
    ideas += [(HANDED_ON_TWICE, [factor * x**3]) for factor in (6, 8)]
    expect_exact(student, "gradient_reverse(fourth, [x])", want=[4 * x**3], wrong=ideas)
    wrong = {OVERWRITTEN: [x * x]}
    expect_exact(student, "gradient_reverse(lambda x: x[0] * x[0] * x[0], [x])", want=[3 * x * x], wrong=wrong)
    expect_exact(student, "gradient_reverse(lambda x: 1 / (x[0] * x[0]), [x])", want=[-2 / x**3])
    short, long = r, s * q
    student.run(
        "def fork(x):\n    y = p * x[0]\n    z = q * y\n    return r * y + s * z\n"
        "def turned(x):\n    y = p * x[0]\n    z = q * y\n    return s * z + r * y",
        p=p,
        q=q,
        r=r,
        s=s,
    )
    ideas = (
        (TOO_EARLY, [p * short]),
        (TOO_EARLY, [p * long]),
        (HANDED_ON_TWICE, [p * (2 * short + long)]),
        (HANDED_ON_TWICE, [p * (short + 2 * long)]),
    )
    for program in ("fork", "turned"):
        expect_exact(student, f"gradient_reverse({program}, [x])", want=[p * (short + long)], wrong=ideas)
    student.run("x = Var(s)\ny = x * x + r * x\nbackward(y)\nfirst = x.grad\nbackward(y)")
    want = 2 * s + r
    ideas = [(OLD_GRADS, [want, factor * want]) for factor in (2, 3, 4)]
    expect_exact(student, "[first, x.grad]", want=[want, want], wrong=ideas)
    _expect_straight_program(student, rng)


def _expect_straight_program(student, rng):
    """Random steps in which early results are used late; one of the inputs is not used at all."""
    n = 3
    x = fractions(rng, n)
    unused = int(rng.integers(0, n))
    used = [i for i in range(n) if i != unused]
    steps = []
    for number_of_step in range(6):
        known = [*used, *range(n, n + number_of_step)]
        i, j, k = (int(choice) for choice in rng.choice(known, size=3))
        # Each step uses the one before, so that none of them is idle.
        steps.append((known[-1], j, k, sign(rng) * int(rng.integers(2, 9))) if number_of_step else (i, j, k, 2))
    student.run(
        "def program(x):\n"
        "    t = list(x)\n"
        "    for i, j, k, c in steps:\n"
        "        t.append(t[i] * t[j] + c * t[k])\n"
        "    return t[-1]",
        steps=[list(step) for step in steps],
    )
    want = Straight(n, tuple(steps)).gradient(x)
    expect_exact(student, "gradient_reverse(program, x)", x=x, want=want)


@check(
    "q6",
    points=0.75,
    hint="How often does your pass come by a node on which many paths meet? It should be once. And how often does f "
    "run?",
)
@blames_operands_first("Var", "grad")
def one_pass_for_any_number_of_paths(student, rng):
    """f runs once, on Vars, and the pass uses each edge once: with 12 forks in a row, with 40, and 400 steps deep."""
    student.run(
        "from lecture08_utils.counting import OperationCounter\n"
        "kinds, counter = [], OperationCounter()\n"
        "def forks(x):\n"
        "    kinds.append([isinstance(v, Var) for v in x])\n"
        "    y = x[0]\n"
        "    for _ in range(n):\n"
        "        y = p * y + q * y\n"
        "    return y / x[1]\n"
        "def deep(x):\n"
        "    y = p * x[0]\n"
        "    for k in range(n):\n"
        "        y = y + k\n"
        "    return y * y"
    )
    p = int(rng.integers(4, 9))
    q = -p - int(rng.integers(2, 4))
    x = fractions(rng, 2)
    # Who takes no other numbers than Python's own has nothing counted; 2⁴⁰ paths would not end all the same.
    with contextlib.suppress(CheckFailed):
        student.run("gradient_reverse(forks, [counter.number(0.5), counter.number(0.25)])", p=p, q=q, n=12)
    # Each of the 86 edges takes two operations and most nodes one more: 300 or so, whereas 2¹² paths take thousands.
    operations = student.number("counter.count")
    student.require(operations < 2000, "The pass uses edges again and again.", misconception=EVERY_PATH)
    student.run("kinds.clear()")
    total = (p + q) ** 40
    want = [total / x[1], -total * x[0] / x[1] ** 2]
    last = [(OVERWRITTEN, [way**40 / x[1], want[1]]) for way in (p, q)]
    expect_exact(student, "gradient_reverse(forks, x)", x=x, n=40, want=want, wrong=last)
    kinds = student.ask("kinds")
    is_own = isinstance(kinds, list) and bool(kinds) and all(is_exactly(kind, [True, True]) for kind in kinds)
    student.require(is_own, "f was called with something else than a list of Vars.", misconception=FOREIGN)
    student.require(
        len(kinds) == 1,
        f"f was called {len(kinds)} times.",
        misconception="f runs more than once: reverse mode needs a single run for all inputs",
    )
    n = 400
    want = 2 * p * (p * x[0] + n * (n - 1) // 2)
    # x once more: somebody may have put Vars into the list that was handed in.
    expect_exact(student, "gradient_reverse(deep, [x[0]])", n=n, x=x, want=[want])


@dataclass(frozen=True)
class Straight:
    """A program of n_inputs inputs and one step after the other: t_new = tᵢ · tⱼ + c · tₖ; the last t is the output.

    Attributes:
        steps: [i, j, k, c] of each step; i, j, k count inputs and earlier steps from 0.
    """

    n_inputs: int
    steps: tuple[tuple[int, int, int, Any], ...]

    def gradient(self, x: Sequence[Any]) -> list[Any]:
        """∂output/∂xᵢ, by the sum over all paths."""
        values, edges = list(x), []
        for i, j, k, c in self.steps:
            head = f"t{len(values)}"
            edges += [[f"t{i}", head, values[j]], [f"t{j}", head, values[i]], [f"t{k}", head, c]]
            values.append(values[i] * values[j] + c * values[k])
        return [path_sum(edges, f"t{i}", f"t{len(values) - 1}") for i in range(self.n_inputs)]


# Nodes in the order in which they are made, each with its edges: (ingredient, partial derivative).
Tape = Sequence[Sequence[tuple[int, Any]]]


def wrong_passes(tape: Tape) -> list[tuple[str, list[Any]]]:
    """What popular mistakes make of ∂(last node)/∂node, for all nodes of a tape."""
    last = len(tape) - 1
    found: list[tuple[str, list[Any]]] = [
        (ONLY_THE_OUTPUT, _pass(tape, range(last + 1))),
        ("the pass has no start: the output's own grad is 1", [0] * (last + 1)),
    ]
    # What comes first, and what last, depends on the order in which ingredients are looked at.
    for mirrored in (tape, [edges[::-1] for edges in tape]):
        found += [
            (OVERWRITTEN, _pass(mirrored, _results_first(mirrored), overwrite=True)),
            (HANDED_ON_TWICE, _every_arrival(mirrored)),
            (HANDED_ON_TWICE, _pass(tape, _by_path(mirrored))),
            (TOO_EARLY, _pass(tape, _breadth_first(mirrored))),
            (TOO_EARLY, _pass(tape, _as_met(mirrored))),
        ]
    return found


def _pass(tape: Tape, order: Iterable[int], overwrite: bool = False) -> list[Any]:
    grads: list[Any] = [0] * (len(tape) - 1) + [1]
    for node in order:
        for parent, partial in tape[node]:
            grads[parent] = grads[node] * partial + (0 if overwrite else grads[parent])
    return grads


def _every_arrival(tape: Tape) -> list[Any]:
    """A node hands on all that it has, whenever something arrives."""
    grads: list[Any] = [0] * (len(tape) - 1) + [1]

    def hand_on(node: int) -> None:
        for parent, partial in tape[node]:
            grads[parent] += grads[node] * partial
            hand_on(parent)

    hand_on(len(tape) - 1)
    return grads


def _breadth_first(tape: Tape) -> list[int]:
    order = [len(tape) - 1]
    for node in order:
        order += [parent for parent in dict.fromkeys(parent for parent, _ in tape[node]) if parent not in order]
    return order


def _as_met(tape: Tape) -> list[int]:
    """Nodes as a search in depth meets them, which is before some of their results."""
    order: list[int] = []

    def visit(node: int) -> None:
        if node not in order:
            order.append(node)
            for parent, _ in tape[node]:
                visit(parent)

    visit(len(tape) - 1)
    return order


def _results_first(tape: Tape) -> list[int]:
    """Nodes in the right order."""
    order: list[int] = []

    def visit(node: int) -> None:
        if node not in order:
            for parent, _ in tape[node]:
                visit(parent)
            order.append(node)

    visit(len(tape) - 1)
    return order[::-1]


def _by_path(tape: Tape) -> list[int]:
    """Nodes in the right order, but each as often as a path leads to it: what was visited is not remembered."""

    def visit(node: int) -> list[int]:
        return [*(found for parent, _ in tape[node] for found in visit(parent)), node]

    return visit(len(tape) - 1)[::-1]


@mistakes("q6.graph_in_reverse", "e")
def _():
    # a, b, 1, c = a + b, d = b + 1, e = cd
    tape: Tape = [[], [], [], [(0, 1), (1, 1)], [(1, 1), (2, 1)], [(3, 2), (4, 3)]]
    ideas = [(name, [6, *(grads[i] for i in (0, 1, 3, 4, 5))]) for name, grads in wrong_passes(tape)]
    return [*ideas, ("the partial derivatives of a product are exchanged: ∂(uv)/∂u is v", [6, 3, 5, 3, 2, 1])]


@mistakes("q6.graph_in_reverse", "fourth power")
def _():
    # x = 3, y = x², z = y²
    tape: Tape = [[], [(0, 3), (0, 3)], [(1, 9), (1, 9)]]
    return [(name, grads[0]) for name, grads in wrong_passes(tape) if name == HANDED_ON_TWICE]


@mistakes("q6.graph_in_reverse", "long and short way")
def _():
    # x = 2, 3, y = 3x, z = y², z², y + z²
    tape: Tape = [[], [], [(0, 3), (1, 2)], [(2, 6), (2, 6)], [(3, 36), (3, 36)], [(2, 1), (4, 1)]]
    return [(name, grads[0]) for name, grads in wrong_passes(tape)]


@mistakes("q6.gradients_in_reverse")
def _():
    return wrong_gradients(Fraction(62, 3), [23, Fraction(31, 3)])
