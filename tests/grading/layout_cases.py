"""Classes as they are handed in: files, and what each student must get of them.

What a student must get is the path of the file that counts, or words of the sentence that says why there is none.
"""

import json
import zipfile
from io import BytesIO

from autograder.grading.recognise import Marks

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
