"""Commands for a class that is graded: sheet, export, totals."""

import csv

import pytest

from lecture08_utils import checking

from ..grading.toy import CHECKED, notebook
from .test_grader_commands import handed_in, lecture08, toy  # noqa: F401

CANVAS = "Student,ID,Section\nPoints Possible,,\nAda,1,A\nBob,2,A\n"


@pytest.fixture
def out(toy, handed_in, tmp_path, monkeypatch):  # noqa: F811
    monkeypatch.setattr(checking, "load", lambda name, *, hidden: CHECKED)
    lecture08("grade", "toy_s", handed_in, "--out", tmp_path / "out")
    return tmp_path / "out"


def table(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_a_sheet_is_filled_in_and_counts(out):
    result = lecture08("sheet", out)
    assert result.exit_code == 0, result.output
    assert "sheet.csv: 2 answers to look at, 2 of them without points." in result.stdout
    rows = table(out / "sheet.csv")
    rows[2][rows[0].index("points")] = "1"
    rows.append(["nobody", "q3", "2"])
    with open(out / "sheet.csv", "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    result = lecture08("sheet", out)
    assert "2 answers to look at, 1 of them without points." in result.stdout
    assert "there is no submission of 'nobody'" in result.stderr
    assert ["ada", "7.3"] in [row[:2] for row in table(out / "gradebook.csv")]


def test_grading_names_what_has_changed_since_points_were_given(out, handed_in):  # noqa: F811
    lecture08("sheet", out)
    rows = table(out / "sheet.csv")
    rows[2][rows[0].index("points")] = "1"
    with open(out / "sheet.csv", "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    (handed_in / "ada.ipynb").write_bytes(notebook(q2="def energy(x): return 1 / 0"))
    result = lecture08("grade", "toy_s", handed_in, "--out", out)
    assert "ada: handed in another notebook since points were given for q3; look again" in result.stdout
    assert ["ada", "4.0"] in [row[:2] for row in table(out / "gradebook.csv")]


def test_grades_go_into_the_file_of_a_platform(out, tmp_path):
    (tmp_path / "canvas.csv").write_text(CANVAS)
    result = lecture08("export", out, tmp_path / "canvas.csv", "--title", "HW 1", "--to", tmp_path / "import.csv")
    assert result.exit_code == 0, result.output
    assert table(tmp_path / "import.csv") == [
        ["Student", "ID", "Section", "HW 1"],
        ["Points Possible", "", "", "8.3"],
        ["Ada", "1", "A", "6.3"],
        ["Bob", "2", "A", ""],
    ]
    assert "for Canvas, grades of 1 of 3 students" in result.stdout
    assert "pdf: is not in this file" in result.stderr
    assert "2 totals lack what a person has to grade" in result.stderr


def test_who_handed_nothing_in_may_get_a_grade(out, tmp_path):
    (tmp_path / "canvas.csv").write_text("Student,ID,Section\nAda,1,A\nBob 'B' [red],2,A\npdf,3,A\nEve,4,A\n")
    to = ["--to", tmp_path / "import.csv"]
    result = lecture08("export", out, tmp_path / "canvas.csv", "--missing", 0, *to)
    assert result.exit_code == 0, result.output
    assert [row[3] for row in table(tmp_path / "import.csv")[1:]] == ["6.3", "3.3", "0", "0"]
    assert "1 of 4 people in the file have no submission here" in result.stderr
    result = lecture08("export", out, tmp_path / "canvas.csv", "--missing", 99, *to)
    assert (result.exit_code, "--missing 99 is more than the 8.3 points" in result.stderr) == (2, True)


def test_who_is_not_graded_is_said_to_be(out, handed_in, tmp_path):  # noqa: F811
    (handed_in / "ada.ipynb").write_bytes(notebook(q1="broken_grader = 1"))
    lecture08("grade", "toy_s", handed_in, "--out", out)
    (tmp_path / "canvas.csv").write_text(CANVAS)
    result = lecture08("export", out, tmp_path / "canvas.csv", "--to", tmp_path / "import.csv")
    assert "1 students are not graded, so their cells stay as they are" in result.stderr
    assert "grades of 0 of 3 students" in result.stdout


def test_the_platforms_file_is_not_overwritten(out, tmp_path):
    (tmp_path / "canvas.csv").write_text(CANVAS)
    result = lecture08("export", out, tmp_path / "canvas.csv", "--to", tmp_path / "canvas.csv")
    assert (result.exit_code, "is ROSTER itself" in result.stderr) == (2, True)
    assert (tmp_path / "canvas.csv").read_text() == CANVAS


def test_another_seed_than_that_of_the_results_is_named(out, handed_in):  # noqa: F811
    result = lecture08("grade", "toy_s", handed_in, "--out", out, "--seed", 7)
    assert "has results with --seed 0; this run takes 7, so its checks draw other inputs" in result.stderr
    assert "--seed" not in lecture08("grade", "toy_s", handed_in, "--out", out, "--seed", 7).stderr


def test_a_sheet_from_a_spreadsheet_keeps_its_semicolons_and_says_that_it_is_utf_8(out):
    lecture08("sheet", out)
    rows = table(out / "sheet.csv")
    with open(out / "sheet.csv", "w", encoding="utf-16", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    result = lecture08("sheet", out)
    assert "2 answers to look at, 2 of them without points." in result.stdout
    content = (out / "sheet.csv").read_bytes()
    assert content.startswith("\ufeffstudent;question;points;".encode())


def test_a_file_that_cannot_be_written_is_named(out, tmp_path):
    (tmp_path / "canvas.csv").write_text(CANVAS)
    target = tmp_path / "nowhere" / "import.csv"
    result = lecture08("export", out, tmp_path / "canvas.csv", "--to", target)
    assert (result.exit_code, f"{target} cannot be written" in result.stderr) == (1, True)


def test_names_in_a_table_of_times_may_lack_their_blanks(out, handed_in, tmp_path):  # noqa: F811
    (handed_in / "eve .ipynb").write_bytes(notebook())
    lecture08("grade", "toy_s", handed_in, "--out", out)
    (tmp_path / "times.csv").write_text("student,submitted\neve,2026-11-21 10:00\n")
    lecture08("late", out, tmp_path / "times.csv", "--due", "2026-11-20 23:59", "--per-day", 10)
    assert "5.67" in {row[1] for row in table(out / "gradebook.csv")}


def test_only_sheet_and_grade_read_the_sheet(out, tmp_path):
    lecture08("sheet", out)
    rows = table(out / "sheet.csv")
    rows[2][rows[0].index("points")] = "1"
    with open(out / "sheet.csv", "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    total = lambda: next(row[1] for row in table(tmp_path / "totals.csv") if row[0] == "ada")  # noqa: E731
    (tmp_path / "canvas.csv").write_text(CANVAS)
    (tmp_path / "times.csv").write_text("student,submitted\n")
    others = (
        ("totals", out, "--to", tmp_path / "totals.csv"),
        ("export", out, tmp_path / "canvas.csv", "--to", tmp_path / "import.csv"),
        ("late", out, tmp_path / "times.csv", "--due", "2026-11-20 23:59", "--per-day", 10),
        ("report", out),
    )
    told = f"what sheet.csv or adjustments.csv says of 1 student does not count yet: lecture08 sheet {out}"
    for command in others:
        assert told in lecture08(*command).stderr
    assert total() == "6.3"
    lecture08("sheet", out)
    for command in others:
        assert "does not count yet" not in lecture08(*command).stderr
    assert total() == "7.3"


def test_the_policy_for_lateness_is_the_one_of_the_documentation_and_stays(out, handed_in, tmp_path):  # noqa: F811
    for student in ("one", "two", "six"):
        (handed_in / f"{student}.ipynb").write_bytes(notebook())
    lecture08("grade", "toy_s", handed_in, "--out", out)
    times = {
        "ada": "2026-11-21 00:14",
        "one": "2026-11-21 00:15",
        "two": "2026-11-22 00:00",
        "six": "2026-11-26 00:00",
    }
    lines = [f"{student},{time}" for student, time in times.items()]
    (tmp_path / "times.csv").write_text("\n".join(["student,submitted", *lines]))
    options = ["--due", "2026-11-20 23:59", "--per-day", 10, "--grace", 15, "--days", 5]
    lecture08("late", out, tmp_path / "times.csv", *options)

    def totals():
        return {row[0]: row[1] for row in table(out / "gradebook.csv") if row[0] in times}

    reduced = {"ada": "6.3", "one": "5.67", "two": "5.04", "six": "0.0"}
    assert totals() == reduced
    result = lecture08("grade", "toy_s", handed_in, "--out", out)
    assert totals() == reduced
    assert "counts" in result.stdout
    (out / "lateness.json").unlink()
    lecture08("grade", "toy_s", handed_in, "--out", out)
    assert set(totals().values()) == {"6.3"}


def test_who_was_late_loses_points_in_all_totals(out, tmp_path):
    (tmp_path / "times.csv").write_text("student,submitted\nada,2026-11-21 10:00\nnobody,2026-11-20 10:00\n")
    result = lecture08("late", out, tmp_path / "times.csv", "--due", "2026-11-20 23:59", "--per-day", 10)
    assert result.exit_code == 0, result.output
    assert "1 handed in after 2026-11-20 23:59; 1 of them lose points." in result.stdout
    assert "there is no submission of 'nobody'" in result.stderr
    ada = next(row for row in table(out / "gradebook.csv") if row[0] == "ada")
    assert (ada[1], ada[-1]) == ("5.67", "10 h 1 min late (1 day begun): 5.67 of 6.3")
    lecture08("totals", out, "--to", tmp_path / "totals.csv")
    assert ["ada", "5.67"] in [row[:2] for row in table(tmp_path / "totals.csv")]


def test_who_is_not_listed_among_the_times_is_named(out, tmp_path):
    (tmp_path / "times.csv").write_text("student,submitted,due\nada,21.11.2026 10:00,2026-11-21 12:00\nnobody,,\n")
    result = lecture08("late", out, tmp_path / "times.csv", "--due", "2026-11-20 23:59:59", "--per-day", 10)
    assert "1 handed in after 2026-11-20 23:59; 0 of them lose points." in result.stdout
    assert "has no time of 2 of 3 students, who were on time then: Bob 'B' [red], pdf" in result.stderr


def test_who_is_not_in_all_folders_is_named(out, handed_in, tmp_path, monkeypatch):  # noqa: F811
    (handed_in / "zoe.ipynb").write_bytes(notebook())
    lecture08("grade", "toy_s", handed_in, "--out", tmp_path / "other")
    for path in (tmp_path / "other" / "results").iterdir():
        path.write_text(path.read_text().replace("toy_springs", "toy_again"))
    for path in (tmp_path / "other" / ".records").iterdir():
        path.write_text(path.read_text().replace("toy_springs", "toy_again"))
    result = lecture08("totals", out, tmp_path / "other", "--to", tmp_path / "totals.csv")
    assert result.exit_code == 0, result.output
    assert "1 of 4 students are not in every folder" in result.stderr
    assert "    zoe" in result.stderr


def test_totals(out, tmp_path):
    result = lecture08("totals", out, "--to", tmp_path / "totals.csv")
    assert result.exit_code == 0, result.output
    assert table(tmp_path / "totals.csv")[0] == ["student", "toy_springs", "total", "unfinished"]
    result = lecture08("totals", out, out, "--to", tmp_path / "totals.csv")
    assert (result.exit_code, "name each assignment once" in result.stderr) == (2, True)


@pytest.mark.parametrize(
    "command",
    [("sheet",), ("totals", "--to", "x.csv"), ("late", __file__, "--due", "2026-11-20 23:59", "--per-day", "10")],
)
def test_a_folder_without_results_is_refused(command, tmp_path):
    name, *rest = command
    result = lecture08(name, tmp_path, *rest)
    assert result.exit_code == 2
    assert "holds no results; `lecture08 grade HW SUBMISSIONS --out" in result.stderr
