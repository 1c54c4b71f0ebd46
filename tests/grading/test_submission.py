"""One submission to one result: every verdict, and what is written down about it."""

import json
import time
from dataclasses import replace

import pytest

from autograder.grading.guard import GraderFailed
from autograder.grading.slow_loops import ADVICE
from autograder.grading.submission import GradingTask, grade_submission
from lecture08_utils.checking import Check

from .toy import CHECKED, RIGHT, STUBS, TASK, FakeEngine, as_bytes, code, notebook, ours, prose


def graded(content: bytes, engine=None, task: GradingTask = TASK):
    return grade_submission(engine or FakeEngine(), task, "ada", content)


def verdicts(content: bytes, question: str, engine=None) -> list[str]:
    return [check.verdict for check in of(graded(content, engine).result, question).checks]


def of(result, question):
    return next(item for item in result.questions if item.id == question)


def test_a_right_submission_gets_everything_but_what_a_person_must_read():
    result = graded(notebook()).result
    assert (result.status, result.score, result.max_score, result.error) == ("needs_grading", 6.3, 8.3, None)
    assert [(item.id, item.score, item.needs_grading) for item in result.questions] == [
        ("q1", 3.0, False),
        ("q2", 3.3, False),
        ("q3", None, True),
    ]
    assert of(result, "q3").checks == ()
    assert of(result, "q3").max_score == 2.0


def test_the_json_contract_to_the_letter():
    tree = json.loads(json.dumps(graded(notebook(q1="def force(x):\n    return 2 * x")).result.to_json()))
    assert list(tree) == [
        *("schema", "assignment", "student", "sha256", "seed", "status", "error"),
        *("score", "automatic_score", "max_score", "seconds", "questions"),
    ]
    assert (tree["schema"], tree["assignment"], tree["student"], tree["seed"]) == (2, "toy_springs", "ada", 0)
    assert len(tree["sha256"]) == 64
    question = tree["questions"][0]
    assert list(question) == [
        *("id", "score", "automatic_score", "max_score", "needs_grading", "not_graded", "builds_on_failed"),
        *("adjustment", "seconds", "limit_seconds", "checks"),
    ]
    assert (question["builds_on_failed"], question["not_graded"], question["adjustment"]) == ([], 0.0, None)
    assert question["seconds"] == 0.75
    assert question["limit_seconds"] == 120.0
    check = question["checks"][0]
    assert list(check) == ["id", "visibility", "score", "max_score", "verdict", "misconception", "message"]
    assert (check["id"], check["visibility"], check["max_score"]) == ("q1.force_at_three_places", "public", 1.0)
    assert (check["verdict"], check["misconception"]) == ("wrong_answer", "the sign of the force")
    assert tree["questions"][2]["score"] is None


def test_an_accepted_check_has_no_message():
    assert [check.message for check in of(graded(notebook()).result, "q1").checks] == ["", ""]


@pytest.mark.parametrize("source", [STUBS["q1"][0], "\n\n" + STUBS["q1"][0] + "   \n"])
def test_an_untouched_stub_is_not_attempted(source):
    result = graded(notebook(q1=source)).result
    assert [check.verdict for check in of(result, "q1").checks] == ["not_attempted"] * 2
    assert "q1 is as it was released" in of(result, "q1").checks[1].message
    assert of(result, "q2").score == 3.3


def test_an_answer_in_a_cell_of_its_own_below_the_stub_counts():
    cells = [code(STUBS["q1"][0], **ours("q1", "stub")), code(RIGHT["q1"]), code(RIGHT["q2"], **ours("q2", "stub"))]
    assert graded(as_bytes(cells)).result.score == 6.3


def test_a_deleted_cell_is_missing_and_the_message_says_what():
    content = as_bytes([code(RIGHT["q2"], **ours("q2", "stub"))])
    result = graded(content).result
    assert verdicts(content, "q1") == ["missing"] * 2
    assert all(
        "`force` is not defined. Was the cell of q1 deleted" in item.message for item in of(result, "q1").checks
    )
    assert of(result, "q2").score == 3.3


def test_a_cell_that_raises_before_it_answers_costs_its_own_question_only():
    result = graded(notebook(q1="raise ValueError('secret')\n" + RIGHT["q1"])).result
    checks = of(result, "q1").checks
    assert [check.verdict for check in checks] == ["run_time_error"] * 2
    assert "secret" in checks[0].message
    assert "secret" not in checks[1].message
    assert "Your code raised ValueError." in checks[1].message
    assert of(result, "q2").score == 3.3


def test_a_cell_that_raises_behind_its_answer_costs_nothing_and_is_reported():
    done = graded(notebook(q1=RIGHT["q1"] + "\nassert force(1) == 7, 'is\\x1b[31m it?'"))
    assert done.result.score == 6.3
    assert done.diagnostics == ("cell 3 of q1 failed (def force(x):): is it?",)


def test_a_cell_that_the_student_added_may_raise():
    cells = [code(RIGHT["q1"], **ours("q1", "stub")), code("1 / 0"), code(RIGHT["q2"], **ours("q2", "stub"))]
    assert graded(as_bytes(cells)).result.score == 6.3


def test_a_later_redefinition_does_not_reach_an_earlier_question():
    cells = [code(RIGHT[q], **ours(q, "stub")) for q in RIGHT] + [code("def force(x): return 0")]
    assert graded(as_bytes(cells)).result.score == 6.3


def test_a_worker_that_dies_ends_its_question_and_no_other():
    engine = FakeEngine(hangs=["energy(x)"])
    result = graded(notebook(), engine).result
    checks = of(result, "q2").checks
    assert [check.verdict for check in checks] == ["time_limit_exceeded"] * 2
    assert "text of the student" in checks[0].message
    assert "text of the student" not in checks[1].message
    assert of(result, "q1").score == 3.0
    # The first check was answered before the worker died.
    assert verdicts(notebook(), "q2", FakeEngine(hangs=["energy(-3.0)"])) == ["accepted", "time_limit_exceeded"]


def test_a_loop_of_jax_that_ran_out_of_time_is_told_so():
    loop = f"{RIGHT['q2']}\n\ndef relax(x):\n    for _ in range(10**9):\n        x = x - jax.grad(energy)(x)\n"
    checks = of(graded(notebook(q2=loop), FakeEngine(hangs=["energy(x)"])).result, "q2").checks
    assert all(ADVICE in check.message for check in checks)


def test_a_check_that_breaks_leaves_its_points_open_and_tells_the_ta_where():
    found = graded(notebook(q2="def energy(x):\n    return 4.0 if x > 0 else 'nine' * 1000"))
    question = of(found.result, "q2")
    assert [check.verdict for check in question.checks] == ["accepted", "not_graded"]
    assert [check.score for check in question.checks] == [1.1, 0.0]
    assert "a person will look at it" in question.checks[1].message
    assert (question.score, question.not_graded) == (1.1, 2.2)
    # It gives nothing: an answer that no check can read is worth what a person says.
    assert (found.result.status, found.result.score) == ("not_graded", 4.1)
    (line,) = found.diagnostics
    assert line.startswith("check q2.energy_is_even broke on this submission, 2.2 points are not graded: TypeError")
    assert "toy.py:" in line
    assert len(line) < 500


@pytest.mark.parametrize("visibility", ["public", "hidden"])
def test_a_check_with_a_mistake_of_ours_costs_nobody_points(visibility):
    def broken(student, rng):
        """The force is −kx."""
        student.expect("force(x)", x=1.0, want=undefined_name)  # noqa: F821

    check = Check("q1", broken, 1.0, visibility, "Which way?")
    task = replace(TASK, checked=replace(CHECKED, checks=(check, *CHECKED.checks)))
    for answer in (RIGHT["q1"], "def force(x):\n    return 2 * x", "def force(x):\n    return {}"):
        found = graded(notebook(q1=answer), task=task)
        question = of(found.result, "q1")
        verdicts = {item.id: item.verdict for item in question.checks}
        assert verdicts["q1.broken"] == "not_graded"
        assert question.not_graded == 1.0
        assert found.result.status == "not_graded"
        assert "NameError" in found.diagnostics[0]
        assert "test_submission.py:" in found.diagnostics[0]


def test_a_broken_engine_is_no_verdict():
    with pytest.raises(GraderFailed, match="the fork server is gone"):
        graded(notebook(), FakeEngine(broken=lambda cells: True))


def test_an_evaluator_that_breaks_is_no_verdict_either(monkeypatch):
    def answer(self, message):
        raise BrokenPipeError("pipe")

    monkeypatch.setattr("tests.grading.toy.FakeEvaluator.answer", answer)
    with pytest.raises(GraderFailed, match="BrokenPipeError: pipe"):
        graded(notebook())


def test_an_unreadable_file_has_a_result_that_says_why():
    result = graded(b"%PDF-1.7").result
    assert (result.status, result.score, result.max_score, result.questions) == ("unreadable", 0.0, 8.3, ())
    assert "not a notebook" in result.error
    assert len(result.sha256) == 64


def test_another_notebook_is_noticed():
    found = graded(as_bytes([prose("# Homework 7"), code("x = 1")]))
    assert "is it another notebook?" in found.diagnostics[0]
    assert found.result.score == 0.0


def test_inputs_depend_on_seed_and_submission_and_nothing_else():
    def inputs(content, seed):
        seen = []

        class Recorder(FakeEngine):
            def run(self, cells, *, seed, **options):
                seen.append(seed)
                return super().run(cells, seed=seed, **options)

        grade_submission(Recorder(), GradingTask(CHECKED, STUBS, seed=seed), "ada", content)
        return seen

    other = notebook(q1=RIGHT["q1"] + "  # mine")
    assert inputs(notebook(), 0) == inputs(notebook(), 0)
    assert len({*inputs(notebook(), 0), *inputs(notebook(), 1), *inputs(other, 0)}) == 3


def test_more_code_than_anybody_writes_is_refused_before_it_is_looked_through():
    data = "data = '" + "x" * 2_000_000 + "'"
    started = time.process_time()
    result = graded(as_bytes([code(data), code(RIGHT["q1"], **ours("q1", "stub"))])).result
    assert time.process_time() - started < 2
    assert (result.status, result.score) == ("unreadable", 0.0)
    assert "hold 2.0 million characters; 2 million are read" in result.error
    # Prose may hold pictures.
    cells = [prose("![](data:image/png;base64," + "x" * 3_000_000 + ")"), code(RIGHT["q1"], **ours("q1", "stub"))]
    assert graded(as_bytes(cells)).result.score == 3.0


def test_hundreds_of_thousands_of_blank_lines_take_seconds():
    blank = "\n" * 400_000
    started = time.process_time()
    result = graded(notebook(q1=blank + RIGHT["q1"], q2=blank + "x = 1")).result
    assert time.process_time() - started < 5
    assert of(result, "q1").score == 3.0
