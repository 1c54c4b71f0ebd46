"""The page about a class: what it says of ordinary, tiny, empty and hostile ones."""

import json
import re
from dataclasses import asdict

import numpy as np
import pytest

from autograder.grading.class_folder import ClassFolderProblem, read_class
from autograder.reporting import svg
from autograder.reporting.class_report import class_page
from autograder.reporting.code import without_author
from lecture08_utils.checking import Quantity, curve
from tests.grading.toy import STUBS, TASK, as_bytes, code, notebook

from .test_similarity import answer as own_answer
from .toy_class import assert_harmless, graded, with_cells

SIGN = "def force(x):\n    # {name} wrote this\n    author = '{name} <{name}@example.org>'\n    return 2 * x"


def page_of(tmp_path, contents):
    return class_page(TASK, graded(tmp_path, contents))


def test_a_class_good_and_bad(tmp_path):
    contents = {f"good {number}": notebook() for number in range(6)}
    contents |= {f"Zacharias Quirin {number}": notebook(q1=SIGN.format(name="Zacharias")) for number in range(3)}
    contents |= {"pdf": b"%PDF", "idle": notebook(q1=STUBS["q1"][0], q2=STUBS["q2"][0])}
    page = assert_harmless(page_of(tmp_path, contents))
    assert "11submissions" in page.text.replace("\n", "")
    assert "the sign of the force" in page.text
    assert "pdf" in page.text
    assert len(page.all("svg")) == 3
    assert all(item.get("role") == "img" and item.get("aria-labelledby") for item in page.all("svg"))


def test_copies_are_named_in_a_small_class_too(tmp_path):
    longer = f"{own_answer(1)}\n"
    renamed = re.sub(r"\b([a-l])\b", r"my_\1", longer)
    contents = {name: notebook(q1=f"{longer}    return -2 * x") for name in ("ada", "bob")}
    contents |= {"eve": notebook(q1=f"{renamed}    return -2 * x"), "zoe": notebook()}
    page = assert_harmless(page_of(tmp_path / "three", contents))
    assert "ada, bob, eve" in page.text
    assert "The same file, to the byte, which is what a group hands in as well:\nada, bob\n" in page.text
    del contents["eve"]
    page = assert_harmless(page_of(tmp_path / "two", contents))
    assert "The same file, to the byte, which is what a group hands in as well:\nada, bob\n" in page.text
    assert "The same code" not in page.text


def test_examples_name_nobody(tmp_path):
    wrong = [SIGN.format(name="Zacharias") + f" * {number}.0" for number in range(3)]
    contents = {f"Zacharias Quirin {number}": notebook(q1=code) for number, code in enumerate(wrong)}
    source = page_of(tmp_path, contents)
    assert "An example" in source
    assert "acharias" not in source
    assert "example.org" not in source


@pytest.mark.parametrize(
    ("code", "names", "expected"),
    [
        ("# by ada\nx = 1", ["Ada Byron"], "x = 1"),
        ('def f():\n    """By Ada."""\n    return 1', ["x"], 'def f():\n    """…"""\n    return 1'),
        ("ada_step = BYRON", ["Ada Byron"], "…_step = …"),
        ("x = 'me@uni.edu, 1234567'", ["Al"], "x = '…, …'"),
    ],
)
def test_what_tells_the_author_is_taken_out(code, names, expected):
    assert without_author(code, names) == expected


@pytest.mark.parametrize("size", [1, 2])
def test_a_tiny_class(tmp_path, size):
    page = assert_harmless(page_of(tmp_path, {f"s{number}": notebook() for number in range(size)}))
    assert "nobody can say what is common" in page.text
    assert "nan" not in page.text.lower().split()


def test_a_class_of_unreadable_files(tmp_path):
    page = assert_harmless(page_of(tmp_path, {"a": b"", "b": b"%PDF"}))
    assert "No submission could be read" in page.text
    assert page.all("svg") == []


def test_a_folder_without_results_is_refused(tmp_path):
    with pytest.raises(ClassFolderProblem, match="holds no results"):
        read_class(tmp_path)


def test_hostile_names_and_code(tmp_path):
    name = "<script>alert(1)</script>\u202e\x1b[31m"
    hostile = as_bytes(with_cells(code("def force(x):\n    return 2 * x  # </pre><script>alert(1)</script>")))
    source = page_of(tmp_path, {name: hostile, "=cmd": b"<script>", **{f"s{i}": hostile for i in range(4)}})
    assert_harmless(source)
    assert "<script" not in source.lower()
    assert not set(source) & set("\x1b\u202e")


def test_a_challenge_has_a_table_of_its_best(tmp_path):
    graded(tmp_path, {"ada": notebook(), "bob": notebook(), "eve": notebook()})
    for student, said in (("ada", "Digits of E: 3.5."), ("bob", "Digits of E: 11.25."), ("eve", "Nothing to say")):
        path = tmp_path / "results" / f"{student}.json"
        tree = json.loads(path.read_text("utf-8"))
        tree["questions"][1]["checks"][0] |= {"max_score": 0.0, "score": 0.0, "message": said}
        path.write_text(json.dumps(tree), "utf-8")
    page = assert_harmless(class_page(TASK, read_class(tmp_path)))
    table = page.text[page.text.index("without points; Digits of E") :]
    assert table.index("bob") < table.index("ada")
    assert "eve" not in table


X = np.linspace(-5.0, 5.0, 101)
GROUND = np.pi**-0.25 * np.exp(-(X**2) / 2)


def answer(values, energy):
    quantity = None if energy is None else Quantity("E in hartree", energy, 0.5)
    return curve("ψ₀", X, values, GROUND, xlabel="x in bohr", ylabel="ψ", quantity=quantity)


def test_answers_of_the_class_are_drawn_in_one_picture(tmp_path):
    graded(tmp_path, {"ada": notebook(), "bob": notebook(), "eve": notebook()})
    for student, made in (("ada", answer(GROUND, 0.501)), ("bob", answer(0 * GROUND, 1.5))):
        path = tmp_path / "results" / f"{student}.json"
        tree = json.loads(path.read_text("utf-8"))
        # Two checks may show the same.
        for check in tree["questions"][1]["checks"]:
            check["curve"] = asdict(made)
        path.write_text(json.dumps(tree), "utf-8")
    page = assert_harmless(class_page(TASK, read_class(tmp_path)))
    assert "What was found" in page.text
    assert "ψ₀: 1 of 2 within 5 % of the largest exact value everywhere." in page.text
    assert "E in hartree: median 1.0005, exact 0.5." in page.text
    assert len(page.all("polyline")) == 3


@pytest.mark.parametrize("width", np.geomspace(1.0, 10.0, 37))
def test_axes_have_round_marks_whatever_they_span(width):
    x = np.linspace(0.3, 0.3 + width, 11)
    drawn = svg.curves("c", [curve("t", x, width * x, width * x, xlabel="x", ylabel="y")]).__html__()
    assert 6 <= drawn.count('class="soft"') <= 22


@pytest.mark.parametrize(
    "answers",
    [
        [answer(1e9 * GROUND, 1e300)],
        [answer(GROUND, 0.5)] * 500,
        [answer(-GROUND, -3.0), answer(GROUND, None)],
        [answer(GROUND, None)],
        [curve("zero", X, X, 0 * X, xlabel="x", ylabel="y")],
    ],
)
def test_a_picture_stays_within_its_frame(answers):
    figure = svg.curves("c", answers)
    drawn = figure.__html__()
    points = [point.split(",") for points in re.findall(r'points="([^"]*)"', drawn) for point in points.split()]
    across = [float(x) for x, _ in points] + [float(x) for x in re.findall(r' c?x[12]?="([^"]*)"', drawn)]
    down = [float(y) for _, y in points] + [float(y) for y in re.findall(r' c?y[12]?="([^"]*)"', drawn)]
    assert len(points) >= 2 * len(answers[0].exact)
    assert 0 <= min(across) <= max(across) <= 720
    assert 0 <= min(down) <= max(down) <= figure.height
    assert "nan" not in drawn
    assert "inf" not in drawn


@pytest.mark.parametrize("values", [[], [0.0], [3.0] * 300, [20.0, 0.0, 7.25]])
@pytest.mark.parametrize("largest", [0.0, 1.0, 8.3, 20.0, 100.0])
def test_a_histogram_counts_everybody(values, largest):
    values = [min(value, largest) for value in values]
    figure = svg.histogram("h", "Totals", values, largest, "points")
    assert "nan" not in figure.__html__()
    assert figure.text.endswith(".")
    assert (len(values) == 0) == ("none" in figure.text)
    assert sum(map(int, re.findall(r"(\d+) from", figure.text))) == len(values)
