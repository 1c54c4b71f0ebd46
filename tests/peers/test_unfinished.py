"""The quick part: a student who answered two questions gets the same points from all three graders."""

from __future__ import annotations

import pytest

from autograder.authoring import read_source
from autograder.authoring.notebook import cell_text

from .peers import full_marks

ANSWERED = ("q1", "q2")


@pytest.fixture
def unfinished(repository):
    """Fills ANSWERED into a released notebook with the reference's answers."""
    source = read_source("hw4_oscillator", repository)
    solved = {cell.stub: cell.solved for question in ANSWERED for cell in source.answers(question)}

    def fill_in(notebook):
        cells = [{**cell, "source": solved.get(cell_text(cell), cell_text(cell))} for cell in notebook["cells"]]
        return {**notebook, "cells": cells}

    return fill_in


@pytest.fixture
def expected(oscillator):
    full = full_marks(oscillator.checked)
    return {question: points if question in ANSWERED else 0.0 for question, points in full.items()}


def test_otter(oscillator, unfinished, expected):
    assert oscillator.otter_scores(unfinished(oscillator.otter.notebook)) == expected


def test_nbgrader(oscillator, unfinished, expected):
    scores = oscillator.nbgrader_scores({"unfinished": unfinished(oscillator.nbgrader.notebook)})
    assert scores["unfinished"] == expected
