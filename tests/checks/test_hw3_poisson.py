"""hw3_poisson in this process: the reference passes, mistakes are told by name, degenerate answers fail.

What trains a network, and what compiles for long, is slow; `lecture08 verify` grades the whole corpus.
"""

from __future__ import annotations

import ast
import doctest
import json
import subprocess
import sys
from pathlib import Path

import jax
import matplotlib
import numpy as np
import pytest

from autograder.authoring import read_source
from autograder.authoring.corpus import read_script
from autograder.course import ROOT
from lecture08_utils.checking import LocalEvaluator, check_seed, load, run_check

NAME = "hw3_poisson"
CHECKED = load(NAME, hidden=True)
CORPUS = ROOT / "tests" / "submissions" / NAME
SOURCE = read_source(NAME, ROOT)
SETUP = next(cell.solved for cell in SOURCE.cells if cell.kind == "code")
GIVEN = {"at_points"}
FUNCTIONS = [name for question in CHECKED.assignment.questions for name in question.defines]
AUTOMATIC = [question for question in CHECKED.assignment.questions if not question.is_manual]
TRAIN = [check.id for check in CHECKED.checks if check.retries]
QUICK = [check.id for check in CHECKED.checks if not check.retries]
# Their examples train a network.
SLOW_EXAMPLES = {"trial", "train", "fit_modes", "train_inverse"}


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
        solved = "\n".join(cell.solved for cell in SOURCE.answers(question.id))
        exec(compile((answers or {}).get(question.id, solved), question.id, "exec"), names)
    return names


def outcome(check_id: str, names: dict, seed: str = "0"):
    check = CHECKED.check(check_id)
    evaluator = LocalEvaluator(names, CHECKED.assignment)
    return run_check(CHECKED, check, evaluator, check_seed(seed, "submission", check.id))


@pytest.fixture(scope="module")
def solved():
    return namespace()


@pytest.mark.parametrize("check_id", QUICK)
def test_the_reference_passes(check_id, solved):
    assert outcome(check_id, solved).message == ""


@pytest.mark.slow
@pytest.mark.parametrize("double", [False, True], ids=["float32", "float64"])
@pytest.mark.parametrize("check_id", QUICK)
def test_the_reference_passes_with_twenty_seeds(check_id, double, solved):
    with jax.enable_x64(double):
        failed = [result.message for seed in range(20) if (result := outcome(check_id, solved, str(seed))).failure]
    assert failed == []


@pytest.mark.slow
@pytest.mark.parametrize("x64", ["0", "1"])
@pytest.mark.parametrize("check_id", TRAIN)
def test_the_reference_trains_for_20_of_20_seeds(check_id, x64):
    # Seeds 0 to 19 choose the charges and, where the check does not fix it, the network. A process of its own, since
    # compiled trainings stay in memory.
    code = (
        "from tests.checks.test_hw3_poisson import namespace, outcome\n"
        "space = namespace()\n"
        f"failed = [seed for seed in range(20) if outcome({check_id!r}, space, str(seed)).failure]\n"
        "assert not failed, failed\n"
    )
    environment = {"JAX_ENABLE_X64": x64, "MPLBACKEND": "Agg", "PATH": ""}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_points_are_twenty_and_public_checks_give_half_at_most():
    points = {question.id: CHECKED.points(question.id) for question in CHECKED.assignment.questions}
    expected = {"q1": 2, "q2": 2, "q3": 2, "q4": 1, "q5": 3, "q6": 2, "q7": 2, "q8": 2, "q9": 2, "q10": 2}
    assert points == expected
    for question in AUTOMATIC:
        public = sum(check.points for check in CHECKED.of_question(question.id, "public"))
        assert public <= points[question.id] / 2


def corpus_answers(path: Path) -> dict[str, str]:
    cells = read_script(path, ROOT).answers
    return {question: "\n".join(cell.text for cell in answer) for question, answer in cells.items()}


def expected_of(path: Path) -> dict:
    return json.loads(path.with_suffix(".expected.json").read_text(encoding="utf-8"))


def told(path: Path) -> list[str]:
    """The checks without training that recognise what went wrong in an entry, public ones first."""
    found = expected_of(path).get("misconceptions", {})
    return [check_id for check_id in QUICK if check_id in found]


WRONG = [path for path in sorted(CORPUS.glob("wrong_answer/*.py")) if corpus_answers(path)]


def check_told(path: Path) -> None:
    names, check_id = namespace(corpus_answers(path)), told(path)[0]
    result = outcome(check_id, names, "another seed")
    assert result.misconception == expected_of(path)["misconceptions"][check_id], result.message


TOLD = list(filter(told, WRONG))
ONE_PER_CHECK = list({told(path)[0]: path for path in TOLD}.values())


@pytest.mark.parametrize("path", ONE_PER_CHECK, ids=lambda path: path.stem)
def test_mistakes_are_told_by_name(path):
    """By the first check that can, if nothing has to be trained for it; `lecture08 verify` asks them all."""
    check_told(path)


@pytest.mark.slow
@pytest.mark.parametrize("path", [path for path in TOLD if path not in ONE_PER_CHECK], ids=lambda path: path.stem)
def test_more_mistakes_are_told_by_name(path):
    check_told(path)


def test_most_wrong_entries_are_explained():
    explained = [path for path in WRONG if expected_of(path).get("misconceptions")]
    assert len(WRONG) >= 12
    assert len(explained) >= 0.8 * len(WRONG)


DEGENERATE = {
    "zero": lambda *args, **kwargs: 0.0,
    "zeros like the last": lambda *args, **kwargs: 0.0 * np.asarray(args[-1]),
    "one": lambda *args, **kwargs: 1.0,
    "NaN": lambda *args, **kwargs: np.nan,
    "NaN like the last": lambda *args, **kwargs: np.nan * np.ones_like(args[-1]),
    "first argument": lambda *args, **kwargs: args[0],
    "second argument": lambda *args, **kwargs: args[min(1, len(args) - 1)],
    "last argument": lambda *args, **kwargs: args[-1],
    "zeros like the last, as a function": lambda *args: lambda *inner: 0.0 * np.asarray(inner[-1]),
    "last argument, as a function": lambda *args: lambda *inner: inner[-1],
    "two zeros": lambda *args, **kwargs: (0.0, 0.0),
    "text": lambda *args, **kwargs: "sin x",
    "None": lambda *args, **kwargs: None,
    "empty": lambda *args, **kwargs: [],
    "dict": lambda *args, **kwargs: {},
    "itself": lambda *args, **kwargs: object(),
}


@pytest.mark.parametrize("answer", DEGENERATE.values(), ids=DEGENERATE.keys())
def test_degenerate_answers_score_nothing(answer, solved):
    names = {**solved, **dict.fromkeys(FUNCTIONS, answer)}
    passed = [check.id for check in CHECKED.checks if outcome(check.id, names).failure is None]
    assert passed == []


@pytest.mark.parametrize("function", [name for name in FUNCTIONS if name not in SLOW_EXAMPLES])
def test_no_function_is_superfluous(function, solved):
    """Each function that is asked for is needed for a check, one whose points depend on it."""
    question = next(question for question in AUTOMATIC if function in question.defines)
    names = {**solved, function: lambda *args, **kwargs: np.zeros(7)}
    checks = [check for check in CHECKED.of_question(question.id) if not check.retries]
    assert any(outcome(check.id, names).failure for check in checks)


def documented():
    for cell in SOURCE.cells:
        if cell.kind == "code":
            for node in ast.parse(cell.stub).body:
                if isinstance(node, ast.FunctionDef) and node.name in {*FUNCTIONS, *GIVEN}:
                    slow = [pytest.mark.slow] if node.name in SLOW_EXAMPLES else []
                    yield pytest.param(node, id=node.name, marks=slow)


@pytest.mark.parametrize("node", list(documented()))
def test_examples_in_docstrings_are_true(node, solved):
    jax.numpy.set_printoptions(precision=4, suppress=True)
    test = doctest.DocTestParser().get_doctest(ast.get_docstring(node), dict(solved), node.name, NAME, node.lineno)
    assert test.examples
    runner = doctest.DocTestRunner(verbose=False)
    report: list[str] = []
    runner.run(test, out=report.append)
    assert report == []


def test_every_function_has_a_worked_example():
    assert {parameter.id for parameter in documented()} == {*FUNCTIONS, *GIVEN}
