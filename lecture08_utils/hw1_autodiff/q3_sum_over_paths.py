"""hw1_autodiff, q3: partial derivatives on the edges of a graph, and sums over its paths."""

from __future__ import annotations

from lecture08_utils.checking import CheckList, Question
from lecture08_utils.checking.exact import expect_exact

question = Question(
    "q3",
    "The chain rule is a sum over paths",
    ("edge_partials", "path_sum"),
    concepts=(
        "Elementary steps, computational graph, local partial derivatives",
        "Chain rule: multiply along paths, sum over paths",
    ),
)
check = CheckList("public")


@check("q3", points=0.5, hint="Hold d fixed and let c grow by 1: by how much does c·d grow?")
def partials_of_the_example(student, rng):
    """The five partial derivatives at a = 2, b = 1, where c = 3 and d = 2."""
    want = {"ca": 1, "cb": 1, "db": 1, "ec": 2, "ed": 3}
    expect_exact(student, "edge_partials(2, 1)", want=want, wrong=student.mistakes())


@check(
    "q3", points=0.5, hint="Draw the graph and find every way from b to e. What do you do along one, what with all?"
)
def paths_of_the_example(student, rng):
    """At a = 3, b = 4, where c = 7 and d = 5: ∂e/∂b = 12 has two paths, ∂e/∂a = 5 has one."""
    edges = [["a", "c", 1], ["b", "c", 1], ["b", "d", 1], ["c", "e", 5], ["d", "e", 7]]
    ideas = {
        "only one of the two paths: over c": 5,
        "only one of the two paths: over d": 7,
        "the product over the paths instead of their sum": 35,
        "the sum along a path instead of the product": 14,
        "the number of paths: a path counts with the product of its partials": 2,
    }
    expect_exact(student, "path_sum(edges, 'b', 'e')", edges=edges, want=12, wrong=ideas)
    expect_exact(
        student, "path_sum(edges, 'a', 'e')", want=5, wrong={"the sum along a path instead of the product": 6}
    )
