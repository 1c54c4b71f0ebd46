"""`lecture08 grade`, `release` and their exit codes; what they grade is the toy assignment."""

import csv
import dataclasses
import json
from pathlib import Path
from typing import ClassVar

import pytest
from click.testing import CliRunner

import autograder.engine
import autograder.release
from autograder import course
from autograder.budgets import choose
from autograder.budgets.choose import ChosenLimits
from autograder.engine import Gpu, Limits, NoGpu, NoSafeSandbox, find_gpu
from autograder.scale import cluster
from lecture08_utils.cli import commands
from tests.grading.toy import STUBS, TASK, FakeEngine, as_bytes, code, notebook


class Engine(FakeEngine):
    """The in-process engine with the real one's constructor."""

    started: ClassVar[list["Engine"]] = []

    def __init__(self, sandbox=None, limits=None, private=(), gpu=None):
        super().__init__(broken=lambda cells: any("broken_grader" in cell.source for cell in cells))
        self.backend = sandbox or "bwrap"
        self.gpu = gpu
        self.private = list(private)
        self.started.append(self)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass


@pytest.fixture
def toy(monkeypatch):
    Engine.started.clear()
    monkeypatch.setattr(autograder.engine, "Engine", Engine)
    monkeypatch.setattr("lecture08_utils.checking.assignment_names", lambda: ["toy_springs", "toy_waves", "other"])
    monkeypatch.setattr(course, "grading_task", lambda name, *, seed=0: type(TASK)(TASK.checked, STUBS, seed=seed))


def lecture08(*arguments):
    return CliRunner().invoke(commands(), list(map(str, arguments)))


@pytest.fixture
def handed_in(tmp_path):
    folder = tmp_path / "handed in"
    folder.mkdir()
    (folder / "ada.ipynb").write_bytes(notebook())
    (folder / "Bob 'B' [red].ipynb").write_bytes(notebook(q1=STUBS["q1"][0]))
    (folder / "pdf.ipynb").write_bytes(b"%PDF")
    return folder


def test_failing_students_and_unreadable_files_are_no_failure_of_the_command(toy, handed_in, tmp_path):
    result = lecture08("grade", "toy_s", handed_in, "--out", tmp_path / "out", "--jobs", 2, "--seed", 7)
    assert result.exit_code == 0, result.output
    with open(tmp_path / "out" / "gradebook.csv", encoding="utf-8", newline="") as file:
        assert [row[:2] for row in csv.reader(file)] == [
            ["student", "toy_springs"],
            ["Bob 'B' [red]", "3.3"],
            ["ada", "6.3"],
            ["pdf", "0.0"],
            ["Points possible", "8.3"],
        ]
    assert json.loads((tmp_path / "out" / "results" / "ada.json").read_text("utf-8"))["seed"] == 7
    assert "Bob 'B' [red]" in result.stdout
    assert "2 needs grading, 1 unreadable" in result.stdout
    assert "[3/3]" in result.stderr
    assert "pdf.ipynb is unreadable: The file is not a notebook" in result.stderr


def test_student_code_sees_neither_the_class_nor_its_results_nor_the_course(toy, handed_in, tmp_path):
    lecture08("grade", "toy_s", handed_in, "--out", tmp_path / "out")
    (engine,) = Engine.started
    assert engine.private == [handed_in, tmp_path / "out", *course.private_folders()]
    assert course.private_folders()
    assert (tmp_path / "out").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("hw", "words"),
    [
        ("hw9", "there is no assignment 'hw9'; there are: toy_springs, toy_waves, other"),
        ("toy", "may mean toy_springs or toy_waves"),
    ],
)
def test_an_unknown_assignment(toy, handed_in, tmp_path, hw, words):
    result = lecture08("grade", hw, handed_in, "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert words in result.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", ["missing", "empty", "notes.txt", "broken.zip"])
def test_nothing_to_grade(toy, tmp_path, name):
    (tmp_path / "empty").mkdir()
    (tmp_path / "notes.txt").write_text("notes")
    (tmp_path / "broken.zip").write_text("PK")
    result = lecture08("grade", "toy_s", tmp_path / name, "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert name in result.stderr
    assert not Engine.started


def test_results_among_the_submissions_are_refused(toy, handed_in):
    result = lecture08("grade", "toy_s", handed_in, "--out", handed_in / "results")
    assert (result.exit_code, "where results would look handed in" in result.stderr) == (2, True)
    assert not Engine.started


@pytest.mark.parametrize("options", [["--jobs", "0"], ["--sandbox", "docker"], ["--seed", "x"], ["--nope"]])
def test_wrong_usage(toy, handed_in, tmp_path, options):
    assert lecture08("grade", "toy_s", handed_in, "--out", tmp_path / "out", *options).exit_code == 2


def test_points_given_by_hand_are_merged_and_misprints_named(toy, handed_in, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / "adjustments.csv").write_text("student,question,points,reason\nada,q3,9,good\nzoe,q1,1,who?\n")
    result = lecture08("grade", "toy_s", handed_in, "--out", out)
    assert result.exit_code == 0, result.output
    assert "line 2: 9 points for q3 are taken as 2, of 0 to 2" in result.stderr
    assert "line 3: there is no submission of 'zoe'" in result.stdout
    assert '"ada",8.3,3.0,3.3,2.0,graded,,,q3: 2.0\n' in (out / "gradebook.csv").read_text("utf-8")

    other = tmp_path / "other.csv"
    other.write_text("student,question,points,reason\nada,q3,1,fair\n")
    assert lecture08("grade", "toy_s", handed_in, "--out", out, "--adjustments", other).exit_code == 0
    assert '"ada",7.3,' in (out / "gradebook.csv").read_text("utf-8")


def test_adjustments_that_cannot_be_meant_are_refused_before_anything_is_graded(toy, handed_in, tmp_path):
    bad = tmp_path / "bad.csv"
    bad.write_text("student,question,points,reason\nada,q1,two,x\n")
    result = lecture08("grade", "toy_s", handed_in, "--out", tmp_path / "out", "--adjustments", bad)
    assert result.exit_code == 2
    assert f"{bad}, line 2: 'two' is no number of points" in result.stderr
    assert not Engine.started


def test_a_check_of_ours_that_breaks_is_told_and_is_a_failure_of_the_command(toy, handed_in, tmp_path):
    (handed_in / "odd.ipynb").write_bytes(notebook(q2="def energy(x):\n    return 4.0 if x > 0 else 'nine'"))
    result = lecture08("grade", "toy_s", handed_in, "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert "check q2.energy_is_even broke on this submission, 2.2 points are not graded: TypeError" in result.stderr
    assert "odd: q2: a check broke, 2.2 points are not graded" in result.stdout
    assert "1 not graded" in result.stdout
    assert '"odd",4.1,3.0,1.1,,not_graded,,q2: 2.2,\n' in (tmp_path / "out" / "gradebook.csv").read_text("utf-8")


def test_questions_that_build_on_a_failed_one_are_shown_to_the_ta(toy, handed_in, tmp_path, monkeypatch):
    questions = tuple(
        dataclasses.replace(question, prerequisites=("q1",)) if question.id == "q2" else question
        for question in TASK.checked.assignment.questions
    )
    assignment = dataclasses.replace(TASK.checked.assignment, questions=questions)
    task = dataclasses.replace(TASK, checked=dataclasses.replace(TASK.checked, assignment=assignment))
    monkeypatch.setattr(course, "grading_task", lambda name, *, seed=0: task)
    answers = {"q1": "def force(x):\n    return 2 * x", "q2": "def energy(x):\n    return force(x)"}
    (handed_in / "eve.ipynb").write_bytes(notebook(**answers))
    result = lecture08("grade", "toy_s", handed_in, "--out", tmp_path / "out")
    assert result.exit_code == 0, result.output
    assert "eve: q2 lost points after q1" in result.stdout
    assert "needs_grading,q2: q1,," in (tmp_path / "out" / "gradebook.csv").read_text("utf-8")


def test_no_safe_sandbox(toy, handed_in, tmp_path, monkeypatch):
    def refuse(**options):
        raise NoSafeSandbox("install bubblewrap")

    monkeypatch.setattr(autograder.engine, "Engine", refuse)
    result = lecture08("grade", "toy_s", handed_in, "--out", tmp_path / "out")
    assert result.exit_code == 3
    assert "install bubblewrap" in result.stderr


def test_an_assignment_without_time_budget_is_graded_and_told_so_once(toy, handed_in, tmp_path):
    result = lecture08("grade", "toy_s", handed_in, "--out", tmp_path / "out", "--device", "cpu")
    assert result.exit_code == 0, result.output
    assert result.stderr.count("toy_springs has no time budget") == 1
    tree = json.loads((tmp_path / "out" / "results" / "ada.json").read_text("utf-8"))
    assert {question["limit_seconds"] for question in tree["questions"]} == {120.0}


def test_without_gpu_and_its_budget_both_are_named_and_nothing_is_written(toy, handed_in, tmp_path, monkeypatch):
    monkeypatch.setattr("autograder.budgets.choose.read_budgets", lambda device, folder: {})
    monkeypatch.setattr(autograder.engine, "find_gpu", lambda: find_gpu(tmp_path, {}))
    result = lecture08("grade", "toy_s", handed_in, "--out", tmp_path / "out", "--device", "gpu")
    assert result.exit_code == 2
    assert f"No GPU: there is no NVIDIA GPU: {tmp_path}/nvidia0 does not exist." in result.stderr
    assert "There is no GPU budget" in result.stderr
    assert not (tmp_path / "out").exists()
    assert not Engine.started


@pytest.mark.parametrize(("options", "jobs"), [([], 2), (["--jobs", "3"], 3)])
def test_with_a_gpu_there_is_one_job_per_card_unless_told_otherwise(
    toy, handed_in, tmp_path, monkeypatch, options, jobs
):
    cards = Gpu((Path("/dev/nvidia0"), Path("/dev/nvidia1")), ("0", "1"), (), (), jobs=2)
    asked = []

    def choose_limits(engine, assignment, device, folder):
        asked.append(device)
        return ChosenLimits(Limits(clock="wall"))

    monkeypatch.setattr(autograder.engine, "find_gpu", lambda: cards)
    monkeypatch.setattr(choose, "demand_budgets", lambda device, folder: {})
    monkeypatch.setattr(choose, "choose_limits", choose_limits)
    result = lecture08("grade", "toy_s", handed_in, "--out", tmp_path / "out", "--device", "gpu", *options)
    assert result.exit_code == 0, result.output
    assert [engine.gpu for engine in Engine.started] == [dataclasses.replace(cards, jobs=jobs)]
    assert asked == ["gpu"]


def test_a_gpu_that_does_not_work_in_the_sandbox_is_refused_before_anything_is_graded(
    toy, handed_in, tmp_path, monkeypatch
):
    def choose_limits(engine, assignment, device, folder):
        raise NoGpu("there is one, but JAX cannot use it")

    monkeypatch.setattr(autograder.engine, "find_gpu", lambda: Gpu((Path("/dev/nvidia0"),), ("0",), (), ()))
    monkeypatch.setattr(choose, "demand_budgets", lambda device, folder: {})
    monkeypatch.setattr(choose, "choose_limits", choose_limits)
    result = lecture08("grade", "toy_s", handed_in, "--out", tmp_path / "out", "--device", "gpu")
    assert result.exit_code == 2
    assert "No GPU: there is one, but JAX cannot use it" in result.stderr
    assert not list((tmp_path / "out").iterdir())


def test_a_failure_of_the_grader_itself_is_told_apart(toy, handed_in, tmp_path):
    (handed_in / "eve.ipynb").write_bytes(notebook(q1="broken_grader = 1"))
    result = lecture08("grade", "toy_s", handed_in, "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert "eve.ipynb was not graded" in result.stderr
    assert "1 not graded" in result.stdout
    assert (tmp_path / "out" / "results" / "ada.json").exists()


def test_second_notebooks_and_results_of_earlier_runs_are_named(toy, handed_in, tmp_path):
    lecture08("grade", "toy_s", handed_in, "--out", tmp_path / "out")
    (handed_in / "pdf.ipynb").unlink()
    (handed_in / "ada").mkdir()
    (handed_in / "ada" / "again.ipynb").write_bytes(notebook())
    result = lecture08("grade", "toy_s", handed_in, "--out", tmp_path / "out")
    assert "ada: ada.ipynb is ignored, ada/again.ipynb is later" in result.stderr
    assert "Not among these submissions, and kept from earlier runs: 1 (pdf)." in result.stdout
    assert "2 unchanged since they were graded, and kept" in result.stdout
    result = lecture08("grade", "toy_s", handed_in, "--out", tmp_path / "out", "--regrade")
    assert "unchanged since" not in result.stdout


def test_a_folder_of_another_assignment_is_refused(toy, handed_in, tmp_path):
    lecture08("grade", "toy_s", handed_in, "--out", tmp_path / "out")
    path = tmp_path / "out" / "results" / "ada.json"
    path.write_text(path.read_text("utf-8").replace('"toy_springs"', '"toy_waves"'))
    result = lecture08("grade", "toy_s", handed_in, "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert "holds results of toy_waves: choose another folder for toy_springs" in result.stderr


def test_a_student_without_a_notebook_has_a_row_and_a_sentence(toy, handed_in, tmp_path):
    (handed_in / "eve").mkdir()
    (handed_in / "eve" / "report.pdf").write_bytes(b"%PDF")
    result = lecture08("grade", "toy_s", handed_in, "--out", tmp_path / "out")
    assert result.exit_code == 0
    assert "eve/report.pdf is unreadable: Handed in report.pdf, which is no notebook" in result.stderr
    assert '"eve",0.0,,,,unreadable' in (tmp_path / "out" / "gradebook.csv").read_text("utf-8")
    error = json.loads((tmp_path / "out" / "results" / "eve.json").read_text("utf-8"))["error"]
    assert error.startswith("Handed in report.pdf")


def test_a_class_that_handed_in_another_assignment_is_not_graded(toy, tmp_path):
    (tmp_path / "class").mkdir()
    for student in ("ada", "bob"):
        content = as_bytes([code('begin("toy_waves")'), code("def wave(x): return x")])
        (tmp_path / "class" / f"{student}.ipynb").write_bytes(content)
    result = lecture08("grade", "toy_s", tmp_path / "class", "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert "holds no notebook of toy_springs, but 2 of toy_waves" in result.stderr
    assert not Engine.started
    assert not (tmp_path / "out").exists()


def test_no_name_of_a_student_reaches_the_terminal_raw(toy, handed_in, tmp_path):
    (handed_in / "\x1b[2Jeve.ipynb").write_bytes(notebook())
    result = lecture08("grade", "toy_s", handed_in, "--out", tmp_path / "out")
    assert result.exit_code == 0
    assert "\x1b" not in result.output
    assert "eve" in result.output


def test_a_release_ends_by_grading(toy, monkeypatch):
    asked = []

    def release(names, root, report, grade):
        asked.append((names, grade))

    monkeypatch.setattr(autograder.release, "release", release)
    assert lecture08("release", "toy_s").exit_code == 0
    ((names, grade),) = asked
    assert names == ["toy_springs"]
    assert callable(grade)
    assert not Engine.started, "a release that grades nothing needs no engine"


def test_a_cluster_that_nobody_runs_is_named(toy, handed_in, tmp_path, monkeypatch):
    monkeypatch.setattr(cluster, "_CONNECT_SECONDS", 2.0)
    result = lecture08("grade", "toy_s", handed_in, "--out", tmp_path / "out", "--scheduler", "tcp://127.0.0.1:9")
    assert result.exit_code == 1
    assert "no Dask scheduler answers at tcp://127.0.0.1:9" in result.stderr
    assert not Engine.started
