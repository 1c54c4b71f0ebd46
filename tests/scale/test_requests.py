"""What comes back from another machine is checked before it counts."""

import hashlib
import json

import pytest

from autograder.grading.submission import grade_submission
from autograder.scale.requests import BadAnswer, NotGraded, Request, answer, read_answer, refusal
from tests.grading.toy import TASK, FakeEngine, notebook

CONTENT = notebook()
SHA = hashlib.sha256(CONTENT).hexdigest()
GRADED = grade_submission(FakeEngine(), TASK, "ada", CONTENT)


def test_requests_survive_the_way():
    request = Request("hw1", 3, "cpu", None, "c0de", "Jörg\udcf6\n", b'{"a": 1}\n\x00')
    assert Request.decode(request.encode()) == request


def test_answers_survive_the_way():
    assert read_answer(answer(GRADED), "ada", SHA, TASK) == GRADED


def test_a_refusal_says_why():
    with pytest.raises(NotGraded, match="no sandbox there"):
        read_answer(refusal("no sandbox there"), "ada", SHA, TASK)


def changed(change):
    tree = json.loads(answer(GRADED))
    change(tree)
    return json.dumps(tree).encode()


@pytest.mark.parametrize(
    ("payload", "words"),
    [
        (None, "is no text"),
        (b"{", "is no result"),
        (b"[]", "is no result"),
        (changed(lambda tree: tree.pop("diagnostics")), "is no result"),
        (changed(lambda tree: tree["result"].update(student="bob")), "its student is 'bob'"),
        (changed(lambda tree: tree["result"].update(seed=9)), "its seed is 9"),
        (changed(lambda tree: tree["result"].update(sha256="0")), "its sha256 is '0'"),
        (changed(lambda tree: tree["result"].update(max_score=99.0)), "its max_score is 99.0"),
        (changed(lambda tree: tree["result"].update(automatic_score=8.0)), "its points do not add up"),
        (
            changed(lambda tree: tree["result"]["questions"][0].update(automatic_score=99.0)),
            "q1 has 99.0 of 3 points",
        ),
        (changed(lambda tree: tree["result"]["questions"].pop()), "its questions are not those"),
        (
            changed(lambda tree: tree["result"].update(error="no", status="unreadable")),
            "an unreadable notebook with points",
        ),
    ],
)
def test_what_is_no_result_of_the_submission_is_refused(payload, words):
    with pytest.raises(BadAnswer, match=words):
        read_answer(payload, "ada", SHA, TASK)
