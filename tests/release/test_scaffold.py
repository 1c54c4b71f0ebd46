"""`lecture08 new`: what it writes, where, and what it refuses."""

from __future__ import annotations

import pytest

from autograder.release import AuthoringError, read_source
from autograder.release.scaffold import new_assignment, new_question

from .course import NAME, PUBLIC_FOLDER, SOURCE_FILE, write


def test_the_block_stands_behind_the_questions_before_it(course):
    new_question(NAME, "q4", "damping", course)
    source = read_source(NAME, course)
    assert [block.id for block in source.questions] == ["q1", "q2", "q3", "q4"]
    assert source.points == (9.0, source.points[1])
    assert (
        (course / SOURCE_FILE).read_text("utf-8").endswith("# # END QUESTION\n\n# %% [markdown]\n# That was all.\n")
    )


def test_a_heading_in_front_of_the_next_question_stays_there(course):
    text = (course / SOURCE_FILE).read_text("utf-8")
    part = "# %% [markdown]\n# # Part two\n\n"
    begin = text.index("# %% [raw]\n# # BEGIN QUESTION\n# name: q3")
    write(course / SOURCE_FILE, text[:begin] + part + text[begin:].replace("q3", "q5"))
    new_question(NAME, "q4", "damping", course)
    found = (course / SOURCE_FILE).read_text("utf-8")
    assert found.index("name: q4") < found.index("Part two") < found.index("name: q5")


@pytest.mark.parametrize(
    ("question", "topic", "words"),
    [
        ("q2", "damping", "has a question q2"),
        ("seven", "damping", "is no question"),
        ("q4", "lambda", "is no topic"),
        ("q4", "Heat flow", "is no topic"),
        ("q4", "force", "has a function `force`"),
    ],
)
def test_what_cannot_be_is_refused(course, question, topic, words):
    before = (course / SOURCE_FILE).read_bytes()
    with pytest.raises(AuthoringError, match=words):
        new_question(NAME, question, topic, course)
    assert (course / SOURCE_FILE).read_bytes() == before


def test_nothing_is_overwritten(course):
    write(course / f"{PUBLIC_FOLDER}/q4_mine.py", "mine = 1\n")
    with pytest.raises(AuthoringError, match=r"q4_mine.py:1: This file is in the way"):
        new_question(NAME, "q4", "damping", course)
    with pytest.raises(AuthoringError, match="There is an assignment"):
        new_assignment(NAME, "heat", course)
    with pytest.raises(AuthoringError, match="is no name of an assignment"):
        new_assignment("Heat", "heat", course)
