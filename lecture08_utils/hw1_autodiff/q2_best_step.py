"""hw1_autodiff, q2: errors of quotients, the best step and slopes."""

from __future__ import annotations

import numpy as np

from lecture08_utils.checking import CheckList, Question

question = Question(
    "q2",
    "There is no good step",
    ("error_curve", "best_step", "loglog_slope"),
    concepts=("Truncation against cancellation: no good step",),
)
check = CheckList("public")


@check(
    "q2",
    points=0.5,
    hint="In which order come square, mean and root? What does `rule` get for x and h?",
)
def error_of_a_lopsided_quotient(student, rng):
    """`error_curve` of a rule that looks twice as far ahead as back, for sin, at three steps in float64."""
    x, hs = np.array([0.5, -1.0, 0.0, 1.5]), np.array([0.4, 0.2, 0.1])
    student.run("lopsided = lambda f, x, h: (f(x + 2 * h) - f(x - h)) / (3 * h)")
    student.expect(
        "error_curve(lopsided, np.sin, np.cos, x, hs, np.float64)",
        x=x,
        hs=hs,
        want=[0.1423947, 0.0700922, 0.0348636],  # cos(x + h/2) · sin(3h/2) / (3h/2) − cos x, its rms
        rtol=1e-3,
        wrong=student.mistakes(),
    )


@check("q2", points=0.5, hint="What is a power law on two logarithmic axes? And is the best step an h or an error?")
def best_step_and_slope_of_a_table(student, rng):
    """The best step of five, and the exponents of a straight table and of one that is not quite straight."""
    hs = np.array([1e-1, 1e-2, 1.0, 1e-3, 1e-4])
    err = np.array([6e-4, 8e-6, 0.07, 4e-6, 3e-5])
    wrong = student.mistakes("best step")
    student.expect("best_step(hs, err)", hs=hs, err=err, want=0.001, rtol=1e-6, wrong=wrong)
    err = np.array([5e-2, 5e-4, 5.0, 5e-6, 5e-8])
    wrong = student.mistakes("straight table")
    student.expect("loglog_slope(hs, err)", err=err, want=2.0, rtol=1e-6, wrong=wrong)
    hs, err = np.array([0.1, 0.2, 0.3]), np.array([0.3, 1.0, 3.0])
    # Least squares; the line through the first and the last point has the slope 2.0959.
    wrong = student.mistakes("bent table")
    student.expect("loglog_slope(hs, err)", hs=hs, err=err, want=2.0572522, rtol=1e-4, wrong=wrong)
