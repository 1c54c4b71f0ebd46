"""How students' names become names of files."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.grading.names import file_stems, plain_form, readable_stems, shown


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a/hw1 (1).ipynb", "a/hw1 (1).ipynb"),
        ("\x1b[2J\u202ea\udcff", "�[2J�a�"),
        ("a\nb" + "\u0301" * 9, "a b" + "\u0301" * 3),
        ("a" * 500, f"{'a' * 60}…{'a' * 60}"),
    ],
)
def test_a_path_in_a_sentence_is_printable_and_short(path, text):
    assert shown(path) == text


@pytest.mark.parametrize(
    ("student", "stem"),
    [
        ("ada", "ada"),
        ("Ada_Lovelace-2.b", "Ada_Lovelace-2.b"),
        ("Jörg Müller", "J%C3%B6rg%20M%C3%BCller"),
        ('O\'Neil "Bob"', "O%27Neil%20%22Bob%22"),
        ("../../etc/passwd", "%2E.%2F..%2Fetc%2Fpasswd"),
        (".hidden", "%2Ehidden"),
        ("100%", "100%25"),
        ("a~b", "a%7Eb"),
        ("not\udcffutf8", "not%FFutf8"),
        ("", ""),
    ],
)
def test_every_odd_byte_is_percent_encoded(student, stem):
    assert file_stems([student]) == {student: stem}


def test_a_long_name_is_cut_and_keeps_a_hash_of_the_whole():
    stems = file_stems(["ψ" * 60 + "1", "ψ" * 60 + "2", "x" * 120, "x" * 121])
    assert stems["x" * 120] == "x" * 120
    assert re.fullmatch(r"x{111}~[0-9a-f]{8}", stems["x" * 121])
    long = [stems["ψ" * 60 + digit] for digit in "12"]
    assert all(re.fullmatch(r"(%[0-9A-F]{2})+~[0-9a-f]{8}", stem) and len(stem) <= 120 for stem in long)
    assert long[0] != long[1]


def test_names_that_differ_in_case_alone_stay_apart_in_any_order():
    stems = file_stems(["Ada", "ada", "Bob"])
    assert stems["Bob"] == "Bob"
    assert re.fullmatch(r"Ada~[0-9a-f]{8}", stems["Ada"])
    assert len({stem.lower() for stem in stems.values()}) == 3
    assert file_stems(["Bob", "ada", "Ada"]) == stems


@given(st.lists(st.text(max_size=200), unique=True, max_size=8))
def test_any_class_gets_safe_and_distinct_names(students):
    stems = list(file_stems(students).values())
    assert len({stem.lower() for stem in stems}) == len(students)
    assert all(re.fullmatch(r"[A-Za-z0-9_.%~-]*", stem) and len(stem) <= 120 for stem in stems)
    assert not any(stem.startswith(".") for stem in stems)


def test_readable_names_are_the_students_own_where_every_system_takes_them():
    students = [
        "jane@uni.edu",
        "J\u00f6rg M\u00fcller",
        "Ada",
        "ada",
        "..",
        "a/b",
        "a%b",
        " x",
        "=1",
        "x" * 200,
    ]
    stems = file_stems(students)
    found = readable_stems(stems)
    own = [student for student in students if found[student] == student]
    assert own == ["jane@uni.edu", "J\u00f6rg M\u00fcller"]
    assert {student: found[student] for student in students if student not in own} == {
        student: stems[student] for student in students if student not in own
    }
    assert len(set(found.values())) == len(students)


def test_a_name_is_found_whatever_its_accents_are_made_of():
    assert plain_form(" Jo\u0308rg ") == "J\u00f6rg"
