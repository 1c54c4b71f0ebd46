"""The toy class in real sandboxes: the number of jobs changes nothing, and a death costs one question."""

import pytest

from autograder.engine import Limits
from autograder.grading.batch import grade_class
from autograder.grading.submission import GradingTask

from .test_batch import CLASS, results, submissions
from .toy import CHECKED, RIGHT, STUBS, notebook

LOOP = "def energy(x):\n    while x > 0:\n        pass\n    return x**2"
FULL_OF_DEATHS = CLASS | {
    "exits": notebook(q2="import os\nos._exit(0)"),
    "exits later": notebook(q2=RIGHT["q2"] + "\nimport os\nos._exit(0)"),
    "exits when asked": notebook(q1="def force(x):\n    raise SystemExit(0)"),
    "loops": notebook(q2=LOOP),
    "raises secrets": notebook(q1="def force(x):\n    raise ValueError(f'inputs {list(x)}')"),
    "calls otter": notebook(q1=RIGHT["q1"] + '\n\ngrader.check("q1")'),
}


@pytest.fixture(scope="module")
def outs(grading_engine, tmp_path_factory):
    """Results of the same class with one and with three jobs."""
    found = {}
    for jobs in (1, 3):
        out = tmp_path_factory.mktemp(f"jobs{jobs}")
        task = GradingTask(CHECKED, STUBS, limits=Limits(cell_seconds=5.0, question_seconds=2.0))
        grade_class(grading_engine, task, submissions(FULL_OF_DEATHS), out, jobs=jobs)
        found[jobs] = out
    return found


def scores(out, student):
    tree = results(out)[f"{student}.json"]
    return {question["id"]: question["score"] for question in tree["questions"] if question["checks"]}


def checks(out, student, question):
    return next(item["checks"] for item in results(out)[f"{student}.json"]["questions"] if item["id"] == question)


def test_jobs_change_nothing(outs):
    assert results(outs[1]) == results(outs[3])
    assert (outs[1] / "gradebook.csv").read_bytes() == (outs[3] / "gradebook.csv").read_bytes()


@pytest.mark.parametrize(
    ("student", "question", "verdicts", "other"),
    [
        ("exits", "q2", ["run_time_error"] * 2, "q1"),
        ("exits%20when%20asked", "q1", ["run_time_error"] * 2, "q2"),
        ("loops", "q2", ["time_limit_exceeded"] * 2, "q1"),
        ("wrong", "q1", ["wrong_answer"] * 2, "q2"),
    ],
)
def test_a_death_costs_one_question(outs, student, question, verdicts, other):
    assert [item["verdict"] for item in checks(outs[1], student, question)] == verdicts
    assert scores(outs[1], student)[other] == {"q1": 3.0, "q2": 3.3}[other]


def test_no_text_of_the_worker_is_shown_for_a_hidden_check(outs):
    public, hidden = checks(outs[1], "raises%20secrets", "q1")
    assert "inputs [" in public["message"]
    assert "inputs [" not in hidden["message"]
    # The line is the notebook's own, looked up by the grader.
    assert "raise ValueError(f'inputs {list(x)}')" in hidden["message"]


# Answers that take the grader a tenth of a second each, from a worker that hardly works.
HEAVY = """
import struct
from lecture08_utils.checking.evaluate import Evaluation
honest = Evaluation.reply
frames = ",".join(f'["<cell {number % 9}>", {number % 4}]' for number in range(60_000))
text = "x" * 10**6
header = '{"t":"dict","v":{"ok":false,"kind":"exception","type":"X","text":"%s","frames":[%s]}}' % (text, frames)
heavy = b"L8C1" + struct.pack("<I", len(header)) + header.encode()
Evaluation.reply = lambda self, request: honest(self, request) if request["op"] in ("begin", "question") else heavy
"""


def test_a_submission_that_keeps_the_grader_busy_costs_its_neighbour_nothing(grading_engine, tmp_path):
    """All its own points are lost once it has used up what the grader may do for it."""
    limits = Limits(cell_seconds=5.0, question_seconds=2.0, grader_seconds=0.3)
    busy = notebook(q1=HEAVY + "\ndef force(x):\n    return -2 * x")
    contents = {"eve": busy} | {f"ada{number}": notebook() for number in range(4)}
    finished = grade_class(
        grading_engine, GradingTask(CHECKED, STUBS, limits=limits), submissions(contents), tmp_path, jobs=2
    ).finished
    assert {item.student: item.result.score for item in finished} == {"eve": 0.0} | dict.fromkeys(
        [f"ada{number}" for number in range(4)], 6.3
    )
    eve = results(tmp_path)["eve.json"]
    messages = [check["message"] for question in eve["questions"] for check in question["checks"]]
    assert any("took the grader longer than the 0.3 s allowed" in message for message in messages)


def test_a_call_of_otter_in_an_answer_costs_nothing(outs):
    assert scores(outs[1], "calls%20otter") == {"q1": 3.0, "q2": 3.3}
