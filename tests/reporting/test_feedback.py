"""A student's page: what it says, and that nothing a student writes does anything in it."""

import base64
import json
import struct
import time
import zlib

import pytest

from autograder.grading.adjustments import read_adjustments
from autograder.grading.class_folder import FinishedSubmission, read_class
from autograder.reporting.cells import MOST_CELLS
from autograder.reporting.feedback import feedback_page, message_parts
from tests.grading.toy import CHECKED, RIGHT, STUBS, as_bytes, code, notebook, ours, prose

from .toy_class import assert_harmless, graded, with_cells

SIGN = "def force(x):\n    return 2 * x"


def png(width=3, height=2):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    rows = chunk(b"IDAT", zlib.compress(b"\0\0\0\0" * 2))
    return base64.b64encode(b"\x89PNG\r\n\x1a\n" + header + rows + chunk(b"IEND", b"")).decode()


def drawn(**data):
    mimes = {name.replace("_", "/"): text for name, text in data.items()}
    return {"output_type": "display_data", "metadata": {}, "data": mimes}


def page_of(tmp_path, content, student="ada", **options):
    results = graded(tmp_path, {student: content}, **options)
    [item] = results.finished
    return feedback_page(CHECKED, item, results.notebook(student))


def test_points_messages_hint_and_misconception_stand_behind_the_answer(tmp_path):
    source = page_of(tmp_path, notebook(q1=SIGN))
    page = assert_harmless(source)
    answer, box, later = (source.index(text) for text in ('<span class="n">2</span> * x', 'id="q1"', 'id="q2"'))
    assert answer < box < later
    assert "Which way?" in source[box:later]
    assert "the sign of the force" in source[box:later]
    assert "The force is −kx at three places." in source[box:later]
    assert "Time: 0.8 s of the 120 s allowed" in " ".join(source[box:later].split()).replace("</span></span> ", "")
    assert ("q1: no points") in [text.strip(" ✗✓◐…\n") for level, text in page.headings if level == 3]


def test_of_a_hidden_check_stands_what_its_message_says_and_no_more(tmp_path):
    for content in (notebook(), notebook(q1=SIGN)):
        source = page_of(tmp_path, content)
        assert "A hidden check" in source
        assert "force_at_random_places" not in source
        assert "energy_is_even" not in source
    assert "The force is −kx at random places." in source  # the check's message: what was tested
    assert "The force is −kx at random places." not in page_of(tmp_path / "right", notebook())


def test_what_a_person_still_grades_is_said(tmp_path):
    page = assert_harmless(page_of(tmp_path, notebook()))
    assert "A person reads this answer." in page.text
    assert "So far: a person still grades q3" in page.text


def test_points_by_hand_come_with_their_reason(tmp_path):
    by_hand = tmp_path / "adjustments.csv"
    by_hand.write_text("student,question,points,reason\nada,q1,1.5,<b>a slip</b>\nada,q3,2,fine\n", "utf-8")
    given = read_adjustments(by_hand, CHECKED)
    page = assert_harmless(page_of(tmp_path / "out", notebook(q1=SIGN), adjustments=given))
    assert "1.5 instead of 0 from the checks. <b>a slip</b>" in page.text
    assert "Points given by a person: 2. fine" in page.text


def test_builds_on_failed_links_to_the_earlier_question(tmp_path):
    results = graded(tmp_path, {"ada": notebook(q1=SIGN, q2="def energy(x):\n    return x")})
    path = tmp_path / "results" / "ada.json"
    tree = json.loads(path.read_text("utf-8"))
    tree["questions"][1]["builds_on_failed"] = ["q1"]
    tree["questions"][1]["not_graded"] = 2.2
    path.write_text(json.dumps(tree), "utf-8")
    [item] = read_class(tmp_path).finished
    source = feedback_page(CHECKED, item, results.notebook("ada"))
    assert 'Builds on <a href="#q1">q1</a>' in source
    assert "2.2 points are neither given nor lost" in assert_harmless(source).text


def test_a_question_without_a_cell_has_its_box_all_the_same(tmp_path):
    content = as_bytes([code("1 + 1")])
    page = assert_harmless(page_of(tmp_path, content))
    assert "Questions without a cell in your notebook" in page.text
    assert {"q1", "q2", "q3"} <= {attributes.get("id") for _, attributes in page.elements}


@pytest.mark.parametrize("content", [b"%PDF-1.4", b"", b'{"cells": []}', "{}".encode("utf-16")])
def test_an_unreadable_submission_is_told_what_is_wrong_and_what_to_do(tmp_path, content):
    page = assert_harmless(page_of(tmp_path, content))
    assert "This could not be read" in page.text
    assert "What to do" in page.text
    assert "0 of 8.3 points" in page.text


def test_a_submission_that_the_grader_failed_on_is_nobodys_zero():
    page = assert_harmless(feedback_page(CHECKED, FinishedSubmission("ada", None), notebook()))
    assert "Not graded yet" in page.text
    assert " 0 of" not in page.text


HOSTILE = [
    prose("# <script>alert(1)</script> <img src=x onerror=alert(1)>\n\n##### deep"),
    prose("[a](javascript:alert(1)) ![b](https://evil.example/x.png) <https://evil.example>"),
    prose("<svg onload=alert(1)>\n\n<style>body{display:none}</style>\n\n[x]: data:text/html,x\n[x]"),
    prose(r"$\text{<script>alert(1)</script>}$ and $$\href{javascript:alert(1)}{x}\style{color:red}{y}$$"),
    prose("| a | b |\n|---|---|\n| <b>1</b> | `2` |\n\n- x\n  - y\n\n> z"),
    prose("\u202eright to left\u202c and \x1b[31mred\x1b[0m and " + "e" + "\u0301" * 50),
    code("x = '</code></pre><script>alert(1)</script>'  # \u202e"),
    {
        **code("plot()"),
        "outputs": [
            drawn(text_html="<script>alert(1)</script>", text_plain="a figure</pre><script>"),
            drawn(application_javascript="alert(1)"),
            drawn(**{"image/svg+xml": "<svg onload=alert(1)/>"}),
            drawn(image_png='"><script>alert(1)</script>'),
            drawn(image_png=base64.b64encode(b"GIF89a" * 20).decode()),
            drawn(image_png=png(60_000, 60_000)),
            {"output_type": "stream", "name": "stderr", "text": ["\x1b]0;title\x07", "\x1b[2J"]},
            {"output_type": "error", "traceback": ["\x1b[0;31mValueError\x1b[0m", 5]},
            5,
            {"data": 5},
        ],
    },
    {**code("x"), "outputs": {"a": 1}},
    {"cell_type": "raw", "metadata": {}, "source": "<script>alert(1)</script>"},
]


def test_what_a_student_wrote_does_nothing(tmp_path):
    content = as_bytes(with_cells(*HOSTILE))
    source = page_of(tmp_path, content, student="<script>alert(1)</script>\u202e\x1b[31m")
    page = assert_harmless(source)
    assert "<script" not in source.lower()
    assert not set(source) & set("\x1b\u202e\u202c\x07")
    assert "\u0301" * 4 not in source
    assert page.all("img") == []
    assert "[picture: b]" in page.text
    assert "ValueError" in page.text
    assert "7 outputs are not shown" in page.text
    assert not {"svg", "b"} & {tag for tag, _ in page.elements}


def test_pictures_and_texts_that_were_stored_are_shown(tmp_path):
    cell = {
        **code("plot()"),
        "outputs": [drawn(image_png=png(), text_plain="<Figure>"), drawn(text_plain=["a ", "b"])],
    }
    page = assert_harmless(page_of(tmp_path, as_bytes(with_cells(cell))))
    [image] = page.all("img")
    assert image["src"] == f"data:image/png;base64,{png()}"
    assert "a b" in page.text
    assert "<Figure>" not in page.text


def test_pictures_pasted_into_an_answer_in_words_are_shown(tmp_path):
    pasted = {"a.png": {"image/png": png()}, "b.svg": {"image/svg+xml": "<svg/>"}, "c": 5, "d": {"image/png": "x"}}
    answer = {**prose("See ![my sketch](attachment:a.png)", **ours("q3", "manual")), "attachments": pasted}
    page = assert_harmless(page_of(tmp_path, as_bytes([*with_cells()[:2], answer])))
    assert [image["src"] for image in page.all("img")] == [f"data:image/png;base64,{png()}"]
    assert "[picture: my sketch]" in page.text


def test_formulas_become_mathml_and_what_is_none_stays_readable(tmp_path):
    cells = [prose(r"Take $\frac{a}{b}$ and $$\int_0^1 x\,dx$$ but not $\frac{$ or $5 and 6 dollars.")]
    page = assert_harmless(page_of(tmp_path, as_bytes(with_cells(*cells))))
    assert {"math", "mfrac"} <= {tag for tag, _ in page.elements}
    assert r"\frac{" in page.text


def _defined_by_the_next(letter):
    """A macro of TeX that is the next one, twice."""
    following = rf"{{\q{chr(letter + 1)}}}"
    return rf"\def\q{chr(letter)}{{{following}{following}}}"


BOMBS = {
    "code": [code("x = 1  # aaaa\n" * 3000) for _ in range(1000)],
    "one cell": [code("a" * 40_000_000)],
    "emphasis": [prose("*a _b_ " * 3000) for _ in range(900)],
    "formulas": [prose(f"$${'a^b ' * 450}$$ {number}") for number in range(900)],
    "definitions": [prose("$" + "".join(map(_defined_by_the_next, range(97, 122))) + r"\qa$")],
    "escapes": [code('"' + "\\n" * 9000 + f"{number}") for number in range(900)],
    "spaces": [code(" " * 20_000 + "x") for _ in range(900)],
    "outputs": [
        {**code("x"), "outputs": [{"output_type": "stream", "text": ["é" * 50_000]}] * 100} for _ in range(3)
    ],
    "picture": [{**code("x"), "outputs": [drawn(image_png="A" * 40_000_000)]}],
    "pictures": [{**code("x"), "outputs": [drawn(image_png=png())] * 10} for _ in range(300)],
    "cells": [code("x") for _ in range(4_000)],
    "nested": [prose(">" * 5000 + "\n" + "- " * 5000) for _ in range(300)],
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_huge_notebook_makes_neither_a_huge_page_nor_much_work(name):
    content = as_bytes(with_cells(*BOMBS[name]))
    start = time.process_time()
    source = feedback_page(CHECKED, FinishedSubmission("ada", None), content)
    assert time.process_time() - start < 20  # it takes up to 3
    assert len(source) < 8_000_000
    assert_harmless(source)


def test_how_many_cells_are_left_out_is_said():
    content = as_bytes(with_cells(*BOMBS["cells"]))
    source = feedback_page(CHECKED, FinishedSubmission("ada", None), content)
    assert f"{4_003 - MOST_CELLS} more cells are not shown" in source


def test_checks_give_way_to_what_grading_found(tmp_path):
    cell = {**code('check("q1")', **ours("q1", "check")), "outputs": [drawn(text_plain="all checks pass, honestly")]}
    assert "honestly" not in page_of(tmp_path, as_bytes(with_cells(cell)))


def test_a_message_is_taken_apart_as_it_was_put_together():
    message = "The error is 1.\nAsked:      f(x,\n              y)\nReturned:   2\nLooks like: half\nHint:       Why?"
    parts = message_parts(message)
    assert [(part.label, part.text) for part in parts] == [
        ("", "The error is 1."),
        ("Asked", "f(x,\n  y)"),
        ("Returned", "2"),
        ("Looks like", "half"),
        ("Hint", "Why?"),
    ]
    assert message_parts("") == ()


def test_an_untouched_notebook_says_so(tmp_path):
    page = assert_harmless(page_of(tmp_path, notebook(q1=STUBS["q1"][0], q2=RIGHT["q2"])))
    assert "not attempted" in page.text
