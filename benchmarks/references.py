"""The reference of each assignment as a submission of the corpus."""

from __future__ import annotations

from pathlib import Path

from autograder.authoring import build_submission
from autograder.authoring.notebook import Notebook
from lecture08_utils.checking import assignment_names

ROOT = Path(__file__).resolve().parents[1]


def references() -> dict[str, Notebook]:
    """Assignment → what a student with the reference's answers hands in; of the assignments that have a corpus."""
    folder = ROOT / "tests" / "submissions"
    paths = {name: folder / name / "accepted" / "reference.py" for name in assignment_names()}
    return {name: build_submission(path, ROOT) for name, path in paths.items() if path.exists()}
