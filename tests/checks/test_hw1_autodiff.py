"""hw1_autodiff in this process: the reference passes, mistakes are told by name, degenerate answers fail."""

from __future__ import annotations

import ast
import doctest
import json
from pathlib import Path

import jax
import numpy as np
import pytest

from autograder.authoring import read_source
from autograder.authoring.corpus import read_script
from autograder.course import ROOT
from lecture08_utils.checking import LocalEvaluator, check_seed, load, run_check

NAME = "hw1_autodiff"
CHECKED = load(NAME, hidden=True)
CORPUS = ROOT / "tests" / "submissions" / NAME
SOURCE = read_source(NAME, ROOT)
SETUP = next(cell.solved for cell in SOURCE.cells if cell.kind == "code")
ENTRIES = sorted(path for path in CORPUS.glob("*/*.py") if path.parent.name in ("accepted", "wrong_answer"))
FUNCTIONS = [name for question in CHECKED.assignment.questions for name in question.defines]


def reference(question: str) -> str:
    return "\n".join(cell.solved for cell in SOURCE.answers(question) if cell.kind == "code")


def namespace(answers: dict[str, str] | None = None) -> dict:
    """The names of a notebook: the imports and the answers, those of the reference where nothing else is given."""
    names: dict = {"__name__": "student"}
    exec(compile(SETUP, "setup", "exec"), names)
    for question in CHECKED.assignment.questions:
        exec(compile((answers or {}).get(question.id, reference(question.id)), question.id, "exec"), names)
    return names


def outcome(check, names, seed="0"):
    evaluator = LocalEvaluator(names, CHECKED.assignment)
    return run_check(CHECKED, check, evaluator, check_seed(seed, "submission", check.id))


@pytest.fixture(scope="module")
def solved():
    return namespace()


@pytest.mark.parametrize("check", CHECKED.checks, ids=lambda check: check.id)
def test_the_reference_passes_with_every_seed(check, solved):
    count = 4 if check.question == "q9" else 20  # every seed of q9 has shapes for JAX to compile
    failed = [result.message for seed in range(count) if (result := outcome(check, solved, str(seed))).failure]
    assert failed == []


@pytest.mark.parametrize("check", CHECKED.of_question("q9"), ids=lambda check: check.id)
def test_the_reference_passes_in_float64(check, solved):
    with jax.enable_x64(True):
        assert outcome(check, solved).failure is None


def test_points_are_twenty_and_public_checks_give_half_at_most():
    assert sum(CHECKED.points(question.id) for question in CHECKED.assignment.questions) == 20
    for question in CHECKED.assignment.questions:
        public = sum(check.points for check in CHECKED.of_question(question.id, "public"))
        assert public <= CHECKED.points(question.id) / 2


def corpus_answers(path: Path) -> dict[str, str]:
    cells = read_script(path, ROOT).answers
    return {question: "\n".join(cell.text for cell in answer) for question, answer in cells.items()}


@pytest.mark.parametrize("path", ENTRIES, ids=lambda path: path.stem)
def test_entries_of_the_corpus_get_what_they_deserve(path):
    expected = json.loads(path.with_suffix(".expected.json").read_text(encoding="utf-8"))
    answers = corpus_answers(path)
    names = namespace(answers)
    for question in answers:
        results = [outcome(check, names, "another seed") for check in CHECKED.of_question(question)]
        score = sum(result.score for result in results)
        assert score == pytest.approx(expected["questions"].get(question, CHECKED.points(question)))
        for result in results:
            assert result.misconception == expected.get("misconceptions", {}).get(result.check.id), result.message


def test_most_wrong_entries_are_explained():
    wrong = [path for path in ENTRIES if path.parent.name == "wrong_answer" and corpus_answers(path)]
    explained = [p for p in wrong if json.loads(p.with_suffix(".expected.json").read_text()).get("misconceptions")]
    assert len(wrong) >= 12
    assert len(explained) >= 0.8 * len(wrong)


DEGENERATE = {
    "zero": lambda *args, **kwargs: 0,
    "zeros": lambda *args, **kwargs: np.zeros(3),
    "lists of zeros": lambda *args, **kwargs: [[0, 0], [0, 0], [0, 0]],
    "one": lambda *args, **kwargs: 1,
    "NaN": lambda *args, **kwargs: np.nan,
    "first argument": lambda *args, **kwargs: args[0],
    "last argument": lambda *args, **kwargs: args[-1],
    "text": lambda *args, **kwargs: "forward",
    "None": lambda *args, **kwargs: None,
    "empty": lambda *args, **kwargs: [],
    "dict": lambda *args, **kwargs: {},
    "objects": lambda *args, **kwargs: object(),
    "ragged": lambda *args, **kwargs: [np.ones(2), np.ones(3), [1, [2]]],
    "hostile": lambda *args, **kwargs: {"forward": [np.ones(2)] * 2, "x": True},
}


@pytest.mark.parametrize("answer", DEGENERATE.values(), ids=DEGENERATE.keys())
def test_degenerate_answers_score_nothing(answer, solved):
    names = {**solved, **dict.fromkeys(FUNCTIONS, answer)}
    passed = [check.id for check in CHECKED.checks if outcome(check, names).failure is None]
    assert passed == []


ECHO = """
class Echo:
    def __init__(self, value, other=1):
        self.value, self.derivative, self.grad = value, other, other

    __add__ = __radd__ = __mul__ = __rmul__ = __sub__ = __rsub__ = __neg__ = lambda self, *args: self
    __truediv__ = __rtruediv__ = __pow__ = __rpow__ = __lt__ = __gt__ = lambda self, *args: self
    sin = cos = exp = log = sqrt = tanh = lambda self: self

def derivative(f, x):
    return f(Echo(x, 1)).derivative

def backward(out):
    out.grad = 1

def gradient_reverse(f, x):
    inputs = [Echo(value, 0) for value in x]
    backward(f(inputs))
    return [v.grad for v in inputs]
"""


@pytest.mark.parametrize("question", ["q4", "q6"])
def test_classes_that_only_carry_numbers_score_nothing(question):
    """Arithmetic that hands back one of its operands."""

    names = namespace({question: ECHO.replace("Echo", {"q4": "Dual", "q6": "Var"}[question])})
    assert [check.id for check in CHECKED.of_question(question) if outcome(check, names).failure is None] == []


def stub_examples():
    for cell in SOURCE.cells:
        if cell.role == "stub":
            for node in ast.walk(ast.parse(cell.stub)):
                if isinstance(node, ast.FunctionDef | ast.ClassDef) and ast.get_docstring(node):
                    yield from ((node.name, example) for example in [doctest_examples(node)] if example)


def doctest_examples(node) -> list[doctest.Example]:
    return doctest.DocTestParser().get_examples(ast.get_docstring(node))


@pytest.mark.parametrize(
    ("name", "examples"), list(stub_examples()), ids=lambda value: value if type(value) is str else ""
)
def test_examples_in_stubs_are_true(name, examples, solved):
    names = dict(solved)
    for example in examples:
        if not example.want:
            exec(example.source, names)
            continue
        got = eval(example.source, names)
        if isinstance(got, solved["Dual"]):
            assert repr(got)[:20] == example.want.strip()[:20]
            continue
        places = {**names, "Array": lambda values, dtype: np.array(values), "float32": None, "array": np.array}
        want = eval(example.want, places)
        assert type(got) is type(want) or np.shape(got) == np.shape(want)
        if isinstance(want, str | dict):
            assert got == want
        else:
            np.testing.assert_allclose(np.asarray(got, dtype=float), np.asarray(want, dtype=float), rtol=1e-6)


def test_every_function_has_a_worked_example():
    shown = {name for name, _ in stub_examples()}
    assert set(FUNCTIONS) <= shown
