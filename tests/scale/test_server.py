"""The grader on a Dask worker: it grades as one here would, or says why it does not."""

import contextlib
import hashlib
from dataclasses import replace

import pytest

import autograder.engine
from autograder import course
from autograder.budgets import choose
from autograder.budgets.choose import ChosenLimits
from autograder.engine import Limits
from autograder.grading import basis, submission
from autograder.scale.requests import NotGraded, Request, read_answer
from autograder.scale.server import Graders
from tests.cli.test_grader_commands import Engine
from tests.grading.toy import TASK, notebook

REQUEST = Request("toy_springs", 7, "cpu", "uid", "this code", "ada", notebook())


@pytest.fixture
def graders(monkeypatch):
    Engine.started.clear()
    monkeypatch.setattr(autograder.engine, "Engine", Engine)
    monkeypatch.setattr(course, "enter_course", lambda root: None)
    monkeypatch.setattr(course, "grading_task", lambda name, *, seed: replace(TASK, seed=seed))
    monkeypatch.setattr(basis, "code_digest", lambda root, name: "this code")
    limits = Limits(question_seconds=33.0)
    monkeypatch.setattr(choose, "choose_limits", lambda *arguments: ChosenLimits(limits))
    with contextlib.ExitStack() as stack:
        yield Graders(stack)


def result_of(graders, request):
    task = replace(TASK, seed=request.seed)
    sha256 = hashlib.sha256(request.content).hexdigest()
    return read_answer(graders.grade(request.encode()), request.student, sha256, task).result


def test_it_grades_with_the_limits_of_its_machine_and_hides_the_course(graders):
    result = result_of(graders, REQUEST)
    assert (result.student, result.score, result.seed) == ("ada", 6.3, 7)
    assert {question.limit_seconds for question in result.questions if question.checks} == {33.0}
    (engine,) = Engine.started
    assert engine.backend == "uid"
    assert engine.private == course.private_folders()


def test_one_engine_serves_all_submissions_of_a_class(graders):
    for student in ("ada", "bob"):
        assert result_of(graders, replace(REQUEST, student=student)).student == student
    assert len(Engine.started) == 1


def test_another_course_or_grader_refuses(graders):
    with pytest.raises(NotGraded, match="another one there"):
        result_of(graders, replace(REQUEST, code="other code"))
    assert not Engine.started


def test_code_that_has_changed_on_the_disk_ends_the_process(monkeypatch, graders):
    class Ended(Exception):
        pass

    def end():
        raise Ended("a new process is needed")

    graders._end = end
    result_of(graders, REQUEST)
    monkeypatch.setattr(basis, "code_digest", lambda root, name: "mended code")
    with pytest.raises(NotGraded, match="a new process is needed"):
        result_of(graders, replace(REQUEST, code="mended code"))
    assert len(Engine.started) == 1


def test_an_engine_without_limits_is_closed(graders, monkeypatch):
    closed = []
    monkeypatch.setattr(Engine, "__exit__", lambda *_: closed.append(True))
    monkeypatch.setattr(choose, "choose_limits", lambda *arguments: 1 / 0)
    with pytest.raises(NotGraded, match="ZeroDivisionError"):
        result_of(graders, REQUEST)
    assert closed == [True]


def test_whatever_breaks_is_told(graders, monkeypatch):
    def break_down(*arguments):
        raise OSError("no room")

    monkeypatch.setattr(submission, "grade_submission", break_down)
    with pytest.raises(NotGraded, match="no room"):
        result_of(graders, REQUEST)
