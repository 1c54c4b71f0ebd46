"""The code that repeats a question: what it needs, each line once, in an order that works."""

import numpy as np
import pytest

from lecture08_utils.checking.transcript import Transcript


def shown(*steps, asked, data=()):
    transcript = Transcript()
    for step in steps:
        (transcript.add_data if isinstance(step, dict) else transcript.add_code)(step)
    return transcript.show(asked, dict(data)).splitlines()


@pytest.mark.parametrize(
    ("steps", "asked", "lines"),
    [
        (({"r": 1.0}, {"r": 1.0}), "force(r)", ["r = 1.0", "force(r)"]),
        (
            ({"r": 1.0}, "V = lambda r: r**2", {"r": 2.0}),
            "force(V, r)",
            ["V = lambda r: r**2", "r = 2.0", "force(V, r)"],
        ),
        (({"X": 1.0}, "V = lambda r: r**2"), "count(3)", ["count(3)"]),
        (("V = lambda r: r", "V = lambda r: r**2"), "force(V, 1.0)", ["V = lambda r: r**2", "force(V, 1.0)"]),
    ],
    ids=["sent twice", "replaced", "not needed", "defined anew"],
)
def test_what_is_replaced_or_not_needed_is_left_out(steps, asked, lines):
    assert shown(*steps, asked=asked) == lines


@pytest.mark.parametrize(
    ("steps", "asked"),
    [
        (("F = lambda h: h * T", {"T": 2.0}), "chi(F)"),
        (({"k": 1.0}, "p = train(k)", {"k": 2.0}), "loss(p, k)"),
        (("V = lambda r: k * r", {"k": 1.0}, "p = train(V)", {"k": 2.0}), "loss(p, k)"),
        (("x = Var(3)", "y = x * x", "backward(y)"), "x.grad"),
        (("def V(r):\n    return [k * s for s in r]", {"k": 1.0}), "V([1])"),
    ],
    ids=["used inside a function", "used before it is replaced", "used by a call", "called for its effect", "nested"],
)
def test_what_an_answer_depends_on_is_kept(steps, asked):
    code: list[str] = []
    for step in steps:
        code += (
            [f"{name} = {value!r}" for name, value in step.items()] if isinstance(step, dict) else step.splitlines()
        )
    assert shown(*steps, asked=asked) == [*code, asked]


def test_imports_come_first_and_once():
    steps = ({"k": 2.0}, "import jax.numpy as jnp\nV = lambda r: k * jnp.sin(r)", "import jax.numpy as jnp\np = f(V)")
    assert shown(*steps, asked="g(p)") == [
        "import jax.numpy as jnp",
        "k = 2.0",
        "V = lambda r: k * jnp.sin(r)",
        "p = f(V)",
        "g(p)",
    ]


def test_the_element_that_failed_replaces_the_array():
    lines = shown({"r": np.ones(3)}, "V = lambda r: r**2", asked="force(V, r)", data={"r": 1.5})
    assert lines == ["V = lambda r: r**2", "r = 1.5", "force(V, r)"]
