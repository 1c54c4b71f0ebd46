"""One source and its checks, laid out as the master notebook of otter and as the source notebook of nbgrader.

Both tools get the same cells in the same order: what the source gives, and behind the last answer cell of a
question its check cell and its tests. A test is one call of a check by name, so neither tool's files carry an
expected value.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from lecture08_utils.checking import Check, CheckedAssignment

from .cell import PROMPT, SourceCell
from .notebook import Notebook, cell_text, make_cell, make_notebook
from .problems import ToolError
from .source import Source

# What a student sees of it in nbgrader's release; an empty locked cell would raise questions.
HIDDEN_CELL = "# A hidden check: it runs when your notebook is graded."


def otter_master(source: Source, checked: CheckedAssignment, config: Mapping[str, Any]) -> Notebook:
    """The notebook that `otter assign` reads.

    Args:
        config: the assignment's configuration in otter's own terms, without its name.
    """
    settings = yaml.safe_dump({"name": source.name, **config}, sort_keys=False)
    cells = [_raw(f"# ASSIGNMENT CONFIG\n{settings}")]
    opened: set[str] = set()
    for cell, is_last in _with_last_answers(source):
        if cell.question and cell.question not in opened:
            opened.add(cell.question)
            cells.append(_raw(_question_head(cell.question, checked)))
        cells += _otter_answer(cell) if cell.is_answer else [_plain(cell)]
        if is_last:
            # The block ends here, so that otter puts its check cell behind the answer and not behind the plots.
            cells += [*_otter_tests(str(cell.question), checked), _raw("# END QUESTION")]
    return make_notebook(cells)


def nbgrader_source(source: Source, checked: CheckedAssignment) -> Notebook:
    """The notebook that `nbgrader generate_assignment` reads."""
    cells = []
    answers: Counter[str | None] = Counter()
    for cell, is_last in _with_last_answers(source):
        answers[cell.question] += cell.is_answer
        number = answers[cell.question]
        cells.append(_nbgrader_answer(cell, number, is_last, checked) if cell.is_answer else _plain(cell))
        if is_last and cell.question:
            cells += _nbgrader_tests(cell.question, checked)
    return make_notebook(cells)


def grade_ids(checked: CheckedAssignment) -> dict[str, str]:
    """nbgrader's id of each grade cell → id of the check that it runs.

    The ids count instead of naming: a release shows them, those of hidden checks too.
    """
    return {
        f"{question.id}-test-{number}": check.id
        for question in checked.assignment.questions
        for number, check in enumerate(checked.of_question(question.id), start=1)
    }


def require_answers(cells: list[dict[str, Any]], source: Source, tool: str) -> None:
    """Make sure that the answer cells that a tool made are the stubs that the source describes.

    Raises:
        ToolError: they are not.
    """
    answers = [cell for cell in source.cells if cell.is_answer]
    made = [cell for cell in cells if cell["metadata"]["lecture08"]["role"] in ("stub", "manual")]
    if len(made) != len(answers):
        raise ToolError(f"{tool} made {len(made)} answer cells of the {len(answers)} in {source.file}.")
    for cell, answer in zip(made, answers, strict=True):
        if cell_text(cell) != answer.stub:
            raise ToolError(f"{tool} made something unexpected of the cell at {source.file}:{answer.line}.")


def points_of(check: Check) -> int | float:
    """A check's points, whole numbers as integers: that is how both tools' files show them."""
    return int(check.points) if float(check.points).is_integer() else float(check.points)


def _with_last_answers(source: Source) -> Iterator[tuple[SourceCell, bool]]:
    last = {cell.question: index for index, cell in enumerate(source.cells) if cell.is_answer}
    for index, cell in enumerate(source.cells):
        yield cell, cell.is_answer and last[cell.question] == index


def _raw(text: str) -> dict[str, Any]:
    return make_cell("raw", text.strip(), None, "prose")


def _plain(cell: SourceCell) -> dict[str, Any]:
    return make_cell(cell.kind, cell.master, cell.question, cell.role)


def _question_head(question: str, checked: CheckedAssignment) -> str:
    settings: dict[str, Any] = {"name": question}
    entry = checked.assignment.question(question)
    if entry.is_manual:
        settings |= {"manual": True, "points": entry.manual_points}
    return f"# BEGIN QUESTION\n{yaml.safe_dump(settings, sort_keys=False)}"


def _otter_answer(cell: SourceCell) -> list[dict[str, Any]]:
    block = [_raw("# BEGIN SOLUTION"), _plain(cell), _raw("# END SOLUTION")]
    if cell.kind == "code":
        return block
    # Without a prompt of its own otter would invent one, without our metadata.
    prompt = make_cell("markdown", PROMPT, cell.question, cell.role)
    return [_raw("# BEGIN PROMPT"), prompt, _raw("# END PROMPT"), *block]


def _otter_tests(question: str, checked: CheckedAssignment) -> list[dict[str, Any]]:
    checks = checked.of_question(question)
    if not checks:
        return []
    tests = [
        make_cell("code", _otter_test(checked.assignment.name, check, number), question, "check")
        for number, check in enumerate(checks, start=1)
    ]
    return [_raw("# BEGIN TESTS"), *tests, _raw("# END TESTS")]


def _otter_test(name: str, check: Check, number: int) -> str:
    # Points stand in each test: otter shares out a question's total wrongly once hidden tests are removed.
    # The number keeps the functions of one question apart; of two with the same name otter runs one.
    return (
        f'""" # BEGIN TEST CONFIG\npoints: {points_of(check)}\nhidden: {str(check.visibility == "hidden").lower()}\n'
        f'""" # END TEST CONFIG\n'
        f"def test_{check.question}_{number}(env):\n"
        f"    from lecture08_utils.checking import assert_check\n"
        f'    assert_check("{name}", "{check.id}", env)'
    )


def _nbgrader_answer(cell: SourceCell, number: int, is_last: bool, checked: CheckedAssignment) -> dict[str, Any]:
    question = str(cell.question)
    points = checked.assignment.question(question).manual_points
    graded = {"grade": True, "points": points} if is_last and points else {"grade": False}
    marks = _nbgrader_marks(f"{question}-answer-{number}", solution=True, **graded)
    return make_cell(cell.kind, cell.master, cell.question, cell.role, nbgrader=marks)


def _nbgrader_tests(question: str, checked: CheckedAssignment) -> Iterator[dict[str, Any]]:
    checks = checked.of_question(question)
    if checks:
        yield make_cell("code", f'check("{question}")', question, "check")
    ids = {check: grade_id for grade_id, check in grade_ids(checked).items()}
    for check in checks:
        # The import: a student may have a variable called `grade`.
        text = f'from lecture08_utils import grade\ngrade("{check.id}")'
        if check.visibility == "hidden":
            text = f"{HIDDEN_CELL}\n### BEGIN HIDDEN TESTS\n{text}\n### END HIDDEN TESTS"
        marks = _nbgrader_marks(ids[check.id], grade=True, locked=True, points=points_of(check))
        yield make_cell("code", text, question, "check", nbgrader=marks)


def _nbgrader_marks(grade_id: str, **marks: Any) -> dict[str, Any]:
    plain = {"grade": False, "locked": False, "schema_version": 3, "solution": False, "task": False}
    return {**plain, "grade_id": grade_id, **marks}
