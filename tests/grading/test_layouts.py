"""Layouts and habits of real hand-ins: whose the files are, which notebook counts, and that nobody is left out.

Each case is one class. What a student must get is the path of the file that counts, or words of the sentence that
says why there is none.
"""

import json
import os
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from autograder.grading.files import UnreadableFile
from autograder.grading.intake import NoSubmissions, open_submissions
from autograder.grading.recognise import ANOTHER, Contents, Marks, likeness, look_into

HW = "hw4_oscillator"
STUB = 'def psi(params, x):\n    """The wave function."""\n    ...'
MARKS = Marks(
    HW,
    frozenset({"hw1_autodiff", "hw2_derivatives"}),
    frozenset({"psi", "residual"}),
    frozenset({" ".join(STUB.split())}),
)


def notebook(*sources: str) -> bytes:
    cells = [{"cell_type": "code", "metadata": {}, "source": source} for source in sources]
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}).encode()


def zipped(**members: bytes) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


SOLVED = notebook(f'begin("{HW}")', STUB.replace("...", "return params * x"))
BLANK = notebook(f'begin("{HW}")', STUB)
BARE = notebook("import jax", "def psi(params, x): return x", "def residual(psi): return 0")
OTHER = notebook('from lecture08_utils import begin\n\nbegin("hw1_autodiff")', "def derivative(f): return f")
OTHER_BY_OTTER = notebook('import otter\ngrader = otter.Notebook("hw1_autodiff.ipynb")')
MIXED = notebook('begin("hw1_autodiff")', f'begin("{HW}")', "def psi(params, x): return x")
SCRATCH = notebook("print('my project')")
ZIP = zipped(**{f"{HW}.ipynb": SOLVED})
OTTER = zipped(**{f"{HW}.ipynb": SOLVED, ".OTTER_LOG": b"x", f"{HW}.pdf": b"%PDF"})
TEXT = b"words"

MOODLE = "Jane Doe_12345_assignsubmission_file_"
MOODLE_2 = "Jane Doe_12346_assignsubmission_file_"
BRIGHTSPACE = "12345-67890 - Jane Doe - Nov 2, 2025 1010 PM"
BRIGHTSPACE_EARLIER = "12345-67890 - Jane Doe - Nov 2, 2025 910 PM"
BLACKBOARD = "hw4_jdoe_attempt_2025-11-02-22-10-33"
SAKAI = "Doe, Jane(jdoe)"
GRADESCOPE = b"""---
submission_123:
  :submitters:
  - :name: Jane Doe
    :sid: '100'
    :email: jane@example.org
  :created_at: 2025-11-02 22:10:33
  :results:
    output: |
      submission_124:
  :history:
  - :id: 1
    :submitters:
    - :name: Nobody
submission_124:
  :submitters:
  - :name: "J\\xFCrgen M"
    :sid:
    :email: jm@example.org
  - :name: Ann Low
    :sid: 102
"""

# Name of the case → files in the order of their times, and what each student must get.
PLATFORMS = {
    "moodle": (
        {f"{MOODLE}/{HW}.ipynb": SOLVED, f"Ann Low_7_assignsubmission_file_/{HW}.ipynb": SOLVED},
        {"Jane Doe": f"{MOODLE}/{HW}.ipynb", "Ann Low": f"Ann Low_7_assignsubmission_file_/{HW}.ipynb"},
    ),
    "moodle, files of other kinds": (
        {
            f"{MOODLE}/{HW}.ipynb": SOLVED,
            f"Jim Poe_1_assignsubmission_file_/{HW}.py": TEXT,
            f"Ann Low_2_assignsubmission_file_/{HW}.zip": ZIP,
            f"Sue Kim_3_assignsubmission_file_/{HW}.ipynb.txt": SOLVED,
            f"Ed Xi_4_assignsubmission_file_/{HW}.html": TEXT,
            f"Al Bo_5_assignsubmission_file_/{HW}.pdf": TEXT,
            f"Mo Ta_6_assignsubmission_file_/{HW}.tar.gz": TEXT,
            "Bo Li_7_assignsubmission_file_/photo.heic": TEXT,
        },
        {
            "Jane Doe": f"{MOODLE}/{HW}.ipynb",
            "Jim Poe": f"Handed in {HW}.py, which is no notebook",
            "Ann Low": f"Ann Low_2_assignsubmission_file_/{HW}.zip/{HW}.ipynb",
            "Sue Kim": f"call it {HW}.ipynb",
            "Ed Xi": f"Handed in {HW}.html, which is no notebook",
            "Al Bo": f"Handed in {HW}.pdf, which is no notebook",
            "Mo Ta": "an archive that is not opened here",
            "Bo Li": "Handed in photo.heic, which is no notebook",
        },
    ),
    "moodle, text beside a file is one student": (
        {
            f"{MOODLE}/{HW}.ipynb": SOLVED,
            "Jane Doe_12345_assignsubmission_onlinetext_/onlinetext.html": TEXT,
            "Al Bo_9_assignsubmission_onlinetext_/onlinetext.html": TEXT,
        },
        {"Jane Doe": f"{MOODLE}/{HW}.ipynb", "Al Bo": "nothing but onlinetext.html"},
    ),
    "moodle, without folders": (
        {
            f"{MOODLE}{HW}.ipynb": SOLVED,
            f"{MOODLE}scratch.ipynb": SCRATCH,
            "Al Bo_9_assignsubmission_file_report.pdf": TEXT,
            "Al Bo_9_assignsubmission_onlinetext_onlinetext.html": TEXT,
        },
        {"Jane Doe": f"{MOODLE}{HW}.ipynb", "Al Bo": "Handed in report.pdf"},
    ),
    "moodle, two of one name": (
        {f"{MOODLE}/{HW}.ipynb": SOLVED, f"{MOODLE_2}/{HW}.ipynb": BLANK},
        {"Jane Doe_12345": f"{MOODLE}/{HW}.ipynb", "Jane Doe_12346": f"{MOODLE_2}/{HW}.ipynb"},
    ),
    "moodle, marked blindly": (
        {f"Participant_{number}_assignsubmission_file_/{HW}.ipynb": SOLVED for number in (71, 72)},
        {f"Participant_{number}": f"Participant_{number}_assignsubmission_file_/{HW}.ipynb" for number in (71, 72)},
    ),
    "moodle, marked blindly, one of the class": (
        {f"Participant_71_assignsubmission_file_{HW}.ipynb": SOLVED},
        {"Participant_71": f"Participant_71_assignsubmission_file_{HW}.ipynb"},
    ),
    "canvas": (
        {f"doejane_12345_678_{HW}.ipynb": SOLVED, f"lowann_LATE_12346_679_{HW}-1.ipynb": SOLVED},
        {"doejane": f"doejane_12345_678_{HW}.ipynb", "lowann": f"lowann_LATE_12346_679_{HW}-1.ipynb"},
    ),
    "canvas, handed in again": (
        {f"doejane_12345_699_{HW}-1.ipynb": SOLVED, f"doejane_12345_678_{HW}.ipynb": SOLVED},
        {"doejane": f"doejane_12345_699_{HW}-1.ipynb"},
    ),
    "canvas, texts, links and zips": (
        {
            "doejane_12345_text.html": TEXT,
            "lowann_LATE_12346_link.html": TEXT,
            "kimsue_12347_680_work.zip": ZIP,
            "pojim_12348_681_work.pdf": TEXT,
            "pojim_12348_682_extra.png": TEXT,
        },
        {
            "doejane": "nothing but doejane_12345_text.html",
            "lowann": "nothing but lowann_LATE_12346_link.html",
            "kimsue": f"kimsue_12347_680_work.zip/{HW}.ipynb",
            "pojim": "Handed in work.pdf, extra.png",
        },
    ),
    "canvas, two of one name and one without a platform": (
        {
            f"doejane_12345_678_{HW}.ipynb": SOLVED,
            f"doejane_12346_679_{HW}.ipynb": BLANK,
            "doejane.ipynb": SOLVED,
        },
        {
            "doejane": "doejane.ipynb",
            "doejane_12345": f"doejane_12345_678_{HW}.ipynb",
            "doejane_12346": f"doejane_12346_679_{HW}.ipynb",
        },
    ),
    "canvas, anonymous": (
        {f"anon_aB3x_678_{HW}.ipynb": SOLVED, f"LATE_anon_12345_679_{HW}.ipynb": SOLVED},
        {"anon_aB3x": f"anon_aB3x_678_{HW}.ipynb", "anon_12345": f"LATE_anon_12345_679_{HW}.ipynb"},
    ),
    "blackboard": (
        {
            f"{BLACKBOARD}_{HW}.ipynb": SOLVED,
            f"{BLACKBOARD}.txt": TEXT,
            "hw4_alow_attempt_2025-11-02-10-00-00.txt": TEXT,
        },
        {"jdoe": f"{BLACKBOARD}_{HW}.ipynb", "alow": "nothing but hw4_alow_attempt_2025-11-02-10-00-00.txt"},
    ),
    "blackboard, the latest attempt with answers": (
        {
            f"{BLACKBOARD}_{HW} (1).ipynb": SOLVED,
            f"hw4_jdoe_attempt_2025-11-01-10-00-00_{HW}.ipynb": SOLVED,
            f"hw4_jdoe_attempt_2025-11-03-10-00-00_{HW}.ipynb": BLANK,
        },
        {"jdoe": f"{BLACKBOARD}_{HW} (1).ipynb"},
    ),
    "blackboard, underscores": (
        {
            f"My_Homework_j_doe_attempt_2025-11-02-10-00-00_{HW}.ipynb": SOLVED,
            f"My_Homework_ann_attempt_2025-11-02-10-00-00_{HW}.ipynb": SOLVED,
        },
        {
            "j_doe": f"My_Homework_j_doe_attempt_2025-11-02-10-00-00_{HW}.ipynb",
            "ann": f"My_Homework_ann_attempt_2025-11-02-10-00-00_{HW}.ipynb",
        },
    ),
    "blackboard, title with the assignment's name": (
        {f"{HW}_jdoe_attempt_2025-11-02-10-00-00_work.ipynb": SOLVED},
        {"jdoe": f"{HW}_jdoe_attempt_2025-11-02-10-00-00_work.ipynb"},
    ),
    "brightspace": (
        {
            f"{BRIGHTSPACE}/{HW}.ipynb": SOLVED,
            "index.html": TEXT,
            "77-67890 - Ann Low - 3 Nov, 2025 2210/a.pdf": TEXT,
        },
        {"Jane Doe": f"{BRIGHTSPACE}/{HW}.ipynb", "Ann Low": "Handed in a.pdf"},
    ),
    "brightspace, handed in twice": (
        {f"{BRIGHTSPACE}/{HW}.ipynb": SOLVED, f"{BRIGHTSPACE_EARLIER}/{HW}.ipynb": SOLVED},
        {"Jane Doe": f"{BRIGHTSPACE}/{HW}.ipynb"},
    ),
    "brightspace, without folders": (
        {f"{BRIGHTSPACE} - {HW}.ipynb": SOLVED, "88-67890 - Jane Doe - Nov 1, 2025 910 AM - b.ipynb": SOLVED},
        {
            "Jane Doe_12345": f"{BRIGHTSPACE} - {HW}.ipynb",
            "Jane Doe_88": "88-67890 - Jane Doe - Nov 1, 2025 910 AM - b.ipynb",
        },
    ),
    "sakai": (
        {
            "grades.csv": TEXT,
            f"{SAKAI}/Submission attachment(s)/{HW}.ipynb": SOLVED,
            f"{SAKAI}/timestamp.txt": TEXT,
            f"{SAKAI}/comments.txt": TEXT,
            "Low, Ann(alow)/timestamp.txt": TEXT,
            "Low, Ann(alow)/Low, Ann(alow)_submissionText.html": TEXT,
            "Kim, Sue(skim)/Submission attachment(s)/": b"",
        },
        {
            "Doe, Jane": f"{SAKAI}/Submission attachment(s)/{HW}.ipynb",
            "Low, Ann": "nothing but Low, Ann(alow)_submissionText.html, timestamp.txt",
            "Kim, Sue": "Handed in no file",
        },
    ),
    "sakai, two of one name": (
        {
            f"{SAKAI}/Submission attachment(s)/{HW}.ipynb": SOLVED,
            f"Doe, Jane(jdoe2)/Submission attachment(s)/{HW}.ipynb": SOLVED,
        },
        {
            "Doe, Jane_jdoe": f"{SAKAI}/Submission attachment(s)/{HW}.ipynb",
            "Doe, Jane_jdoe2": f"Doe, Jane(jdoe2)/Submission attachment(s)/{HW}.ipynb",
        },
    ),
    "gradescope": (
        {
            "submission_metadata.yml": GRADESCOPE,
            f"submission_123/{HW}.ipynb": SOLVED,
            "submission_124/work/mine.ipynb": SOLVED,
            f"submission_125/{HW}.ipynb": SOLVED,
        },
        {
            "Jane Doe": f"submission_123/{HW}.ipynb",
            "Jürgen M": "submission_124/work/mine.ipynb",
            "Ann Low": "submission_124/work/mine.ipynb",
            "submission_125": f"submission_125/{HW}.ipynb",
        },
    ),
    "github classroom": (
        {
            f"hw4-jdoe/{HW}.ipynb": SOLVED,
            "hw4-jdoe/.git/config": TEXT,
            "hw4-jdoe/README.md": TEXT,
            f"hw4-ann-low/{HW}.ipynb": SOLVED,
            "hw4-ann-low/.git/config": TEXT,
            "hw4-bob/.git/config": TEXT,
        },
        {"jdoe": f"hw4-jdoe/{HW}.ipynb", "ann-low": f"hw4-ann-low/{HW}.ipynb", "bob": "Handed in no file"},
    ),
    "github classroom, another title": (
        {f"a-well-{name}/{path}": SOLVED for name in ("jdoe", "ann") for path in (f"{HW}.ipynb", ".git/config")},
        {"jdoe": f"a-well-jdoe/{HW}.ipynb", "ann": f"a-well-ann/{HW}.ipynb"},
    ),
    "nbgrader": (
        {
            f"submitted/{name}/{HW}/{file}": SOLVED
            for name in ("ada", "bob")
            for file in (f"{HW}.ipynb", "timestamp.txt")
        },
        {name: f"submitted/{name}/{HW}/{HW}.ipynb" for name in ("ada", "bob")},
    ),
    "nbgrader, a whole course": (
        {
            f"source/{HW}/{HW}.ipynb": SOLVED,
            f"release/{HW}/{HW}.ipynb": BLANK,
            "nbgrader_config.py": TEXT,
            "gradebook.db": TEXT,
            f"submitted/ada/{HW}/{HW}.ipynb": SOLVED,
            "submitted/ada/hw1_autodiff/hw1_autodiff.ipynb": OTHER,
            "submitted/bob/hw1_autodiff/hw1_autodiff.ipynb": OTHER,
            f"autograded/ada/{HW}/{HW}.ipynb": SOLVED,
            f"feedback/ada/{HW}/{HW}.html": TEXT,
        },
        {"ada": f"submitted/ada/{HW}/{HW}.ipynb", "bob": f"of hw1_autodiff and not of {HW}"},
    ),
    "nbgrader's folder beside others hides nobody": (
        {"alice.ipynb": SOLVED, "bob.ipynb": SOLVED, f"submitted/x/{HW}/{HW}.ipynb": SOLVED},
        {"alice": "alice.ipynb", "bob": "bob.ipynb", "x": f"submitted/x/{HW}/{HW}.ipynb"},
    ),
    "many folders of one student are no section": (
        {f"{name}/work/{HW}.ipynb": SOLVED for name in ("ada", "bob")}
        | {f"eve/{number}/try.ipynb": SCRATCH for number in range(30)},
        {"ada": f"ada/work/{HW}.ipynb", "bob": f"bob/work/{HW}.ipynb", "eve": "eve/29/try.ipynb"},
    ),
    "a folder for each assignment": (
        {f"{HW}/ada.ipynb": SOLVED, f"{HW}/bob.ipynb": SOLVED, "hw1_autodiff/ada.ipynb": OTHER, "README.md": TEXT},
        {"ada": f"{HW}/ada.ipynb", "bob": f"{HW}/bob.ipynb"},
    ),
    "sections of a platform": (
        {f"monday/{MOODLE}/{HW}.ipynb": SOLVED, f"friday/{MOODLE_2}/{HW}.ipynb": SOLVED},
        {"Jane Doe_12345": f"monday/{MOODLE}/{HW}.ipynb", "Jane Doe_12346": f"friday/{MOODLE_2}/{HW}.ipynb"},
    ),
    "nbgrader's exchange": (
        {
            f"ada+{HW}+2025-11-02 22:10:33 UTC+x/{HW}.ipynb": SOLVED,
            f"ada+{HW}+2025-11-01 22:10:33 UTC+y/{HW}.ipynb": SOLVED,
        },
        {"ada": f"ada+{HW}+2025-11-02 22:10:33 UTC+x/{HW}.ipynb"},
    ),
    "sections": (
        {
            f"monday/ada/{HW}.ipynb": SOLVED,
            f"monday/bob/{HW}.ipynb": SOLVED,
            f"friday/bob/{HW}.ipynb": SOLVED,
            "friday/eve/mine.ipynb": SOLVED,
        },
        {
            "ada": f"monday/ada/{HW}.ipynb",
            "monday/bob": f"monday/bob/{HW}.ipynb",
            "friday/bob": f"friday/bob/{HW}.ipynb",
            "eve": "friday/eve/mine.ipynb",
        },
    ),
}

HABITS = {
    "a scratch notebook is newer": (
        {f"ada/{HW}.ipynb": SOLVED, "ada/project.ipynb": SCRATCH},
        {"ada": f"ada/{HW}.ipynb"},
    ),
    "a scratch notebook is newer, and neither has the name": (
        {"ada/mine.ipynb": SOLVED, "ada/project.ipynb": SCRATCH, "bob.ipynb": SOLVED},
        {"ada": "ada/mine.ipynb", "bob": "bob.ipynb"},
    ),
    "a blank copy is newer": (
        {f"ada/{HW}.ipynb": SOLVED, f"ada/{HW}-Copy1.ipynb": BLANK},
        {"ada": f"ada/{HW}.ipynb"},
    ),
    "the copy is solved, and a fresh download has the name": (
        {f"ada/{HW} (1).ipynb": SOLVED, f"ada/{HW}.ipynb": BLANK},
        {"ada": f"ada/{HW} (1).ipynb"},
    ),
    "two copies with answers: the exact name": (
        {f"ada/{HW}.ipynb": SOLVED, f"ada/Copy of {HW}.ipynb": SOLVED},
        {"ada": f"ada/{HW}.ipynb"},
    ),
    "two with answers, none with the name: the latest": (
        {"ada/first.ipynb": SOLVED, "ada/second.ipynb": SOLVED, "bob.ipynb": SOLVED},
        {"ada": "ada/second.ipynb", "bob": "bob.ipynb"},
    ),
    "only blank notebooks": (
        {f"ada/{HW}.ipynb": BLANK, "ada/b.ipynb": BLANK},
        {"ada": f"ada/{HW}.ipynb"},
    ),
    "another homework is newer": (
        {f"ada/{HW}.ipynb": SOLVED, "ada/hw1_autodiff (1).ipynb": OTHER},
        {"ada": f"ada/{HW}.ipynb"},
    ),
    "another homework under this one's name": (
        {f"ada/{HW}.ipynb": OTHER, "ada/final.ipynb": SOLVED, f"bob/{HW}.ipynb": OTHER_BY_OTTER},
        {"ada": "ada/final.ipynb", "bob": f"Handed in {HW}.ipynb, of hw1_autodiff and not of {HW}"},
    ),
    "this homework under another one's name": (
        {"ada/hw1_autodiff.ipynb": SOLVED, "bob.ipynb": SOLVED},
        {"ada": "ada/hw1_autodiff.ipynb", "bob": "bob.ipynb"},
    ),
    "recognised by the names that it defines": (
        {"ada/a.ipynb": BARE, "ada/z.ipynb": SCRATCH, "bob.ipynb": MIXED},
        {"ada": "ada/a.ipynb", "bob": "bob.ipynb"},
    ),
    "a damaged one with the name, and a scratch": (
        {f"ada/{HW}.ipynb": b"{", "ada/a.ipynb": SCRATCH, "bob.ipynb": SOLVED},
        {"ada": f"ada/{HW}.ipynb", "bob": "bob.ipynb"},
    ),
    "nothing says what it is, but there is nothing else": (
        {"ada/a.ipynb": SCRATCH, "bob.ipynb": SOLVED},
        {"ada": "ada/a.ipynb", "bob": "bob.ipynb"},
    ),
    "below folders of their own": (
        {f"ada/week 4/solutions/{HW}.ipynb": SOLVED, "bob.ipynb": SOLVED},
        {"ada": f"ada/week 4/solutions/{HW}.ipynb", "bob": "bob.ipynb"},
    ),
    "an otter export": (
        {f"jane/{HW}_2025_11_02T22_10_33_123456.zip": OTTER, f"ann/{HW}.ipynb": SOLVED},
        {"jane": f"jane/{HW}_2025_11_02T22_10_33_123456.zip/{HW}.ipynb", "ann": f"ann/{HW}.ipynb"},
    ),
    "otter exports beside each other": (
        {f"{HW}_2025_11_02T22_10_{second}.zip": OTTER for second in ("33_1", "34_2")},
        {
            f"{HW}_2025_11_02T22_10_{second}": f"{HW}_2025_11_02T22_10_{second}.zip/{HW}.ipynb"
            for second in ("33_1", "34_2")
        },
    ),
    "a zip of a folder, with a Mac's clutter": (
        {
            "jane.zip": zipped(**{f"work/{HW}.ipynb": SOLVED, f"__MACOSX/work/._{HW}.ipynb": TEXT}),
            "ann.ipynb": SOLVED,
        },
        {"jane": f"jane.zip/work/{HW}.ipynb", "ann": "ann.ipynb"},
    ),
    "a zip in a zip": (
        {"jane/a.zip": zipped(**{"b.zip": ZIP}), "ann.ipynb": SOLVED},
        {"jane": "no notebook is in it", "ann": "ann.ipynb"},
    ),
    "a zip without a notebook, and one that is none": (
        {"jane/a.zip": zipped(**{"a.pdf": TEXT}), "bob.zip": b"Rar!", "ann.ipynb": SOLVED},
        {"jane": "no notebook is in it", "bob": "bob.zip cannot be opened", "ann": "ann.ipynb"},
    ),
    "a blank notebook beside a zip with answers": (
        {f"jane/{HW}.ipynb": BLANK, "jane/a.zip": ZIP, "ann.ipynb": SOLVED},
        {"jane": f"jane/a.zip/{HW}.ipynb", "ann": "ann.ipynb"},
    ),
    "a path out of a student's zip": (
        {"jane/a.zip": zipped(**{f"../../{HW}.ipynb": SOLVED}), "ann.ipynb": SOLVED},
        {"jane": "leads out of the zip", "ann": "ann.ipynb"},
    ),
    "a student's zip with a platform's names": (
        {"ada.ipynb": SOLVED, "eve.zip": zipped(**{f"bob_123_456_{HW}.ipynb": SOLVED, "ann_124_457_x.ipynb": BLANK})},
        {"ada": "ada.ipynb", "eve": f"eve.zip/bob_123_456_{HW}.ipynb"},
    ),
    "two assignments of one student": (
        {f"ada/{HW}/{HW}.ipynb": SOLVED, "ada/hw1_autodiff/hw1_autodiff.ipynb": OTHER, "bob.ipynb": SOLVED},
        {"ada": f"ada/{HW}/{HW}.ipynb", "bob": "bob.ipynb"},
    ),
    "an empty folder": (
        {"jane/": b"", "ann.ipynb": SOLVED},
        {"jane": "Handed in no file", "ann": "ann.ipynb"},
    ),
    "hidden files alone": (
        {f"jane/.ipynb_checkpoints/{HW}-checkpoint.ipynb": SOLVED, "ann.ipynb": SOLVED},
        {"jane": "Handed in no file", "ann": "ann.ipynb"},
    ),
    "numbers that no platform wrote": (
        {"team_1_1_work.ipynb": SOLVED, "team_1_2_work.ipynb": BLANK},
        {"team_1_1_work": "team_1_1_work.ipynb", "team_1_2_work": "team_1_2_work.ipynb"},
    ),
    "no suffix": (
        {f"jane/{HW}": SOLVED, "ann.ipynb": SOLVED},
        {"jane": f"Handed in {HW}, which is no notebook", "ann": "ann.ipynb"},
    ),
    "files for a name": (
        {
            "jane.pdf": TEXT,
            "bob.ipynb.txt": SOLVED,
            "eve.py": TEXT,
            "ann.ipynb": SOLVED,
            "README.md": TEXT,
            "grades.csv": TEXT,
        },
        {"jane": "Handed in jane.pdf", "bob": f"call it {HW}.ipynb", "eve": "Handed in eve.py", "ann": "ann.ipynb"},
    ),
    "one notebook for a name, and a picture of it": (
        {"ann.ipynb": SOLVED, "ann.pdf": TEXT, "ann/plot.png": TEXT},
        {"ann": "ann.ipynb"},
    ),
    "an environment beside the notebook": (
        {
            f"ann/{HW}.ipynb": SOLVED,
            "ann/env/lib/site-packages/nb/tutorial.ipynb": SCRATCH,
            "ann/node_modules/x.js": TEXT,
        },
        {"ann": f"ann/{HW}.ipynb"},
    ),
    "capitals and a blank in the name": (
        {"ann/HW4_Oscillator .IPYNB": SOLVED, "ann/z.ipynb": SOLVED, "bob.ipynb": SOLVED},
        {"ann": "ann/HW4_Oscillator .IPYNB", "bob": "bob.ipynb"},
    ),
}
CASES = PLATFORMS | HABITS
CLASSMATES = {"yan.ipynb": SOLVED, "zoe.ipynb": SOLVED}


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
    monkeypatch.setattr("autograder.grading.files._MAX_FILES", 60)
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


def test_a_zip_with_very_many_files_is_not_listed(tmp_path, monkeypatch):
    monkeypatch.setattr("autograder.grading.files._MAX_FILES_OF_ONE_ZIP", 50)
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
