"""A toy assignment for tests of the check API: one question, public and hidden."""

from dataclasses import replace

import numpy as np

from lecture08_utils.checking import Assignment, CheckedAssignment, CheckList, LocalEvaluator, Question, run_check

ASSIGNMENT = Assignment("toy", "Toy", (Question("q1", "Force of a spring", defines=("force",)),), arrays="numpy")
MISCONCEPTIONS = {"the sign of the force": lambda want: -want}
HINT = "Which way does the atom move where V falls?"

public, hidden = CheckList("public"), CheckList("hidden")


@public("q1", points=1, hint=HINT)
def force_points_downhill(student, rng):
    """The force is −dV/dr at three separations."""
    r = np.array([0.5, 1.5, 2.5])
    student.expect("force(r)", each={"r": r}, want=-2 * r, wrong=student.mistakes())


@hidden("q1", points=2, hint=HINT, misconceptions=MISCONCEPTIONS)
def force_of_arrays(student, rng):
    """The force works on arrays."""
    r = rng.uniform(1, 2, 7)
    student.expect("force(r)", r=r, want=-2 * r)


MISTAKES = {"": [("the sign of the force", [1.0, 3.0, 5.0])]}
CHECKED = CheckedAssignment(
    ASSIGNMENT, (*(replace(check, mistakes=MISTAKES) for check in public.checks), *hidden.checks)
)


def outcome(namespace, check, checked=CHECKED, seed=1):
    """Run one check in this process; `check` is an index into the toy's checks or a check."""
    item = checked.checks[check] if isinstance(check, int) else check
    return run_check(checked, item, LocalEvaluator(namespace, ASSIGNMENT), seed)
