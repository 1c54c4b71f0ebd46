"""`make demo`: a sample class hands in, is graded, and must get exactly the scores that it should."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from autograder import course
from autograder.budgets.choose import choose_limits
from autograder.class_progress import watching
from autograder.grading.batch import grade_class
from autograder.grading.class_folder import ClassFolder, ClassFolderProblem
from autograder.grading.intake import open_submissions
from autograder.grading.recognise import Marks
from autograder.proof.verify import BrokenCorpus, VerifiedEntry, corpus, differences
from autograder.terminal import plain, result_cells, show_score

if TYPE_CHECKING:
    from autograder.engine import Engine

SAMPLE = "solutions/sample_class.json"


@dataclass(frozen=True)
class SampleClass:
    """The class of ``solutions/sample_class.json``.

    Attributes:
        assignment: what they hand in.
        entries: name in the class → entry of the corpus.
    """

    assignment: str
    entries: Mapping[str, str]


def read_sample(root: Path) -> SampleClass:
    """The sample class of a course.

    Raises:
        BrokenCorpus: there is none, or it cannot be read.
    """
    try:
        tree = json.loads((root / SAMPLE).read_text(encoding="utf-8"))
        return SampleClass(tree["assignment"], tree["class"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BrokenCorpus(f"{SAMPLE} cannot be read: {type(error).__name__}: {error}") from None


def run(engine: Engine, sample: SampleClass, out: Path, console: Console, *, jobs: int) -> list[VerifiedEntry]:
    """Hand in the sample class below `out`, and grade it like any other.

    Args:
        out: gets ``submissions/``, ``results/`` and ``gradebook.csv``; what an earlier run left there is removed.

    Raises:
        BrokenCorpus: an entry of the class is gone.
        ClassFolderProblem: `out` holds the results of another class.
        BrokenBudget, Uncalibrated: see `choose_limits`.
    """
    entries = {entry.name: entry for entry in corpus(sample.assignment, course.ROOT)}
    missing = sorted(set(sample.entries.values()) - entries.keys())
    if missing:
        raise BrokenCorpus(f"the sample class needs {', '.join(missing)}")
    folder = out / "submissions"
    if strangers := [name for name in ClassFolder(out).students if not (folder / f"{name}.ipynb").is_file()]:
        raise ClassFolderProblem(f"{out} holds results of {strangers[0]}, and not of a sample class: choose another")
    _empty(folder, "*.ipynb")
    for name, pattern in (("results", "*.json"), (".records", "*.json"), ("submitted", "*.ipynb")):
        _empty(out / name, pattern)
    for student, name in sample.entries.items():
        (folder / f"{student}.ipynb").write_bytes(entries[name].notebook())
    task = course.grading_task(sample.assignment)
    with open_submissions(folder, Marks.of(task)) as intake, watching(console, len(intake.submissions)) as watch:
        task = replace(
            task, limits=choose_limits(engine, task.checked.assignment, folder=course.budgets_folder()).limits
        )
        finished = grade_class(engine, task, intake.submissions, out, jobs=jobs, watch=watch).finished
    graded = [(entries[sample.entries[item.student]], item) for item in finished]
    return [VerifiedEntry(entry, item, differences(item, entry.expected)) for entry, item in graded]


def table(sample: SampleClass, verified: Sequence[VerifiedEntry]) -> Table:
    """The class for the eye, each total beside the expected one."""
    results = [item.finished.result for item in verified if item.finished.result]
    questions = list(dict.fromkeys(question.id for result in results for question in result.questions))
    shown = Table(title=f"a sample class of {sample.assignment}", caption="– is given by a person")
    shown.add_column("student", no_wrap=True)
    shown.add_column("what was handed in")
    for column in (*questions, "total", "seconds", "expected"):
        shown.add_column(column, justify="right", no_wrap=True)
    for item in verified:
        mark = "✗" if item.differences else "✓"
        cells = result_cells(item.finished, questions)
        expected = f"{show_score(_expected_score(item))} {mark}"
        shown.add_row(plain(item.finished.student), item.entry.name, *cells, expected)
    return shown


def _expected_score(item: VerifiedEntry) -> float:
    result = item.finished.result
    if result is None:
        return 0.0
    expected = item.entry.expected.questions
    return sum(expected.get(question.id, question.max_score) for question in result.questions if question.checks)


def _empty(folder: Path, pattern: str) -> None:
    """Make a folder, without what an earlier run left there."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.glob(pattern):
        path.unlink()
