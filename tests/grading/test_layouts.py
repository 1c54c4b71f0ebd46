"""Layouts and habits of real hand-ins: whose the files are, which notebook counts, and that nobody is left out.

`layout_cases` has the classes.
"""

import json
import os
import zipfile
from pathlib import Path

import pytest

from autograder.grading.files import UnreadableFile
from autograder.grading.intake import NoSubmissions, open_submissions
from autograder.grading.recognise import ANOTHER, Contents, likeness, look_into

from .layout_cases import (
    CASES,
    CLASSMATES,
    HABITS,
    HW,
    MARKS,
    MOODLE,
    OTHER,
    OTHER_BY_OTTER,
    SCRATCH,
    SOLVED,
    TEXT,
    notebook,
    zipped,
)


def lay_out(root: Path, files: dict[str, bytes]) -> Path:
    for place, (name, content) in enumerate(files.items()):
        target = root / name
        if name.endswith("/"):
            target.mkdir(parents=True)
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        os.utime(target, (1e9 + 2 * place, 1e9 + 2 * place))
    return root


def pack(target: Path, files: dict[str, bytes], around: str = "") -> Path:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for place, (name, content) in enumerate(files.items()):
            member = zipfile.ZipInfo(around + name, (2025, 11, 2, 10, 0, 2 * place))
            archive.writestr(member, content)
    return target


def got(path: Path) -> dict[str, tuple[str, str]]:
    """Student → path of what was taken, and why it cannot be read."""
    with open_submissions(path, MARKS) as intake:
        return {item.student: (item.path, problem(item)) for item in intake.submissions}


def problem(submission) -> str:
    try:
        submission.read()
    except UnreadableFile as refused:
        return str(refused)
    return ""


@pytest.mark.parametrize("form", ["folder", "folder in a folder", "zip", "zip of a folder", "zip in a folder"])
@pytest.mark.parametrize("case", CASES)
def test_everybody_has_a_row_with_the_right_notebook(tmp_path, case, form):
    files, expected = CASES[case]
    if case in HABITS:
        # A folder with one student in it could as well be that student's.
        files, expected = files | CLASSMATES, expected | {name.removesuffix(".ipynb"): name for name in CLASSMATES}
    around = "class/"
    if form == "folder":
        path, around = lay_out(tmp_path / "handed in", files), ""
    elif form == "folder in a folder":
        path = lay_out(tmp_path / "handed in" / "class", files).parent
    elif form == "zip":
        path, around = pack(tmp_path / "class.zip", files), ""
    elif form == "zip of a folder":
        path = pack(tmp_path / "submissions.zip", files, around)
    else:
        (tmp_path / "handed in").mkdir()
        path, around = pack(tmp_path / "handed in" / "class.zip", files).parent, "class.zip/"
    found = got(path)
    assert found.keys() == expected.keys()
    for student, want in expected.items():
        taken, why = found[student]
        if any(want == name or want.startswith(f"{name}/") for name in files):
            assert (taken, why) == (around + want, "")
        else:
            assert want in why


def test_a_class_of_one_with_two_assignments(tmp_path):
    files = {f"ada/{HW}/{HW}.ipynb": SOLVED, "ada/hw1_autodiff/hw1_autodiff.ipynb": OTHER}
    assert got(lay_out(tmp_path, files)) == {"ada": (f"ada/{HW}/{HW}.ipynb", "")}


def test_there_are_enough_of_them():
    assert len(CASES) >= 40


@pytest.mark.parametrize("case", HABITS)
def test_what_is_ignored_is_named_with_a_reason(tmp_path, case):
    files, expected = HABITS[case]
    with open_submissions(lay_out(tmp_path, files), MARKS) as intake:
        notes = "\n".join(intake.notes)
    plain = [
        name
        for name in files
        if name.lower().endswith(".ipynb") and not {"site-packages", "hw1_autodiff"} & {*name.split("/")}
    ]
    for name in plain:
        student = name.split("/")[0].removesuffix(".ipynb")
        if expected[student] not in (name, "") and not expected[student].startswith("Handed in"):
            assert f"{student}: {name} is ignored" in notes
    assert notes.count("\n") < 6


@pytest.mark.parametrize(
    "files",
    [
        {f"ada/{HW}.ipynb": OTHER, f"bob/{HW}.ipynb": OTHER},
        {"ada.ipynb": OTHER, "bob.ipynb": OTHER_BY_OTTER, "eve.ipynb": SCRATCH, "joe.pdf": TEXT},
        {f"{MOODLE}/hw1_autodiff.ipynb": OTHER},
        {"submitted/ada/hw1_autodiff/hw1_autodiff.ipynb": OTHER},
        {"jane/hw1.zip": zipped(**{"hw1_autodiff.ipynb": OTHER})},
    ],
)
def test_a_class_of_another_assignment_is_refused(tmp_path, files):
    with pytest.raises(NoSubmissions, match=r"but \d of hw1_autodiff; nothing was graded"):
        got(lay_out(tmp_path, files))


def test_answers_count_more_than_the_name_and_the_name_more_than_the_date(tmp_path):
    half = SOLVED
    full = notebook(f'begin("{HW}")', "def psi(params, x): return x", "def residual(psi): return 0")
    lay_out(tmp_path, {f"ada/{HW} (1).ipynb": full, f"ada/{HW}.ipynb": half, "bob.ipynb": SOLVED})
    with open_submissions(tmp_path, MARKS) as intake:
        assert intake.notes == (f"ada: ada/{HW}.ipynb is ignored, ada/{HW} (1).ipynb has more answers",)


@pytest.mark.parametrize(
    ("source", "assignment"),
    [
        (f"begin('{HW}')", HW),
        (f'lecture08_utils.begin( "{HW}" )', HW),
        (f'# begin("hw1_autodiff")\nbegin("{HW}")', HW),
        ('begin("hw1_autodiff")', "hw1_autodiff"),
        ('begin("something_else")', None),
        (f'grader = otter.Notebook("{HW}.ipynb")', HW),
        ('begin("hw1_autodiff")\ndef psi(params, x): return x', HW),
        ('print("begin(hw4_oscillator)")', None),
        ("psi = 1", HW),
        ("def _psi(): pass", None),
    ],
)
def test_a_notebook_is_recognised_by_what_it_calls_and_defines(source, assignment):
    assert look_into(notebook(source), MARKS).assignment == assignment


@pytest.mark.parametrize(
    "metadata",
    [{"lecture08": {"question": "q1", "role": "stub"}}, {"nbgrader": {"grade_id": "q1", "solution": True}}],
)
@pytest.mark.parametrize(("source", "assignment"), [("def derivative(f): ...", ANOTHER), ("psi = 1", HW)])
def test_stubs_of_other_names_are_another_assignments(metadata, source, assignment):
    tree = json.loads(notebook(source, "x = 1", "y = 2"))
    for cell in tree["cells"]:
        cell["metadata"] = metadata
    assert look_into(json.dumps(tree).encode(), MARKS).assignment == assignment


def test_a_notebook_is_recognised_by_otters_metadata():
    tree = json.loads(notebook("x = 1"))
    tree["metadata"]["otter"] = {"assignment_name": HW}
    assert look_into(json.dumps(tree).encode(), MARKS).assignment == HW


@pytest.mark.parametrize(
    ("name", "like"),
    [
        (f"{HW}.ipynb", 3),
        ("HW4_OSCILLATOR.ipynb", 3),
        (f"{HW} (1).ipynb", 2),
        (f"{HW}-Copy2.ipynb", 2),
        (f"Copy of {HW}.ipynb", 2),
        (f"{HW}_final_v2.ipynb", 2),
        (f"jane_{HW}.ipynb", 1),
        ("hw4.ipynb", 1),
        (f"{HW}2d.ipynb", 1),
        ("hw14.ipynb", 0),
        ("project.ipynb", 0),
    ],
)
def test_a_copys_name_is_told_from_the_assignments(name, like):
    assert likeness(name, HW) == like


def test_one_notebook_of_another_assignment_is_refused(tmp_path):
    lay_out(tmp_path, {"ada.ipynb": OTHER})
    with pytest.raises(NoSubmissions, match="of hw1_autodiff"):
        got(tmp_path / "ada.ipynb")


# --- work without end --------------------------------------------------------------------------------------------


def test_a_student_with_very_many_files_hides_nobody(tmp_path, monkeypatch):
    monkeypatch.setattr("autograder.grading.files.MAX_FILES", 60)
    many = {f"eve/{folder}/{number}.csv": TEXT for folder in range(10) for number in range(20)}
    many |= {f"eve/{number}.txt": TEXT for number in range(40)}
    lay_out(tmp_path, many | {f"ada/{HW}.ipynb": SOLVED, f"eve/{HW}.ipynb": SOLVED, f"zoe/a/b/{HW}.ipynb": SOLVED})
    assert {student: why for student, (_, why) in got(tmp_path).items()} == {"ada": "", "eve": "", "zoe": ""}
    with open_submissions(tmp_path, MARKS) as intake:
        assert intake.notes == ("eve: eve holds very many files; only some of them were looked at",)


def test_of_very_many_notebooks_the_likely_ones_are_looked_into(tmp_path, monkeypatch):
    looked = []
    monkeypatch.setattr("autograder.grading.choice.look_into", lambda *both: looked.append(both) or look_into(*both))
    lay_out(tmp_path, {f"ada/{HW}.ipynb": SOLVED} | {f"ada/{number}.ipynb": SCRATCH for number in range(200)})
    lay_out(tmp_path, {"bob.ipynb": SOLVED})
    assert got(tmp_path)["ada"] == (f"ada/{HW}.ipynb", "")
    assert len(looked) < 30
    with open_submissions(tmp_path, MARKS) as intake:
        assert len(intake.notes) < 10


def test_of_very_many_zips_five_are_opened(tmp_path):
    lay_out(tmp_path, {f"ada/{number}.zip": zipped(**{"notes.txt": TEXT}) for number in range(6)})
    lay_out(tmp_path, {"bob.ipynb": SOLVED})
    assert "6 zips were handed in, and 5 of them opened." in got(tmp_path)["ada"][1]


def test_of_very_large_notebooks_the_likely_ones_are_read(tmp_path, monkeypatch):
    monkeypatch.setattr("autograder.grading.choice._MAX_BYTES", len(SOLVED) + 10)
    looked = []
    monkeypatch.setattr("autograder.grading.choice.look_into", lambda *both: looked.append(both) or look_into(*both))
    lay_out(tmp_path, {f"ada/{HW}.ipynb": SOLVED} | {f"ada/{number}.ipynb": SCRATCH for number in range(9)})
    lay_out(tmp_path, {"bob.ipynb": SOLVED})
    assert got(tmp_path)["ada"] == (f"ada/{HW}.ipynb", "")
    assert sum(bool(content) for content, _ in looked) <= 3


def test_a_zip_with_very_many_files_is_not_listed(tmp_path, monkeypatch):
    monkeypatch.setattr("autograder.grading.zips._MAX_FILES_OF_ONE_ZIP", 50)
    many = zipped(**{f"{number}.ipynb": SCRATCH for number in range(60)})
    found = got(lay_out(tmp_path, {"eve/many.zip": many, f"ada/{HW}.ipynb": SOLVED}))
    assert "holds more than 50 files" in found["eve"][1]


def test_a_bomb_in_a_students_zip_is_refused_unread(tmp_path):
    bomb = zipped(**{f"{HW}.ipynb": b"0" * (40 * 2**20)})
    found = got(lay_out(tmp_path, {"eve/bomb.zip": bomb, f"ada/{HW}.ipynb": SOLVED}))
    assert "shrink" in found["eve"][1]
    assert found["ada"][1] == ""


def test_very_long_cells_are_not_looked_into_and_those_below_are():
    long = notebook("x = 1\n" * 2_000_000, f'begin("{HW}")', "def psi(params, x): return x")
    assert look_into(long, MARKS) == Contents(HW, 1)
    many = notebook(f'begin("{HW}")', *["x = 1\n" * 10_000] * 100, "def psi(params, x): return x")
    assert look_into(many, MARKS) == Contents(HW, 0)


@pytest.mark.parametrize("name", ["_1" * 120, "a - " * 60, "(" * 250, "1-1 - " + "a - 1111 " * 25, "+" * 250])
def test_hostile_names_take_no_time(tmp_path, name):
    lay_out(tmp_path, {f"{name[:250]}/{HW}.ipynb": SOLVED})
    assert len(got(tmp_path)) == 1


def test_names_in_sentences_are_printable_and_short(tmp_path):
    name = "\x1b[2J\u202e" + "x" * 200 + ".pdf"
    sentence = got(lay_out(tmp_path, {f"eve/{name}": TEXT, f"ada/{HW}.ipynb": SOLVED}))["eve"][1]
    assert sentence.isprintable()
    assert len(sentence) < 300
