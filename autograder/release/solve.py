"""Corpus scripts: a submission written as what its student did differently.

``solutions/<assignment>/corpus/<kind>/NAME.py`` is a py:percent file. Questions that it does not mention are
answered by the reference::

    # %% [raw]                      optional, the first cell
    # base: release                 the questions that are not mentioned stay untouched stubs
    # untouched: [q7]               these questions stay untouched stubs
    # delete: [q3]                  these questions' answer cells are gone
    # …                             what grading it must give: see `autograder.proof.expectation`
    # %% question="q1"
    …                               in place of the answer cells of q1
    # %% [markdown] question="q10"
    # …                             an answer in prose
    # %% after="q5"
    …                               an additional cell behind the answer to q5
    # %% [markdown]
    # …                             without metadata: a note to the reader of the script

What is said of questions that do not exist counts for nothing, so that a question can be deleted; `release --check`
names what is left over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import yaml

from .notebook import Notebook, load_notebook, make_cell
from .percent import PercentCell, read_cells
from .problems import AuthoringError, Problem
from .source import Source, read_source

Flavour = Literal["otter", "nbgrader"]


_SETTINGS: dict[str, Callable[[Any], bool]] = {
    "base": lambda value: value in ("reference", "release"),
    "untouched": lambda value: isinstance(value, list),
    "delete": lambda value: isinstance(value, list),
    "portable": lambda value: isinstance(value, bool),
    "quick": lambda value: isinstance(value, bool),
    "fails": lambda value: isinstance(value, dict) and all(isinstance(text, str) for text in value.values()),
}


@dataclass(frozen=True)
class CorpusScript:
    """A parsed corpus script.

    Attributes:
        base: what answers the questions that are not mentioned.
        untouched: questions whose stubs stay as they are, whatever the base.
        delete: questions without answer cells.
        answers: question → cells in place of its answer cells.
        extras: question → cells behind its answer cells.
        portable, quick, fails: see `autograder.proof.expectation`.
    """

    base: Literal["reference", "release"] = "reference"
    untouched: frozenset[str] = frozenset()
    delete: frozenset[str] = frozenset()
    answers: Mapping[str, list[PercentCell]] = field(default_factory=dict)
    extras: Mapping[str, list[PercentCell]] = field(default_factory=dict)
    portable: bool = False
    quick: bool = False
    fails: Mapping[str, str] = field(default_factory=dict)

    def leaves_stub(self, question: str) -> bool:
        """Whether the stub of a question stays as it was released."""
        return question not in self.answers and (self.base == "release" or question in self.untouched)


def build_submission(path: Path, root: Path, flavour: Flavour = "otter") -> Notebook:
    """Turn a corpus script into the notebook that such a student hands in.

    Args:
        path: ``solutions/<assignment>/corpus/<kind>/NAME.py``; the assignment is taken from it.
        root: of the course; its ``assignments/`` and ``solutions/`` are read, nothing is run or written.
        flavour: whose release the student filled in.

    Returns:
        An nbformat-4 notebook. Without outputs: the student never ran it.

    Raises:
        AuthoringError: the script is malformed, or the assignment has not been released.
    """
    name = path.resolve().parents[2].name
    script = read_script(path, root)
    notebook = _read_release(name, root, flavour)
    source = read_source(name, root)
    notebook["cells"] = list(_fill_in(notebook["cells"], source, script))
    return notebook


def solve_release(notebook: Notebook, source: Source) -> Notebook:
    """The released notebook with every answer cell filled in by the reference."""
    return {**notebook, "cells": list(_fill_in(notebook["cells"], source, CorpusScript()))}


def build_reference(name: str, root: Path) -> Notebook:
    """The notebook of a student who answers like the reference.

    Raises:
        AuthoringError: the assignment has not been released, or its source is malformed.
    """
    return solve_release(_read_release(name, root, "otter"), read_source(name, root))


def leftovers(source: Source, root: Path) -> Iterator[Problem]:
    """The corpus scripts of an assignment that speak of questions that it does not have."""
    known = {question.id for question in source.questions}
    for path in sorted((root / "solutions" / source.name / "corpus").glob("*/*.py")):
        script = read_script(path, root)
        said = {name.partition(".")[0] for name in script.fails}
        for question in sorted({*said, *script.untouched, *script.delete, *script.answers, *script.extras} - known):
            message = (
                f"There is no question {question}: take it out, or delete this entry if it is about nothing else."
            )
            yield Problem(_label(path, root), 1, message)


def solution_sources(name: str, root: Path) -> dict[str, list[str]]:
    """The reference's text of each question's stub cells, in the order of `autograder.grading.released.stub_sources`.

    Raises:
        AuthoringError: the source is malformed.
    """
    return _solutions(read_source(name, root))


def read_script(path: Path, root: Path) -> CorpusScript:
    """Parse a corpus script.

    Raises:
        AuthoringError: it is malformed; every problem is listed.
    """
    file = _label(path, root)
    cells = read_cells(path.read_text(encoding="utf-8"), file)
    problems: list[Problem] = []
    settings: dict[str, Any] = {}
    if cells and cells[0].kind == "raw":
        settings = _read_settings(cells.pop(0), file, problems)
    answers: dict[str, list[PercentCell]] = {}
    extras: dict[str, list[PercentCell]] = {}
    for cell in cells:
        keys = set(cell.metadata)
        if keys == {"question"} and cell.kind != "raw":
            answers.setdefault(str(cell.metadata["question"]), []).append(cell)
        elif keys == {"after"} and cell.kind != "raw":
            extras.setdefault(str(cell.metadata["after"]), []).append(cell)
        elif keys or cell.kind != "markdown":
            message = 'A cell needs `question="q1"` or `after="q1"`; settings go into a first cell `# %% [raw]`.'
            problems.append(Problem(file, max(cell.line - 1, 1), message))
    unanswered = {key: frozenset(map(str, settings.get(key, []))) for key in ("untouched", "delete")}
    for key, said in (("untouched", "left untouched"), ("delete", "deleted")):
        for question in sorted(unanswered[key] & set(answers)):
            line = answers[question][0].line
            problems.append(Problem(file, line, f"{question} is both answered here and {said}."))
    if problems:
        raise AuthoringError(problems)
    return CorpusScript(**{**settings, **unanswered}, answers=answers, extras=extras)


def _read_settings(cell: PercentCell, file: str, problems: list[Problem]) -> dict[str, Any]:
    try:
        settings = yaml.safe_load(cell.text) or {}
    except yaml.YAMLError as error:
        problems.append(Problem(file, cell.line, f"These settings are not YAML: {' '.join(str(error).split())}"))
        return {}
    if isinstance(settings, dict) and all(
        key in _SETTINGS and _SETTINGS[key](value) for key, value in settings.items()
    ):
        return settings
    message = (
        "Settings are `base: reference` or `base: release`, `untouched: [q7]`, `delete: [q3]`, `portable: true`, "
        "`quick: true` and `fails: {q2.check: verdict or misconception}`."
    )
    problems.append(Problem(file, cell.line, message))
    return {}


def _read_release(name: str, root: Path, flavour: Flavour) -> Notebook:
    path = root / "assignments" / name / flavour / f"{name}.ipynb"
    if not path.is_file():
        message = f"There is no release yet; run `lecture08 release {name}`."
        raise AuthoringError([Problem(path.relative_to(root).as_posix(), 1, message)])
    return load_notebook(path)


def _solutions(source: Source) -> dict[str, list[str]]:
    return {question.id: [cell.solved for cell in source.answers(question.id)] for question in source.questions}


def _fill_in(cells: list[dict], source: Source, script: CorpusScript) -> Iterator[dict]:
    solutions = _solutions(source)
    last = {_question(cell): index for index, cell in enumerate(cells) if _is_answer(cell)}
    seen: dict[str, int] = {}
    for index, cell in enumerate(cells):
        question = _question(cell)
        if not _is_answer(cell):
            yield cell
            continue
        number = seen[question] = seen.get(question, -1) + 1
        if question in script.answers:
            yield from _replace(cell, script.answers[question]) if number == 0 else ()
        elif question not in script.delete:
            yield cell if script.leaves_stub(question) else {**cell, "source": solutions[question][number]}
        if index == last[question]:
            yield from _extra_cells(script.extras.get(question, []))


def _replace(cell: dict, answers: list[PercentCell]) -> Iterator[dict]:
    """The student's cells: the first one is the stub, edited; the others are new and carry only our label."""
    first, *others = answers
    yield {**_as_kind(cell, first.kind), "source": first.text}
    label = cell["metadata"]["lecture08"]
    for number, other in enumerate(others, start=1):
        extra = make_cell(other.kind, other.text, label["question"], label["role"])
        yield {**extra, "id": f"{cell['id']}-more-{number}"}


def _as_kind(cell: dict, kind: str) -> dict:
    if cell["cell_type"] == kind:
        return cell
    plain = {key: value for key, value in cell.items() if key not in ("outputs", "execution_count")}
    outputs: dict[str, Any] = {"execution_count": None, "outputs": []} if kind == "code" else {}
    return {**plain, **outputs, "cell_type": kind}


def _extra_cells(extras: list[PercentCell]) -> Iterator[dict]:
    for extra in extras:
        # A cell that a student adds carries no metadata of ours.
        cell = {"cell_type": extra.kind, "id": f"extra-{extra.line}", "metadata": {}, "source": extra.text}
        yield cell | ({"execution_count": None, "outputs": []} if extra.kind == "code" else {})


def _is_answer(cell: dict) -> bool:
    return _role(cell) in ("stub", "manual")


def _role(cell: dict) -> str:
    return cell["metadata"].get("lecture08", {}).get("role", "")


def _question(cell: dict) -> str:
    return cell["metadata"].get("lecture08", {}).get("question") or ""


def _label(path: Path, root: Path) -> str:
    path = path.resolve()
    return path.relative_to(root.resolve()).as_posix() if path.is_relative_to(root.resolve()) else path.name
