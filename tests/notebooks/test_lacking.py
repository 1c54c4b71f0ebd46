"""Decorators and annotations of a package that is missing are left out, and nothing else."""

import ast

import pytest

from lecture08_utils.notebooks.lacking import Lacking


def run(source, **names):
    """Statement by statement, as the shell does; returns the names and what was left out."""
    lacking, left_out = Lacking(names), []
    for statement in ast.parse(source).body:
        tree = ast.Module([statement], [])
        left_out += lacking.leave_out(tree)
        try:
            exec(compile(tree, "<cell>", "exec"), names)
        except ImportError:
            lacking.add(tree)
        except NameError as error:
            if not lacking.explains(error):
                raise
            lacking.add(tree)
    return names, left_out


@pytest.mark.parametrize(
    ("source", "left_out"),
    [
        ("from no import fast\n@fast\ndef f(x): return x", ["@fast"]),
        ("import no.fast as fast\n@fast.jit(1)\ndef f(x): return x", ["@fast.jit(1)"]),
        ("import no.fast\n@no.fast.jit\ndef f(x): return x", ["@no.fast.jit"]),
        ("if True:\n    import no\njit = no.jit\n@jit\ndef f(x): return x", ["@jit"]),
        ("from no import A, B\ndef f(x: A[int], *, y: 'A' = 1) -> B: return x", ["A[int]", "B"]),
        ("from no import A\nx: A = 1\ndef f(x): return x", ["A"]),
        ("from no import fast\ndef f(x):\n    @fast\n    def g(x): return x\n    return g(x)", ["@fast"]),
        ("from no import fast\n@staticmethod\n@fast\nclass g: pass\ndef f(x): return x", ["@fast"]),
    ],
)
def test_what_is_missing_is_left_out(source, left_out):
    names, found = run(source)
    assert names["f"](3) == 3
    assert sorted(found) == sorted(left_out)


@pytest.mark.parametrize(
    "source",
    [
        "try:\n    from no import fast\nexcept ImportError:\n    fast = staticmethod\n@fast\ndef f(x): return x",
        "from no import fast\nfast = staticmethod\n@fast\ndef f(x): return x",
        "from no import fast\ndef f(x):\n    fast = lambda g: g\n    @fast\n    def g(x): return x\n    return g(x)",
        "from no import print\n@print\ndef g(x): return x\ndef f(x): return x",
        "import no\ndef f(x): return x",
    ],
)
def test_what_is_there_after_all_stays(source):
    names, left_out = run(source)
    assert names["f"](3) == 3
    assert left_out == []


def test_a_name_that_was_never_there_is_the_students_own_mistake():
    with pytest.raises(NameError, match="fsat"):
        run("from no import fast\n@fsat\ndef f(x): return x")


def test_a_dataclass_keeps_the_fields_whose_types_are_missing():
    names, left_out = run("from no import A\nfrom dataclasses import dataclass\n@dataclass\nclass B:\n    a: A = 1")
    assert names["B"](a=2).a == 2
    assert left_out == ["A"]
