"""``python -m tests.grading.class_run OUT COUNT``: grade a toy class in real sandboxes, two at a time."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path

from autograder.engine import Engine
from autograder.grading.batch import grade_class
from autograder.grading.intake import Submission

from .toy import RIGHT, TASK, notebook


def submissions(count: int) -> list[Submission]:
    """A class whose answers differ, and take a tenth of a second each."""
    contents = {}
    for number in range(count):
        force = f"import time\ntime.sleep(0.1)\ndef force(x):\n    return {number % 5 - 4} * x"
        contents[f"student{number:04}"] = notebook(q1=force, q2=RIGHT["q2"])
    return [Submission(name, f"{name}.ipynb", lambda content=content: content) for name, content in contents.items()]


def main(out: str, count: str) -> None:
    with Engine() as engine:
        graded = grade_class(engine, TASK, submissions(int(count)), Path(out), jobs=2, basis="same")
    if not all(item.is_complete for item in graded.finished):
        sys.exit("not all were graded")


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main(*sys.argv[1:])
