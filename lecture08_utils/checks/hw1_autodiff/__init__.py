"""hw1_autodiff: the assignment and the checks that students run themselves, by theme.

Expected values are small tables, worked out by hand from the formula beside them. Rational functions are asked for
with integers and fractions and must be right exactly.
"""

from __future__ import annotations

from lecture08_utils.checking import Assignment, CheckList, Question

from . import differences, forward, reverse

assignment = Assignment(
    name="hw1_autodiff",
    title="Automatic differentiation by hand",
    arrays="numpy",
    questions=(
        Question("q1", "Two difference quotients", ("forward_difference", "central_difference")),
        Question("q2", "There is no good step", ("error_curve", "best_step", "loglog_slope")),
        Question("q3", "The chain rule is a sum over paths", ("edge_partials", "path_sum")),
        Question("q4", "Forward mode: dual numbers", ("Dual", "derivative")),
        Question("q5", "A gradient in forward mode", ("gradient_forward",), prerequisites=("q4",)),
        Question("q6", "Reverse mode: one pass for all inputs", ("Var", "backward", "gradient_reverse")),
        Question(
            "q7",
            "Jacobians, and which way round",
            ("jacobian_forward", "jacobian_reverse", "choose_mode"),
            prerequisites=("q4", "q6"),
        ),
        Question("q8", "Why not simply formulas?", ("swell",), prerequisites=("q4",)),
        Question("q9", "The same in JAX", ("jax_gradient", "jvp_along", "vjp_along")),
        Question("q10", "Why is backpropagation reverse mode?", manual_points=2),
    ),
)

check = CheckList("public")
for theme in (differences, forward, reverse):
    check.checks += theme.check.checks
