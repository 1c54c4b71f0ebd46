"""What a submitted file may be, and what is said about one that is no notebook."""

import json

import pytest

from lecture08_utils.notebooks.reading import UnreadableNotebook, python_version, read_notebook

from ..grading.toy import as_bytes, code, prose


def version(number, **keys):
    return json.dumps({"nbformat": number, "nbformat_minor": 0, "metadata": {}, **keys}).encode()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b" \n ", "is empty"),
        (b"<html>log in first</html>", "not a notebook, or a damaged one (no JSON from line 1, column 1"),
        (as_bytes([code("x = 1")])[:-5], "damaged one"),
        (b"[1, 2]", "JSON but no notebook"),
        (b'{"name": "x"}', "JSON but no notebook"),
        (version(2, worksheets=[{"cells": []}]), "version 2"),
        (version(3, worksheets=[{"cells": []}]), "no cells"),
        (version(3, worksheets=[{}]), "version 3"),
        (version(3, worksheets=7), "version 3"),
        (version(5, cells=[]), "version 5"),
        (version(4), "without cells"),
        (version(4, cells=[]), "no cells"),
        (version(4, cells={"0": {}}), "no cells"),
        (version(4, cells=[code("x"), 7]), "Cell 2 of the notebook is damaged"),
        (version(4, cells=[{"cell_type": "code", "source": [1]}]), "Cell 1 of the notebook is damaged"),
        (version(4, cells=[{"source": "x"}]), "Cell 1 of the notebook is damaged"),
        (as_bytes([code("x")]).decode().encode("utf-16"), "UTF-16"),
        (as_bytes([code("x")]).decode().encode("utf-16-le"), "UTF-16"),
        (b'{"cells": "\xff\xfe"}', "not UTF-8 text (byte 11)"),
        (b"PK\x03\x04 a zip", "not a notebook"),
        (version("9" * 10**6, cells=[]), "version '999"),
        (version(4, cells=[code("1")] * 5001), "has 5001 cells, at most 5000"),
        (b"[" * 200_000, "JSON that no notebook contains"),
        (b'{"cells": [' + b"{}," * 4_000_000 + b"{}]}", "more parts than a notebook"),
        (b'{"cells": ' + b"9" * 10_000 + b"}", "JSON that no notebook contains"),
    ],
)
def test_bad_files_are_explained(content, words):
    with pytest.raises(UnreadableNotebook) as caught:
        read_notebook(content)
    assert words in str(caught.value)
    assert len(str(caught.value)) < 300


def test_sources_may_be_lists_of_lines_or_one_text_and_a_byte_order_mark_is_no_harm():
    cells = [
        code("x = 1"),
        {**code(""), "source": ["a = 1\n", "b = 2"]},
        prose("# Title"),
        {**code("y"), "metadata": None},
    ]
    read = read_notebook(b"\xef\xbb\xbf" + as_bytes(cells))
    assert [cell.source for cell in read] == ["x = 1", "a = 1\nb = 2", "# Title", "y"]
    assert [cell.is_code for cell in read] == [True, True, False, True]
    assert read[3].metadata == {}


@pytest.mark.parametrize(
    "lines", [["a = 1", "", "b = 2"], ["a = 1\n", "\n", "b = 2"], ["a = 1\r\n", "\r\n", "b = 2"]]
)
def test_lines_with_and_without_their_ends(lines):
    (cell,) = read_notebook(as_bytes([{**code(""), "source": lines}]))
    assert cell.source.splitlines() == ["a = 1", "", "b = 2"]


def test_half_of_an_emoji_is_no_text_for_python():
    (cell,) = read_notebook(as_bytes([code("label = 'done \ud83d'")]))
    assert cell.source == "label = 'done \ufffd'"
    (cell,) = read_notebook(as_bytes([code("label = 'done \U0001f600'")]))
    assert cell.source == "label = 'done \U0001f600'"


def test_version_3_of_the_format():
    cells = [
        {"cell_type": "heading", "level": 2, "source": ["q1. Force"]},
        {"cell_type": "code", "input": ["a = 1\n", "b = 2"], "language": "python", "metadata": {}},
    ]
    heading, cell = read_notebook(version(3, worksheets=[{"cells": cells}]))
    assert (heading.kind, heading.source) == ("markdown", "# q1. Force")
    assert (cell.is_code, cell.source) == (True, "a = 1\nb = 2")


@pytest.mark.parametrize(
    ("metadata", "want"),
    [
        ({"language_info": {"name": "python", "version": "3.12.4"}}, (3, 12)),
        ({"language_info": {"name": "python"}}, None),
        ({"language_info": {"version": "new"}}, None),
        ({"language_info": {"version": 3}}, None),
        ([], None),
    ],
)
def test_the_python_that_a_notebook_was_written_in(metadata, want):
    assert python_version(json.dumps({"nbformat": 4, "cells": [], "metadata": metadata}).encode()) == want
