"""``python -m tests.scale.class_run OUT ADDRESS COUNT``: grade a toy class on a cluster, as the command does."""

from __future__ import annotations

import sys
from pathlib import Path

from autograder.errors import ReportedError
from autograder.grading.batch import grade_with
from autograder.grading.intake import Submission
from autograder.scale.cluster import Cluster
from tests.grading.toy import TASK, notebook


def submissions(count: int) -> list[Submission]:
    """A class whose answers differ."""
    contents = {f"student{i:04}": notebook(q1=f"def force(x): return {i % 5 - 2} * x") for i in range(count)}
    return [Submission(name, f"{name}.ipynb", lambda content=content: content) for name, content in contents.items()]


def main(out: str, address: str, count: str) -> None:
    try:
        with Cluster(address, TASK, code="c0de", device="cpu", sandbox=None) as cluster:
            graded = grade_with(
                cluster.grade, TASK, submissions(int(count)), Path(out), jobs=cluster.jobs, basis="same"
            )
        notes = [note for item in graded.finished if not item.result for note in item.notes]
        if notes:
            sys.exit("\n".join(notes))
    except ReportedError as problem:
        sys.exit(str(problem))


if __name__ == "__main__":
    main(*sys.argv[1:])
