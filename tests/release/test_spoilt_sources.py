"""Ways to spoil a source: each is refused with file, line and advice, and no student gets anything of a solution."""

from __future__ import annotations

import importlib
import json

import pytest

from autograder.release import AuthoringError, read_source, release
from autograder.release.archives import write_zip
from autograder.release.stubs import find_answers, judge

from .course import HIDDEN_FORCE, NAME, PUBLIC_ENERGY, PUBLIC_FOLDER, SOURCE, SOURCE_FILE, write

PUBLIC_FILE = f"{PUBLIC_FOLDER}/q2_energy.py"
HIDDEN_FILE = f"solutions/{NAME}/q1_force.py"

HEAD = 'def force(k, x):\n    """The force of the spring at x."""\n'
BODY = "    stiffness_times_elongation = k * x  # Hooke\n    return -stiffness_times_elongation\n"
FORCE = f"{HEAD}    # BEGIN SOLUTION\n{BODY}    # END SOLUTION\n"
END_BLOCK = "\n\n# %% [raw]\n# # END SOLUTION\n"
CONSTANT = 'CODE = """\nf = 1\ng = = 2\n"""\n\n\ndef send(student):\n    student.run(CODE)\n\n\n'
UNMARKED = "between `# BEGIN SOLUTION` and `# END SOLUTION`, or between `# BEGIN GIVEN`"
TYPING_ERROR = "looks like a marker and is none"


def marked(begin: str, end: str) -> str:
    return f"{HEAD}    {begin}\n{BODY}    {end}\n"


# What stands in place of the answer to q1, the line that is refused, and what is said about it.
SPOILT_ANSWERS = {
    "both misspelt with underscores": (
        marked("# BEGIN_SOLUTION", "# END_SOLUTION"),
        "# BEGIN_SOLUTION",
        TYPING_ERROR,
    ),
    "both with hyphens": (marked("# BEGIN-SOLUTION", "# END-SOLUTION"), "# END-SOLUTION", TYPING_ERROR),
    "both in small letters": (marked("# begin solution", "# end solution"), "# begin solution", TYPING_ERROR),
    "both with two hashes": (marked("## BEGIN SOLUTION", "## END SOLUTION"), "## BEGIN", TYPING_ERROR),
    "both without a space": (marked("#BEGIN SOLUTION", "#END SOLUTION"), "#END SOLUTION", TYPING_ERROR),
    "both in one word": (marked("# BEGINSOLUTION", "# ENDSOLUTION"), "# BEGINSOLUTION", TYPING_ERROR),
    "both with letters exchanged": (marked("# BEGIN SOLTUION", "# EDN SOLUTION"), "# EDN", TYPING_ERROR),
    "both the other way round": (marked("# Solution begin", "# Solution end"), "# Solution begin", TYPING_ERROR),
    "both with other words": (marked("# START ANSWER", "# STOP ANSWER"), "# START", TYPING_ERROR),
    "both with more words": (marked("# BEGIN SOLUTION of q1", "# now END SOLUTION"), "# now", TYPING_ERROR),
    "both misspelt beyond recognition": (
        f"{marked('# HERE IT STARTS', '# HERE IT STOPS')}\n\n{FORCE.replace('force', 'pull')}",
        "stiffness_times_elongation = k",
        "The body of `force` is not `...`",
    ),
    "no markers in the cell": (HEAD + BODY, "def force", "without markers"),
    "one function of two without markers": (
        f'{FORCE}\n\ndef pull(k, x):\n    """As force."""\n    return -k * x\n',
        "return -k * x",
        UNMARKED,
    ),
    "the end before the begin": (
        marked("# END SOLUTION", "# BEGIN SOLUTION"),
        "# END SOLUTION",
        "without a `# BEGIN",
    ),
    "a begin in a region": (
        FORCE.replace("    return", "    # BEGIN SOLUTION\n    return"),
        "# BEGIN SOLUTION\n    return",
        "still open",
    ),
    "markers in strings": (
        f'{HEAD}    """\n    # BEGIN SOLUTION\n    """\n{BODY}    """\n    # END SOLUTION\n    """\n',
        "    # BEGIN SOLUTION",
        "inside a string",
    ),
    "the region begins late": (
        FORCE.replace("    # BEGIN SOLUTION\n", "").replace("    return", "    # BEGIN SOLUTION\n    return"),
        "stiffness_times_elongation = k",
        UNMARKED,
    ),
    "the region ends early": (
        FORCE.replace("    # END SOLUTION\n", "").replace("    return", "    # END SOLUTION\n    return"),
        "return -stiffness",
        UNMARKED,
    ),
    "a lambda": (f"{FORCE}\npull = lambda k, x: -k * x\n", "pull = lambda", UNMARKED),
    "an answer in an annotation": (f'{FORCE}    y: "-k * x" = ...\n', "y:", "The body of `force` is not `...`"),
    "an answer in an index": (f"{FORCE}    x[-k * x] = ...\n", "x[-k", "The body of `force` is not `...`"),
    "a constant": (f"{FORCE}\nSTIFFNESS: float = 2.5\n", "STIFFNESS", UNMARKED),
    "a class attribute": (
        f'{FORCE}\n\nclass Spring:\n    """A spring."""\n\n    stiffness = 2.5\n',
        "stiffness = 2.5",
        UNMARKED,
    ),
    "a method": (
        f'{FORCE}\n\nclass Spring:\n    """A spring."""\n\n    def pull(self, x):\n        """As force."""\n'
        "        return -self.k * x\n",
        "return -self.k",
        "The body of `pull`",
    ),
    "a decorator": (f"@(lambda f: lambda k, x: -k * x)\n{FORCE}", "@(lambda", "in the head of `force`"),
    "a default value": (FORCE.replace("x):", "x, pull=lambda k, x: -k * x):"), "def force", "in the head of `force`"),
    "a nested function": (
        FORCE.replace("    # BEGIN", "    def pull(x):\n        return -k * x\n\n    # BEGIN"),
        "    def pull",
        "The body of `force`",
    ),
    "a coroutine": (
        f'{FORCE}\n\nasync def pull(k, x):\n    """As force."""\n    return -k * x\n',
        "return -k * x",
        "The body of `pull`",
    ),
    "the last expression": (f"{FORCE}\n\n-2.0 * 1.5\n", "-2.0 * 1.5", UNMARKED),
    "under a condition": (f"{FORCE}\n\nif True:\n    pull = 2.5\n", "if True", UNMARKED),
    "a comment": (FORCE.replace("    # BEGIN", "    # -k * x\n    # BEGIN"), "# -k * x", "the comment `# -k * x`"),
    "no docstring": (FORCE.replace('    """The force of the spring at x."""\n', ""), "def force", "has no docstring"),
    "given within a solution": (
        FORCE.replace("    return", "    # BEGIN GIVEN\n    return").replace(
            "elongation\n    # END", "elongation\n    # END GIVEN\n    # END"
        ),
        "# BEGIN GIVEN\n    return",
        "still open",
    ),
    "half a statement is given": (
        f'{FORCE}\n\n# BEGIN GIVEN\ndef pull(k, x):\n    """As force."""\n# END GIVEN\n    return -k * x\n',
        "return -k * x",
        "The body of `pull`",
    ),
    "nothing is given": (f"{FORCE}\n# BEGIN GIVEN\n# END GIVEN\n", "# BEGIN GIVEN", "No whole statement"),
}

# File, what is replaced there and by what, the line that is refused, and what is said about it.
SPOILT_ELSEWHERE = {
    "the answer in given code": (
        SOURCE_FILE,
        "print(force(1.0, 2.0))",
        "force = lambda k, x: -k * x",
        "force = lambda",
        "which q1 asks for",
    ),
    "a marker in given code": (
        SOURCE_FILE,
        "print(force",
        "# BEGIN_SOLUTION\nprint(force",
        "# BEGIN_SOLUTION",
        "outside a SOLUTION block",
    ),
    "a directive that is no raw cell": (
        SOURCE_FILE,
        "# %% [raw]\n# # BEGIN SOLUTION\n",
        "# # BEGIN SOLUTION\n",
        "# # BEGIN SOLUTION\n\n\n# %%\ndef force",
        "outside a SOLUTION block",
    ),
    "the answer behind the block": (
        SOURCE_FILE,
        FORCE + END_BLOCK,
        "x = 1\n" + END_BLOCK + "\n# %%\n" + FORCE,
        "# BEGIN SOLUTION\n    stiff",
        "outside a SOLUTION block",
    ),
    "a heading with other points": (SOURCE_FILE, "(3 points)", "(4 points)", "# ## q1", "add up to 3"),
    "a heading with another question": (SOURCE_FILE, "## q2.", "## q1.", "# ## q1. The energy", "the block of q2"),
    "a heading without its reader": (SOURCE_FILE, ", read by a person", "", "# ## q3", "who reads q3"),
    "another number of points": (SOURCE_FILE, "and 7 points", "and 8 points", "# What follows", "there are 7"),
    "another number of questions": (SOURCE_FILE, "three questions", "two questions", "# What follows", "there are 3"),
    "a question that does not exist": (SOURCE_FILE, "That was all.", "As in question 9.", "# As in", "question 9"),
    "points of the assignment": (SOURCE_FILE, "# points: 7", "# points: 20", "# points", "manual points are 7"),
    "points that are no number": (SOURCE_FILE, "# points: 7", "# points: many", "# points", "a number"),
    "a keyword of a public check": (PUBLIC_FILE, "points=0.5", "point=0.5", '@check("q2"', "did you mean `points`"),
    "a keyword of a hidden check": (HIDDEN_FILE, "hint=", "clue=", '@check("q1"', "`@check` needs `hint=`"),
    "code for the student": (PUBLIC_FILE, '3.0)"', '3.0"', 'student.expect("en', "never closed"),
    "statements where a value is asked for": (
        HIDDEN_FILE,
        '"force(k',
        '"f = force(k',
        'student.expect("f',
        "is not Python",
    ),
    "code in a constant": (
        HIDDEN_FILE,
        '@check("q1"',
        CONSTANT + '@check("q1"',
        "g = = 2",
        "`g = = 2`",
    ),
    "a check that is not Python": (
        HIDDEN_FILE,
        "student, rng):",
        "student, rng:",
        "def force_at",
        "This is not Python",
    ),
}

TEXTS = {SOURCE_FILE: SOURCE, PUBLIC_FILE: PUBLIC_ENERGY, HIDDEN_FILE: HIDDEN_FORCE}
CASES = {name: (SOURCE_FILE, FORCE, *spoilt) for name, spoilt in SPOILT_ANSWERS.items()} | SPOILT_ELSEWHERE


@pytest.mark.parametrize("name", CASES)
def test_a_spoilt_source_is_refused(course, name):
    file, old, new, part, message = CASES[name]
    assert old in TEXTS[file]
    text = TEXTS[file].replace(old, new, 1)
    write(course / file, text)
    with pytest.raises(AuthoringError) as caught:
        release([NAME], course, report=lambda sentence: None)
    line = text[: text.index(part)].count("\n") + 1
    found = [(problem.file, problem.line) for problem in caught.value.problems if message in problem.message]
    assert (file, line) in found, str(caught.value)
    assert not (course / "assignments").exists()
    assert not (course / "dist").exists()


@pytest.mark.parametrize("flavour", ["otter", "nbgrader"])
@pytest.mark.parametrize(
    "answer", [HEAD + BODY, "force = lambda k, x: -k * x", f"{HEAD}    ...\n\nprint(-2.0 * 1.5)"]
)
def test_an_answer_in_a_released_notebook(released, flavour, answer):
    file = f"assignments/{NAME}/{flavour}/{NAME}.ipynb"
    notebook = json.loads((released / file).read_text(encoding="utf-8"))
    source = read_source(NAME, released)
    assert find_answers(file, json.dumps(notebook, indent=1).encode(), source) == []
    cell = next(cell for cell in notebook["cells"] if cell["metadata"]["lecture08"]["role"] == "stub")
    cell["source"] = answer.splitlines(keepends=True)
    text = json.dumps(notebook, indent=1, ensure_ascii=False)
    problem, *_ = find_answers(file, text.encode(), source)
    assert problem.file == file
    assert "-" in text.splitlines()[problem.line - 1] or "stiffness" in text.splitlines()[problem.line - 1]


def test_what_the_tools_made_is_judged_and_not_written(course, monkeypatch):
    """One function without markers, and nothing looked at it in front of the tools."""
    # The package has a function of the module's name.
    module = importlib.import_module("autograder.release.build")
    monkeypatch.setattr(module, "require_stubs", lambda source: None)
    monkeypatch.setattr(module, "make_wheel", lambda root, scratch: ("wheel.whl", write_zip({})))
    spoilt, _, _ = SPOILT_ANSWERS["one function of two without markers"]
    write(course / SOURCE_FILE, SOURCE.replace(FORCE, spoilt))
    with pytest.raises(AuthoringError) as caught:
        release([NAME], course, report=lambda sentence: None)
    assert {problem.file for problem in caught.value.problems} == {
        f"assignments/{NAME}/otter/{NAME}.ipynb",
        f"assignments/{NAME}/nbgrader/{NAME}.ipynb",
    }
    assert all("The body of `pull`" in problem.message for problem in caught.value.problems)
    assert not (course / "assignments").exists()
    assert not [path for path in (course / "dist").rglob("*") if path.suffix == ".ipynb"]


@pytest.mark.parametrize(
    "given",
    [
        "import numpy as np  # for arrays",
        "def pull(k, x):\n    return -k * x",
        '@property\ndef pull(k, x):\n    """As force.\n\n    More.\n    """\n    return -k * x',
        "STIFFNESS = 2.5",
    ],
)
def test_what_is_given_stays_and_its_markers_go(given, course):
    write(course / SOURCE_FILE, SOURCE.replace(FORCE, f"# BEGIN GIVEN\n{given}\n# END GIVEN\n\n\n{FORCE}"))
    (cell,) = read_source(NAME, course).answers("q1")
    assert given in cell.stub
    assert given in cell.solved
    assert "GIVEN" not in cell.stub + cell.solved + cell.master
    assert judge(cell.stub, cell.given_parts()) == []
    assert judge(cell.stub, frozenset())


@pytest.mark.parametrize(
    "stub",
    [
        'def f(x: float | None = -1.0, *, n=np.pi) -> "float":\n    """Docs."""\n    ...',
        '@jax.jit\ndef f(x):\n    """Docs."""\n    ...',
        'class A(Base):\n    """Docs."""\n\n    scale = ...\n\n    def f(self):\n        """Docs."""\n        ...',
        "result = ...",
        "...",
    ],
)
def test_what_students_complete(stub):
    assert judge(stub, frozenset()) == []
