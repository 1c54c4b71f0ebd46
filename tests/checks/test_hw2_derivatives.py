"""hw2_derivatives in this process: the reference passes, mistakes are told by name, degenerate answers fail."""

from __future__ import annotations

import ast
import doctest
import json
from pathlib import Path

import jax
import matplotlib
import numpy as np
import pytest

from autograder.authoring import read_source
from autograder.authoring.corpus import read_script
from autograder.course import ROOT
from lecture08_utils.checking import LocalEvaluator, check_seed, load, run_check

NAME = "hw2_derivatives"
CHECKED = load(NAME, hidden=True)
CORPUS = ROOT / "tests" / "submissions" / NAME
SOURCE = read_source(NAME, ROOT)
SETUP = next(cell.solved for cell in SOURCE.cells if cell.kind == "code")
GIVEN = {"slopes_at", "momentum", "magnetisation"}
FUNCTIONS = [name for question in CHECKED.assignment.questions for name in question.defines]
AUTOMATIC = [question for question in CHECKED.assignment.questions if not question.is_manual]


def reference(question: str) -> str:
    return "\n".join(cell.solved for cell in SOURCE.answers(question) if cell.kind == "code")


def given_code() -> str:
    """The worked examples of the notebook, which answers may call."""
    cells = [cell.text for cell in SOURCE.cells if cell.kind == "code" and cell.role == "prose"]
    return "\n".join(text for text in cells if any(f"def {name}(" in text for name in GIVEN))


def namespace(answers: dict[str, str] | None = None) -> dict:
    """The names of a notebook: the imports and the answers, those of the reference where nothing else is given."""
    matplotlib.use("Agg")
    names: dict = {"__name__": "student"}
    exec(compile(SETUP, "setup", "exec"), names)
    exec(compile(given_code(), "given", "exec"), names)
    for question in AUTOMATIC:
        exec(compile((answers or {}).get(question.id, reference(question.id)), question.id, "exec"), names)
    return names


def outcome(check, names, seed="0"):
    evaluator = LocalEvaluator(names, CHECKED.assignment)
    return run_check(CHECKED, check, evaluator, check_seed(seed, "submission", check.id))


@pytest.fixture(scope="module")
def solved():
    return namespace()


def test_the_reference_passes(solved):
    assert [result.message for check in CHECKED.checks if (result := outcome(check, solved)).failure] == []


@pytest.mark.slow
@pytest.mark.parametrize("double", [False, True], ids=["float32", "float64"])
def test_the_reference_passes_with_twenty_seeds(double, solved):
    with jax.enable_x64(double):
        failed = [
            result.message
            for seed in range(20)
            for check in CHECKED.checks
            if (result := outcome(check, solved, str(seed))).failure
        ]
    assert failed == []


def test_points_are_twenty_and_public_checks_give_half_at_most():
    assert sum(CHECKED.points(question.id) for question in CHECKED.assignment.questions) == 20
    for question in AUTOMATIC:
        public = sum(check.points for check in CHECKED.of_question(question.id, "public"))
        assert public <= CHECKED.points(question.id) / 2


def corpus_answers(path: Path) -> dict[str, str]:
    cells = read_script(path, ROOT).answers
    return {question: "\n".join(cell.text for cell in answer) for question, answer in cells.items()}


def expected_of(path: Path) -> dict:
    return json.loads(path.with_suffix(".expected.json").read_text(encoding="utf-8"))


def entries(kind: str) -> list[Path]:
    return [path for path in sorted(CORPUS.glob(f"{kind}/*.py")) if corpus_answers(path)]


def check_entry(path: Path) -> None:
    """Demand that the questions which an entry answers get what it expects."""
    expected, answers = expected_of(path), corpus_answers(path)
    names = namespace(answers)
    for question in answers:
        results = [outcome(check, names, "another seed") for check in CHECKED.of_question(question)]
        score = sum(result.score for result in results)
        messages = "\n".join(result.message for result in results)
        assert score == pytest.approx(expected.get("questions", {}).get(question, CHECKED.points(question))), messages
        for result in results:
            assert result.misconception == expected.get("misconceptions", {}).get(result.check.id), result.message


def told(path: Path) -> list[str]:
    """The checks that recognise what went wrong in an entry, public ones first."""
    found = expected_of(path).get("misconceptions", {})
    return [check.id for check in CHECKED.checks if check.id in found]


@pytest.mark.parametrize("path", list(filter(told, entries("wrong_answer"))), ids=lambda path: path.stem)
def test_mistakes_are_told_by_name(path):
    """By the first check that can; the slow test below and `lecture08 verify` ask them all."""
    names, check_id = namespace(corpus_answers(path)), told(path)[0]
    result = outcome(CHECKED.check(check_id), names, "another seed")
    assert result.misconception == expected_of(path)["misconceptions"][check_id], result.message


@pytest.mark.slow
@pytest.mark.parametrize("path", entries("wrong_answer"), ids=lambda path: path.stem)
def test_wrong_answers_get_what_they_deserve(path):
    check_entry(path)


@pytest.mark.slow
@pytest.mark.parametrize("path", entries("accepted"), ids=lambda path: path.stem)
def test_other_ways_are_right_too(path):
    try:
        check_entry(path)
    finally:
        jax.config.update("jax_enable_x64", False)


def test_most_wrong_entries_are_explained():
    wrong = entries("wrong_answer")
    explained = [path for path in wrong if expected_of(path).get("misconceptions")]
    assert len(wrong) >= 12
    assert len(explained) >= 0.8 * len(wrong)


DEGENERATE = {
    "zero": lambda *args, **kwargs: 0.0,
    "zeros like the last": lambda *args, **kwargs: 0.0 * np.asarray(args[-1]),
    "ones like the last": lambda *args, **kwargs: np.ones_like(args[-1]),
    "one": lambda *args, **kwargs: 1.0,
    "minus three": lambda *args, **kwargs: -3.0,
    "NaN": lambda *args, **kwargs: np.nan,
    "NaN like the last": lambda *args, **kwargs: np.nan * np.ones_like(args[-1]),
    "first argument": lambda *args, **kwargs: args[0],
    "second argument": lambda *args, **kwargs: args[min(1, len(args) - 1)],
    "last argument": lambda *args, **kwargs: args[-1],
    "identity and zeros": lambda energy, X, *rest: (np.zeros(X.size), np.eye(X.size)),
    "zero matrix": lambda energy, X, *rest: np.zeros((X.size, X.size)),
    "text": lambda *args, **kwargs: "F = -dV/dr",
    "None": lambda *args, **kwargs: None,
    "empty": lambda *args, **kwargs: [],
    "dict": lambda *args, **kwargs: {},
    "itself": lambda *args, **kwargs: object(),
}


@pytest.mark.parametrize("answer", DEGENERATE.values(), ids=DEGENERATE.keys())
def test_degenerate_answers_score_nothing(answer, solved):
    names = {**solved, **dict.fromkeys(FUNCTIONS, answer)}
    passed = [check.id for check in CHECKED.checks if outcome(check, names).failure is None]
    assert passed == []


@pytest.mark.parametrize("function", FUNCTIONS)
def test_no_function_is_superfluous(function, solved):
    """Each function that is asked for is needed for a check, one whose points depend on it."""
    question = next(question for question in AUTOMATIC if function in question.defines)
    names = {**solved, function: lambda *args, **kwargs: np.zeros(7)}
    assert any(outcome(check, names).failure for check in CHECKED.of_question(question.id))


def documented(function_names):
    for cell in SOURCE.cells:
        if cell.kind == "code":
            for node in ast.parse(cell.stub).body:
                if isinstance(node, ast.FunctionDef) and node.name in function_names:
                    yield node


@pytest.mark.parametrize("node", list(documented({*FUNCTIONS, *GIVEN})), ids=lambda node: node.name)
def test_examples_in_docstrings_are_true(node, solved):
    jax.numpy.set_printoptions(precision=4, suppress=True)
    test = doctest.DocTestParser().get_doctest(ast.get_docstring(node), dict(solved), node.name, NAME, node.lineno)
    assert test.examples
    runner = doctest.DocTestRunner(verbose=False)
    report: list[str] = []
    runner.run(test, out=report.append)
    assert report == []


def test_every_function_has_a_worked_example():
    shown = {node.name for node in documented({*FUNCTIONS, *GIVEN})}
    assert shown == {*FUNCTIONS, *GIVEN}
