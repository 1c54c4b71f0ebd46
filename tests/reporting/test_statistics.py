"""Numbers about classes, small ones and odd ones among them."""

from dataclasses import replace

import numpy as np
import pytest

from autograder.grading.results import CheckResult, QuestionResult, Result
from autograder.reporting import statistics as stats
from tests.grading.toy import ASSIGNMENT


def question(name, scores, top=1.0, misconception=None):
    verdicts = {1.0: "accepted", 0.0: "wrong_answer"}
    checks = tuple(
        CheckResult(f"{name}.c{i}", "hidden", s, top, verdicts[s], misconception, "") for i, s in enumerate(scores)
    )
    total = sum(scores)
    return QuestionResult(name, total, total, top * len(scores), False, 0.0, (), None, 3.0, 30.0, checks)


def result(number, *questions):
    score = sum(item.score or 0 for item in questions)
    return Result("toy_springs", f"s{number}", "0", 0, "graded", None, score, score, 9.0, 1.0, questions)


def of_class(rows):
    """A result for each row of q1's and q2's scores."""
    return [result(i, question("q1", [a]), question("q2", [b, b])) for i, (a, b) in enumerate(rows)]


def test_an_empty_class_has_no_numbers():
    assert stats.totals([]) is None
    assert stats.question_statistics(ASSIGNMENT, []) == []
    assert stats.check_statistics(ASSIGNMENT, []) == []
    assert not stats.misconceptions([])


@pytest.mark.parametrize("size", [1, 2, stats.FEWEST - 1])
def test_a_tiny_class_has_means_and_no_discrimination(size):
    results = of_class([(1.0, 0.0)] * size)
    first, second = stats.question_statistics(ASSIGNMENT, results)
    assert (first.mean, first.difficulty, first.full) == (1.0, 1.0, size)
    assert (second.mean, second.none) == (0.0, size)
    assert first.discrimination is None
    assert stats.totals(results).median == 1.0


def test_ties_give_no_discrimination_rather_than_nan():
    results = of_class([(1.0, 1.0)] * 20)
    assert [item.discrimination for item in stats.question_statistics(ASSIGNMENT, results)] == [None, None]
    assert all(item.discrimination is None for item in stats.check_statistics(ASSIGNMENT, results))


def test_discrimination_is_the_point_biserial_correlation():
    from scipy.stats import pointbiserialr

    rng = np.random.default_rng(3)
    passed = rng.integers(0, 2, 50).astype(float)
    rest = passed + rng.normal(size=50)
    assert stats.discrimination(passed, rest) == pytest.approx(pointbiserialr(passed.astype(bool), rest)[0])


def test_a_check_that_the_best_fail_looks_wrong():
    results = of_class([(0.0, 1.0)] * 8 + [(1.0, 0.0)] * 8)
    checks = {check.id: check for check in stats.check_statistics(ASSIGNMENT, results)}
    assert checks["q1.c0"].looks_wrong
    assert checks["q1.c0"].best_failed == checks["q1.c0"].best == 8
    assert checks["q1.c0"].discrimination == pytest.approx(-1.0)


@pytest.mark.parametrize(("times", "is_reversed"), [(1, False), (6, True)])
def test_a_small_class_reverses_nothing(times, is_reversed):
    results = of_class(([(0.0, 1.0)] * 8 + [(1.0, 0.0)] * 8) * times)
    [question, _] = stats.question_statistics(ASSIGNMENT, results)
    [check, *_] = stats.check_statistics(ASSIGNMENT, results)
    assert question.discrimination == check.discrimination == pytest.approx(-1.0)
    assert question.is_reversed == check.is_reversed == is_reversed


def test_who_did_not_try_is_told_from_who_failed():
    untried = question("q1", [0.0])
    untried = replace(untried, checks=(replace(untried.checks[0], verdict="not_attempted"),))
    results = [result(i, item) for i, item in enumerate([untried] * 6 + [question("q1", [1.0])] * 3)]
    [found] = stats.question_statistics(ASSIGNMENT, [*results, result(9, question("q1", [0.0]))])
    assert (found.difficulty, found.not_attempted, found.difficulty_of_tried) == (0.3, 6, 0.75)


def test_a_check_that_the_weak_fail_does_not():
    results = of_class([(1.0, 1.0)] * 8 + [(0.0, 0.0)] * 8)
    assert not any(check.looks_wrong for check in stats.check_statistics(ASSIGNMENT, results))


def test_two_best_students_prove_nothing():
    results = of_class([(0.0, 1.0)] * 2)
    assert not any(check.looks_wrong for check in stats.check_statistics(ASSIGNMENT, results))


def test_a_misconception_counts_once_for_each_student():
    results = [result(i, question("q1", [0.0, 0.0], misconception="sign")) for i in range(3)]
    assert stats.misconceptions(results) == {("q1", "sign"): 3}


def test_answers_that_a_person_still_grades_do_not_count():
    manual = QuestionResult("q3", None, None, 2.0, True, 0.0, (), None, 0.0, 30.0, ())
    results = [result(i, question("q1", [1.0]), manual) for i in range(10)]
    by_id = {item.id: item for item in stats.question_statistics(ASSIGNMENT, results)}
    assert by_id["q3"].scores == ()
    assert by_id["q3"].mean is by_id["q3"].difficulty is by_id["q3"].not_attempted is None
