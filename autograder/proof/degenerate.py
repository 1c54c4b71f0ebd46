"""Answers that know nothing: every function of an assignment replaced by one that gives zeros, NaN, its own input, …

None of them may earn a point. What does is a check that looks at properties without an anchor outside the student.
"""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from autograder import course
from autograder.grading.batch import UNWATCHED, Watch, grade_class
from autograder.grading.class_folder import FinishedSubmission
from autograder.grading.intake import Submission
from autograder.proof.verify import QUICK, CorpusEntry, Expected, VerifiedEntry
from autograder.release.notebook import make_cell, to_json
from lecture08_utils.checking import Assignment

if TYPE_CHECKING:
    from autograder.engine import Engine

_HELPERS = """
import numpy as np

def like_input(value, args):
    shapes = [np.shape(a) for a in args if isinstance(a, (int, float)) or hasattr(a, "shape")]
    return np.full(max(shapes, key=len, default=()), value)
"""

# Name → what each function returns.
BODIES = {
    "zeros": "0.0",
    "zeros_in_shape": "like_input(0.0, args)",
    "ones": "1.0",
    "ones_in_shape": "like_input(1.0, args)",
    "nan": "float('nan')",
    "nan_in_shape": "like_input(np.nan, args)",
    "echo": "args[0] if args else None",
    "echo_of_the_last": "args[-1] if args else None",
    "empty": "np.zeros(0)",
    "empty_list": "[]",
    "text": "'the right answer'",
    "true": "True",
    "none": "None",
    "objects": "object()",
    "functions_of_zeros": "lambda *args, **kwargs: like_input(0.0, args)",
    "functions_of_functions": "(lambda *args, **kwargs: lambda *args, **kwargs: 0.0)",
    "pairs_of_zeros": "(0.0, 0.0)",
    "complex_in_shape": "like_input(1j, args)",
    "huge": "10**400",
    "huge_list": "[10**400, -(10**400)]",
    "ragged": "[[1.0], [2.0, 'three'], {'four': None}]",
    "dict": "{'a': 1.0, 'E': 'text', '': [np.nan]}",
}


def degenerate_notebook(assignment: Assignment, body: str) -> bytes:
    """A submission in which every name that a question asks for is a function with this body."""
    cells = [make_cell("code", _HELPERS, None, "prose")]
    for question in assignment.questions:
        if question.defines:
            functions = [f"def {name}(*args, **kwargs):\n    return {body}" for name in question.defines]
            cells.append(make_cell("code", "\n\n".join(functions), question.id, "stub"))
    return to_json({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}).encode()


def grade_degenerate(engine: Engine, name: str, *, jobs: int, watch: Watch = UNWATCHED) -> list[VerifiedEntry]:
    """Grade all degenerate submissions of an assignment; a point for one, or a check that breaks, is a difference."""
    task = course.grading_task(name, limits=QUICK)
    contents = {
        f"degenerate/{label}": degenerate_notebook(task.checked.assignment, body) for label, body in BODIES.items()
    }
    submissions = [Submission(label, label, partial(bytes, content)) for label, content in contents.items()]
    with tempfile.TemporaryDirectory() as out:
        finished = grade_class(engine, task, submissions, Path(out), jobs=jobs, watch=watch).finished
    return [
        VerifiedEntry(CorpusEntry(name, item.student, Path(), Expected()), item, _points(item)) for item in finished
    ]


def _points(item: FinishedSubmission) -> tuple[str, ...]:
    if item.result is None:
        return ("was not graded: " + "; ".join(item.notes),)
    checks = [check for question in item.result.questions for check in question.checks]
    given = [f"{check.id} gives {check.score:g} points for it" for check in checks if check.score]
    broken = [f"{check.id} breaks on it: {item.notes}" for check in checks if check.verdict == "not_graded"]
    return (*given, *broken)
