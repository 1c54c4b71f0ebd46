"""The quick part: otter and nbgrader give one entry of the corpus the points that it expects of us."""

from __future__ import annotations

import pytest

from autograder.proof.verify import corpus
from autograder.release import build_submission

from .peers import full_marks

# Answers two questions, one of them wrong in part, and trains nothing.
ENTRY = "wrong_answer/wrong_sign"


@pytest.fixture
def entry(oscillator, repository):
    (found,) = (entry for entry in corpus("hw4_oscillator", repository) if entry.name == ENTRY)
    assert found.expected.portable
    return found


@pytest.fixture
def expected(oscillator, entry):
    return full_marks(oscillator.checked) | entry.expected.questions


def test_otter(oscillator, entry, expected, repository):
    notebook = build_submission(entry.path, repository, "otter")
    assert oscillator.otter_scores({"wrong-sign": notebook}) == {"wrong-sign": expected}


def test_nbgrader(oscillator, entry, expected, repository):
    notebook = build_submission(entry.path, repository, "nbgrader")
    assert oscillator.nbgrader_scores({"wrong-sign": notebook}) == {"wrong-sign": expected}
