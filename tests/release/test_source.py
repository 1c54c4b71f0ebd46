"""What a source may look like, and what is refused, by line."""

from __future__ import annotations

import pytest

from autograder.release.cell import PROMPT
from autograder.release.problems import AuthoringError
from autograder.release.source import parse_source

from .course import NAME, SOURCE


def parse(text: str):
    return parse_source(text, "toy.py", NAME)


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def problems_of(text: str) -> list[tuple[int, str]]:
    with pytest.raises(AuthoringError) as caught:
        parse(text)
    return [(problem.line, problem.message) for problem in caught.value.problems]


def answer_cell(code: str) -> str:
    """The toy with other code in the answer to q1."""
    start, end = SOURCE.index("def force"), SOURCE.index("\n\n# %% [raw]\n# # END SOLUTION")
    return SOURCE[:start] + code + SOURCE[end:]


def test_cells_know_their_question_role_and_line():
    source = parse(SOURCE)
    assert [question.id for question in source.questions] == ["q1", "q2", "q3"]
    assert [(cell.kind, cell.role, cell.question) for cell in source.cells] == [
        ("markdown", "prose", None),
        ("code", "prose", None),
        ("markdown", "prose", "q1"),
        ("code", "stub", "q1"),
        ("code", "prose", "q1"),
        ("markdown", "prose", "q2"),
        ("code", "stub", "q2"),
        ("code", "stub", "q2"),
        ("markdown", "prose", "q3"),
        ("markdown", "manual", "q3"),
        ("markdown", "prose", None),
    ]
    lines = SOURCE.splitlines()
    for cell in source.cells:
        first = lines[cell.line - 1].removeprefix("# ") if cell.kind == "markdown" else lines[cell.line - 1]
        assert first == cell.text.split("\n")[0]


def test_a_stub_keeps_everything_but_the_region():
    (force,) = parse(SOURCE).answers("q1")
    assert force.stub == 'def force(k, x):\n    """The force of the spring at x."""\n    ...'
    assert "SOLUTION" not in force.solved
    assert "return -stiffness_times_elongation" in force.solved


def test_code_behind_a_region_stays():
    _, period = parse(SOURCE).answers("q2")
    assert period.stub.endswith("    ...\n    return 2 * 3.141592653589793 / angular_frequency")


def test_a_model_answer_in_prose_becomes_a_prompt():
    (words,) = parse(SOURCE).answers("q3")
    assert words.stub == PROMPT
    assert "quadratic" in words.solved


def test_solution_lines_have_line_numbers():
    (force,) = parse(SOURCE).answers("q1")
    for number, line in force.solution_lines():
        assert SOURCE.splitlines()[number - 1] == line


REFUSED_ANSWERS = {
    "no markers": ("    return -k * x", 0, "without markers"),
    "no end": ("    # BEGIN SOLUTION\n    return -k * x", 1, "without an `# END"),
    "no begin": ("    return -k * x\n    # END SOLUTION", 2, "without a `# BEGIN"),
    "nested": (
        "    # BEGIN SOLUTION\n    y = 1\n    # BEGIN SOLUTION\n    return y\n    # END SOLUTION",
        3,
        "still open",
    ),
    "lower case": ("    # begin solution\n    return k\n    # END SOLUTION", 1, "Write markers as"),
    "three hashes": ("    ### BEGIN SOLUTION\n    return k\n    ### END SOLUTION", 1, "Write markers as"),
    "behind code": ("    y = 1  # BEGIN SOLUTION\n    return y\n    # END SOLUTION", 1, "Write markers as"),
    "no prompt": ("    # BEGIN SOLUTION NO PROMPT\n    return k\n    # END SOLUTION", 1, "Write markers as"),
    "one line": ("    return -k * x  # SOLUTION", 1, "marks one line for otter"),
    "one line in lower case": ("    return -k * x  # solution", 1, "marks one line for otter"),
    "docstring": (
        '    """\n    # BEGIN SOLUTION\n    """\n    # BEGIN SOLUTION\n    return k\n    # END SOLUTION',
        2,
        "inside a string",
    ),
    "string": ('    # BEGIN SOLUTION\n    return "# END SOLUTION"\n    # END SOLUTION', 2, "inside a string"),
    "empty": ("    # BEGIN SOLUTION\n    # to do\n    # END SOLUTION", 1, "empty solution"),
    "broken": ("    # BEGIN SOLUTION\n    return (k\n    # END SOLUTION", 0, "not Python"),
    "broken stub": (
        "    # BEGIN SOLUTION\n    if k:\n        # END SOLUTION\n        return x",
        0,
        "The stub of this cell is not Python",
    ),
}


@pytest.mark.parametrize("name", REFUSED_ANSWERS)
def test_what_is_refused_in_an_answer(name):
    body, offset, message = REFUSED_ANSWERS[name]
    text = answer_cell(f"def force(k, x):\n{body}")
    found = problems_of(text)
    assert any(message in words and line == line_of(text, "def force") + offset for line, words in found), found


GIVEN = "print(force(1.0, 2.0))"
CONFIG = "# %% [raw]\n# # ASSIGNMENT CONFIG\n# name: toy_springs\n# points: 7\n\n"


@pytest.mark.parametrize(
    ("old", "new", "part", "message"),
    [
        ("# name: toy_springs", "# name: other", "# # ASSIGNMENT CONFIG", "must be that of the file"),
        ("# name: toy_springs", "# name: toy_springs\n# pdf: true", "# # ASSIGNMENT", "Unknown setting `pdf`"),
        (CONFIG, "", "# # Springs", "first cell must be"),
        ("# name: q2\n", "# name: q1\n#\n", "# # BEGIN QUESTION\n# name: q1\n#", "A second question"),
        ("# name: q2", "# name: q2\n# points: 3", "# # BEGIN QUESTION\n# name: q2", "Unknown setting `points`"),
        ("# name: q2", "# name: 2", "# # BEGIN QUESTION\n# name: 2", "needs a name"),
        ("# ## q2. The energy", "# # BEGIN SOLUTION!", "# # BEGIN SOLUTION!", "outside a SOLUTION block"),
        (GIVEN, "# END SOLUTION!", "# END SOLUTION!", "outside a SOLUTION block"),
        (GIVEN, "# ignore this", "# ignore this", "otter drops a cell"),
        (GIVEN, "x = 1  # IGNORE", "x = 1", "otter removes this line"),
        (GIVEN, "### BEGIN HIDDEN TESTS", "### BEGIN HIDDEN", "nbgrader acts on this line"),
        ("# manual: true\n", "", "# The energy is quadratic", "not manual"),
    ],
)
def test_what_is_refused_elsewhere(old, new, part, message):
    text = SOURCE.replace(old, new, 1)
    found = problems_of(text)
    assert any(message in words and line == line_of(text, part) for line, words in found), found


def without_directive(directive: str, occurrence: int) -> str:
    block = f"# %% [raw]\n# # {directive}\n"
    parts = SOURCE.split(block)
    return block.join(parts[: occurrence + 1]) + block.join(["", *parts[occurrence + 1 :]])[len(block) :]


@pytest.mark.parametrize(
    ("directive", "message"),
    [
        ("END SOLUTION", "inside its SOLUTION block"),
        ("BEGIN SOLUTION", "without `# BEGIN SOLUTION`"),
        ("END QUESTION", "which has no END QUESTION"),
    ],
)
def test_blocks_that_do_not_match(directive, message):
    assert any(message in words for _, words in problems_of(without_directive(directive, 0)))


def test_a_question_that_never_ends():
    text = SOURCE[: SOURCE.rindex("# %% [raw]")]
    assert any("q3 has no END QUESTION" in words for _, words in problems_of(text))


def test_hand_written_tests_are_refused():
    text = SOURCE.replace("# # END QUESTION", "# # BEGIN TESTS", 1)
    assert any("Tests come from the registry" in words for _, words in problems_of(text))


def test_text_in_front_of_the_first_cell():
    ((line, message),) = problems_of("x = 1\n" + SOURCE)
    assert line == 1
    assert "start with a cell marker" in message


def test_every_problem_is_listed():
    text = SOURCE.replace("# BEGIN SOLUTION\n    return k", "# begin solution\n    return k").replace("q3", "q2")
    assert len(problems_of(text)) >= 3


def test_words_about_solutions_are_allowed():
    parse(SOURCE.replace("# Hooke", "# Solution of the static problem"))
    parse(SOURCE.replace("print(", "# a solution\nprint("))


def test_cell_markers_in_strings_are_text():
    text = SOURCE.replace('"""The force of the spring at x."""', '"""The force.\n\n# %% not a cell\n    """')
    (force,) = parse(text).answers("q1")
    assert "# %% not a cell" in force.stub


@pytest.mark.parametrize(("config", "points"), [('"points": 20', 20.0), ("points: 20.5", 20.5)])
def test_points_of_the_assignment(config, points):
    assert parse(SOURCE.replace("# points: 7", f"# {config}")).points[0] == points


@pytest.mark.parametrize("config", ["points: true", "points: many", '"points": []'])
def test_points_that_are_no_number(config):
    assert (
        "The points of an assignment are a number" in problems_of(SOURCE.replace("# points: 7", f"# {config}"))[0][1]
    )
