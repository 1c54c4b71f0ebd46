"""Names and state behind a student's functions: whatever they are, a check must not fail because of them."""

import subprocess
import sys

import pytest

from lecture08_utils.checking.reach import fingerprint, reachable


class Refuses(dict):
    def items(self):
        raise KeyError("items")


def composed(times):
    def wrap(inner):
        return lambda x: inner(x)

    function = abs
    for _ in range(times):
        function = wrap(function)
    return function


@pytest.mark.parametrize("value", [composed(2000), Refuses(a=1)], ids=["deep", "refuses"])
def test_what_cannot_be_looked_into_counts_as_changed_after_every_cell(value):
    def digest(clock):
        return fingerprint({"f": value}, ["f"], clock)[0]

    assert digest(1) != digest(2)


def test_classes_may_hold_each_other_in_a_circle():
    namespace = {"scale": 2.0, "__name__": "__main__"}
    code = "class A:\n    class Inner:\n        def f(self): return scale\nclass B: pass\nA.other, B.other = B, A"
    exec(code, namespace)
    assert reachable(namespace, ["A"]) == {"A", "scale"}


def test_the_first_cell_does_not_wait_for_a_debugger():
    code = "import sys, lecture08_utils; print({'doctest', 'pdb', 'jax', 'IPython'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "set()\n"
