"""Each kind of fault, on one line of code."""

import ast

import pytest

from autograder.proof.mutants.mutants import generate
from autograder.release.markers import Region
from autograder.release.source import Source, SourceCell


def mutants_of(*lines: str, head: str = "def f(x, y):") -> set[str]:
    """What the changed statements of a function with this body become."""
    body = [f"    {line}" for line in lines]
    text = "\n".join([head, "    # BEGIN SOLUTION", *body, "    # END SOLUTION"])
    ast.parse(text)
    cell = SourceCell("code", text, 1, "stub", "q1", (Region(1, len(lines) + 2),))
    return {mutant.key.mutant for mutant in generate(Source("toy", "solutions/toy.py", (), (cell,)))}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("return 3.0 * a + b", ["return 3.0 * a - b", "return b", "return 3.0 * a", "return a + b"]),
        ("return 3.0 * a + b", ["return -(3.0 * a + b)", "return 3.0 / a + b", "return 6.0 * a + b"]),
        ("return a - b", ["return b - a", "return a + b", "return -b"]),
        ("return a / b", ["return b / a", "return a", "return 1 / b", "return a * b"]),
        ("return a ** 2", ["return a * 2", "return a", "return a ** 3", "return a ** 1"]),
        ("return a @ b", ["return b @ a"]),
        ("c = -a", ["c = a"]),
        ("c = a < b", ["c = a <= b", "c = a > b"]),
        ("c = a == b", ["c = a != b"]),
        ("c = a and b", ["c = a or b", "c = a", "c = b"]),
        ("c = a if b else d", ["c = a", "c = d"]),
        ("c = g(a, b, d)", ["c = g(b, a, d)", "c = g(a, d, b)"]),
        ("c = jnp.mean(a ** n, axis=0)", ["c = jnp.sum(a ** n, axis=0)", "c = a ** n", "c = jnp.mean(a ** n)"]),
        ("c = jnp.mean(a, axis=0)", ["c = jnp.mean(a, axis=1)", "c = jnp.mean(a, axis=-1)"]),
        ("c = jnp.abs(a)", ["c = a"]),
        ("c = jax.grad(V, argnums=1)(a)", ["c = jax.grad(V)(a)", "c = jax.grad(V, argnums=0)(a)", "c = V(a)"]),
        ("c = jax.vmap(V, in_axes=(None, 0))(a)", ["c = jax.vmap(V, in_axes=(0, 0))(a)"]),
        ("c = jax.vmap(V, in_axes=(None, 0))(a)", ["c = jax.vmap(V, in_axes=(None, None))(a)"]),
        ("c = jax.vmap(V, in_axes=(None, 0))(a)", ["c = jax.vmap(V, in_axes=(0, None))(a)"]),
        ("c = a.T", ["c = a"]),
        ("c = jnp.einsum('ij,j->ij', a, b)", ["c = jnp.einsum('ij,j->ji', a, b)"]),
        ("c = a[1:]", ["c = a[:]", "c = a[2:]", "c = a[0:]"]),
        ("c = (a, b)", ["c = (b, a)"]),
        ("c = {'a': a, 'b': b}", ["c = {'a': b, 'b': a}"]),
        ("c = [g(a) for a in b if a]", ["c = [g(a) for a in b]"]),
        ("c = 2j", ["c = -2j"]),
        ("c = True", ["c = False"]),
        ("for i in range(n):\n        g(i)", ["pass", "for i in range(n - 1):", "for i in range(n + 1):"]),
        ("if a:\n        g(a)", ["pass", "if not a:"]),
        ("a[0] += b", ["a[0] -= b", "a[0] = b", "pass"]),
        ("a.grad = 0", ["pass"]),
        ("x = 1", ["pass"]),
        ("c = x", ["c = y"]),
        ("c = y", ["c = x"]),
    ],
)  # fmt: skip
def test_faults(line, expected):
    assert set(expected) <= {text.replace("-(-2j)", "2j").replace("(-0-2j)", "-2j") for text in mutants_of(line)}


@pytest.mark.parametrize(
    "line",
    [
        '"""A docstring."""',
        "c = 'text'",
        "c: float = a",
        "c = a",  # without it, c would be undefined: that says nothing
        "return jax.jit(g)",
        "c = jax.grad(V, argnums=a)",
    ],
)
def test_what_is_not_changed(line):
    assert mutants_of(line) <= {"return -jax.jit(g)", "c = jax.grad(V)", "c = V"}


def test_no_default_is_dropped_and_no_function_taken_for_a_number():
    assert "c = jax.grad(V)" not in mutants_of("c = jax.grad(V, argnums=0)")
    assert mutants_of("return f(x)", head="def g(f, x):") == {"return -f(x)"}
