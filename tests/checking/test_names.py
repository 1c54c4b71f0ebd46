"""What a check's code means by a name, whatever the student calls by it."""

import builtins

import pytest

from lecture08_utils.checking import Check

from ..checks.solved import SolvedAssignment
from .toy import HINT, outcome

# Worked examples of the notebooks that answers call.
GIVEN = {
    "hw1_autodiff": (),
    "hw2_derivatives": ("slopes_at", "momentum", "magnetisation"),
    "hw3_poisson": ("at_points",),
    "hw4_oscillator": ("first_derivative",),
}
SHADOWED = {**dict.fromkeys(dir(builtins), 0), **dict.fromkeys(("np", "jnp", "jax", "Fraction"), "mine")}


def asking(code: str, want: float) -> Check:
    def check(student, rng):
        """A value."""
        student.expect(code, want=want)

    return Check("q1", check, 1, "public", HINT)


@pytest.mark.parametrize(
    ("code", "want"),
    [
        ("sum(map(float, [force(1), np.sin(0.0)]))", 2.0),
        ("float(Fraction(1, 2))", 0.5),
        ("(lambda: max(len([1]), type(3)(0)))()", 1.0),
    ],
)
def test_builtins_and_libraries_are_not_the_students(code, want):
    result = outcome({**SHADOWED, "force": lambda r: 2 * r}, asking(code, want))
    assert result.failure is None, result.message


def test_a_name_that_the_question_asks_for_is_the_students():
    assert outcome({"force": abs, "abs": 0}, asking("force(-3)", 3.0)).failure is None


def test_the_students_own_names_stay_as_they_are():
    namespace = {"sum": 0, "np": None, "force": lambda r: r}
    outcome(namespace, asking("np.sum([force(1)])", 1.0))
    assert (namespace["sum"], namespace["np"]) == (0, None)


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=() if name == "hw1_autodiff" else pytest.mark.slow) for name in GIVEN]
)
def test_checks_need_nothing_but_what_the_questions_define(name):
    """Of a notebook that shadows everything; without the checks that train."""
    solved = SolvedAssignment(name, given=GIVEN[name])
    names = solved.namespace()
    own = {function: names[function] for function in solved.functions}
    quick = [check.id for check in solved.checked.checks if not check.retries]
    told = {check: solved.outcome(check, {**SHADOWED, **own}) for check in quick}
    assert {check: result.message for check, result in told.items() if result.failure} == {}
