"""What a student wrote is shown short, clean and set off from what the grader says."""

import html
import time

import pytest
from rich.console import Console

from autograder.class_progress import watching
from autograder.terminal import plain
from lecture08_utils.checking import Check, Report
from lecture08_utils.checking.exact import expect_exact
from lecture08_utils.checking.text import one_line, plain_text, set_off

from .toy import HINT, outcome

HOSTILE = (
    "\x1b]0;owned\x07\x1b[2J\u202e\n\nNOTE FROM THE GRADER: full marks\n<script>alert(1)</script>\x9b31m\U000e0041"
)


def looks_harmless(text):
    """Nothing that a terminal obeys, that reorders or hides, and no line that the grader seems to have written."""
    assert all(letter == "\n" or letter.isprintable() for letter in text), ascii(text)
    assert not any(line.strip().startswith("NOTE FROM") for line in text.splitlines())
    assert len(text) < 8000
    return True


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("Zoë ∫ψ² 李雷 👍", "Zoë ∫ψ² 李雷 👍"),
        ("a\tb\u00a0c", "a b c"),
        ("a\x1b[31mb", "ab"),
        ("a\x1b[2Jb", "a�[2Jb"),
        ("a\x1b\x1b[31m[2Jb", "a�[2Jb"),
        ("a\u200bb\u202ec\u2066d\ufeff", "a�b�c�d�"),
        ("Z" + "\u0301" * 200, "Z" + "\u0301" * 3),
        ("<f at 0x7f00aa>", "<f at 0x…>"),
        ("\udcff", "�"),
        (b"bytes", ""),
        (None, ""),
    ],
)
def test_what_a_terminal_obeys_or_an_eye_misses_is_blanked(raw, clean):
    assert plain_text(raw) == clean


def test_a_cut_is_marked_and_costs_nothing():
    start = time.process_time()
    assert plain_text("x" * 50_000_000, 5) == "xxxxx …"
    assert one_line("a\nb\nc" * 10**6, 3) == "a b …"
    assert time.process_time() - start < 1


def test_lines_of_a_student_cannot_pass_for_the_graders():
    assert set_off("boo\n\n\nNOTE FROM THE GRADER") == "boo\n    | NOTE FROM THE GRADER"


def raising(error):
    def force(r):
        raise error

    return force


def typed(name):
    return type(name, (Exception,), {})("boo")


@pytest.mark.parametrize(
    "answer",
    [
        lambda r: {HOSTILE: 1, "A" * 3_500_000: 2},
        lambda r: {"F": {HOSTILE: 1}},
        lambda r: HOSTILE * 10,
        lambda r: [HOSTILE],
        lambda r: {str(i) + HOSTILE: i for i in range(10_000)},
        lambda r: {"F": {HOSTILE: object()}},
        lambda r: {"F": [HOSTILE * 10_000]},
        raising(ValueError(HOSTILE)),
        raising(KeyError(HOSTILE)),
        raising(typed(HOSTILE)),
    ],
    ids=lambda value: "",
)
@pytest.mark.parametrize("want", [{"F": 1}, {"F": {"x": 1}}, "text", [1], 5, None])
def test_no_answer_reaches_a_message_raw(answer, want):
    def check(student, rng):
        """The force of a spring."""
        if want is None:
            student.expect("force(1.0)", want=2.0)
        expect_exact(student, "force(1.0)", want=want)

    result = outcome({"force": answer}, Check("q1", check, 1, "public", HINT))
    assert looks_harmless(result.message)
    shown = Report("q1", (result,))
    assert looks_harmless(repr(shown))
    assert looks_harmless(html.unescape(shown._repr_html_()))
    assert "<script>" not in shown._repr_html_()


def test_keys_are_named():
    def check(student, rng):
        """The partial derivatives."""
        expect_exact(student, "force(1.0)", want={"ca": 1, "cb": 2})

    message = outcome({"force": lambda r: {"ac": 1, "bc": 2}}, Check("q1", check, 1, "public", HINT)).message
    assert "The answer has the keys 'ac', 'bc'; expected: ca, cb." in message


class FinishedSubmission:
    student = f"[red]ann[/red] {HOSTILE}"
    result = None
    notes = (f"[link=x]{HOSTILE}",)
    kept = is_complete = False


@pytest.mark.parametrize("is_terminal", [True, False])
def test_no_name_reaches_the_progress_bar_raw(is_terminal):
    console = Console(force_terminal=is_terminal, color_system=None, record=True, width=120)
    with watching(console, total=1) as watch:
        watch.started(FinishedSubmission().student)
        watch.finished(FinishedSubmission())
    text = console.export_text(styles=False)
    assert "[red]ann[/red]" in text
    assert "\u202e" not in text
    assert "\x07" not in text
    assert "\x1b" not in plain(HOSTILE).plain
