"""Budgets to limits: the arithmetic, its bounds, and what happens where there is no budget."""

import dataclasses
import math

import pytest

from autograder.budgets import choose
from autograder.budgets.budget_file import write_budgets
from autograder.budgets.calibration import Uncalibrated
from autograder.budgets.choose import NoBudget, choose_limits, gaps
from autograder.budgets.limits import STANDARD_CALIBRATION_SECONDS as STANDARD
from autograder.budgets.limits import limit_seconds, scale
from autograder.budgets.machine import Machine
from autograder.engine.model import Fault, Limits
from tests.grading.toy import ASSIGNMENT

from .sample import VERSIONS, Stopwatch, assignment_budget, budget


@pytest.mark.parametrize(
    ("median", "retry", "factor", "limit"),
    [
        (0.0, 0.0, 1.0, 30.0),
        (3.9, 2.0, 1.0, 30.0),  # less than six seconds counts as six
        (8.0, 0.0, 1.0, 40.0),
        (8.0, 2.5, 1.0, 53.0),  # 52.5, in whole seconds
        (8.0, 2.0, 2.0, 100.0),
        (8.0, 0.0, 0.5, 20.0),
        (0.1, 0.0, 8.0, 240.0),
    ],
)
def test_five_times_the_budget_with_one_retry_and_at_least_that_of_six_seconds(median, retry, factor, limit):
    assert limit_seconds(budget(median, retry), factor * STANDARD, STANDARD) == limit


@pytest.mark.parametrize(("median", "limit"), [(0.1, 150.0), (20.0, 200.0)])
def test_a_question_may_say_what_its_budget_counts_as_at_least(median, limit):
    assert limit_seconds(budget(median), 2.0 * STANDARD, STANDARD, least=15.0) == limit


@pytest.mark.parametrize("slower", [0.25, 0.5, 1.0, 2.0, 4.0])
def test_what_a_cheap_question_may_take_does_not_depend_on_which_machine_measured(slower):
    assert limit_seconds(budget(0.1 * slower), STANDARD, slower * STANDARD) == 30.0


@pytest.mark.parametrize(
    ("here", "there", "factor"),
    [(1.0, 1.0, 1.0), (3.0, 1.0, 3.0), (0.8, 1.0, 0.8), (0.01, 1.0, 0.5), (99.0, 1.0, 8.0)],
)
def test_a_calibration_is_believed_within_bounds(here, there, factor):
    assert scale(here, there) == factor


def test_each_question_has_its_own_limit_and_all_cells_their_sum(tmp_path):
    write_budgets("cpu", {"toy_springs": assignment_budget(STANDARD)}, [], tmp_path)
    chosen = choose_limits(Stopwatch(1.5 * STANDARD), ASSIGNMENT, "cpu", tmp_path, tmp_path / "cache.json")
    limits = chosen.limits
    assert chosen.notes == ()
    assert limits.own_seconds == {"q1": 45.0, "q2": 75.0, "q3": 45.0}
    assert (limits.for_cell("q2"), limits.for_question("q2")) == (75.0, 75.0)
    assert limits.for_cell(None) == limits.cell_seconds == 53.0  # 5 · 7.0 · 1.5, rounded up
    assert limits.notebook_seconds == 53.0 + 165.0
    assert limits.memory_bytes == Limits().memory_bytes


def test_an_assignment_without_budget_has_the_fixed_limits_and_says_so_once(tmp_path):
    engine = Stopwatch(STANDARD)
    chosen = choose_limits(engine, ASSIGNMENT, "cpu", tmp_path, tmp_path / "cache.json")
    assert chosen.limits == Limits()
    (note,) = chosen.notes
    assert "toy_springs has no time budget" in note
    assert "120 s" in note
    assert "lecture08 budget --device cpu toy_springs" in note
    assert engine.started == 0, "there is nothing to scale"


def test_a_question_s_own_least_budget_reaches_its_limit(tmp_path):
    questions = [dataclasses.replace(question, budget_seconds=20.0) for question in ASSIGNMENT.questions]
    assignment = dataclasses.replace(ASSIGNMENT, questions=tuple(questions))
    write_budgets("cpu", {"toy_springs": assignment_budget(STANDARD)}, [], tmp_path)
    chosen = choose_limits(Stopwatch(STANDARD), assignment, "cpu", tmp_path, tmp_path / "cache.json")
    assert chosen.limits.own_seconds == {"q1": 100.0, "q2": 100.0, "q3": 100.0}


def test_questions_that_came_later_are_named_and_have_the_fixed_limits(tmp_path):
    old = assignment_budget(STANDARD, q1=budget(7.0))
    write_budgets("cpu", {"toy_springs": old}, [], tmp_path)
    chosen = choose_limits(Stopwatch(STANDARD), ASSIGNMENT, "cpu", tmp_path, tmp_path / "cache.json")
    assert chosen.limits.own_seconds == {"q1": 35.0, "q2": 120.0, "q3": 120.0}
    assert chosen.notes == gaps(ASSIGNMENT, old)
    (note,) = chosen.notes
    assert note.startswith("q2, q3 of toy_springs came after its time budget of 2026-11-23")
    assert "lecture08 budget --device cpu toy_springs" in note


def test_without_gpu_budget_nothing_is_graded_as_if_there_were_one(tmp_path):
    write_budgets("cpu", {"toy_springs": assignment_budget()}, [], tmp_path)
    with pytest.raises(NoBudget, match=r"There is no GPU budget.*lecture08 budget --device gpu"):
        choose_limits(Stopwatch(STANDARD), ASSIGNMENT, "gpu", tmp_path, tmp_path / "cache.json")


def test_on_a_gpu_limits_are_wall_time_and_leave_room_for_its_libraries(tmp_path, monkeypatch):
    monkeypatch.setattr(choose, "gpu_machine", lambda engine: Machine("Loom 1804", 2, VERSIONS))
    large = dataclasses.replace(budget(8.0), peak_bytes=5 * 2**30)
    write_budgets("gpu", {"toy_springs": assignment_budget(STANDARD, q1=budget(0.5), q2=large)}, [], tmp_path)
    limits = choose_limits(Stopwatch(1.5 * STANDARD), ASSIGNMENT, "gpu", tmp_path, tmp_path / "cache.json").limits
    assert limits.clock == "wall"
    assert limits.allowed(limits.for_question("q2")) == (math.inf, 60.0)
    assert limits.for_question("q3") == Limits().question_seconds
    assert limits.memory_bytes == 10 * 2**30
    assert "Loom 1804" in (tmp_path / "cache.json").read_text(), "each card has a calibration of its own"


def test_processor_seconds_are_allowed_three_times_by_the_clock():
    assert Limits().allowed(10.0) == (10.0, 30.0)


def test_a_machine_that_cannot_run_the_calibration_says_why(tmp_path):
    write_budgets("cpu", {"toy_springs": assignment_budget()}, [], tmp_path)
    broken = Stopwatch(1.0, fault=Fault("run_time_error", "Your code raised ImportError.", "no jax"))
    with pytest.raises(Uncalibrated, match=r"speed cannot be measured.*ImportError.*no jax"):
        choose_limits(broken, ASSIGNMENT, "cpu", tmp_path, tmp_path / "cache.json")
