"""One student's page: the notebook, and at each answer what the checks found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from autograder.grading.class_folder import FinishedSubmission
from autograder.grading.results import CheckResult, QuestionResult, Result
from lecture08_utils.checking import CheckedAssignment
from lecture08_utils.checking.text import one_line, plain_text
from lecture08_utils.notebooks.reading import UnreadableNotebook

from .cells import ShownCell, ShownNotebook, shown_notebook
from .code import highlighted
from .pages import render
from .prose import render_prose

# The heading of a question's box; those of the notebook begin there as well.
_BOX_LEVEL = 3
_LONGEST_MESSAGE = 10_000
_LONGEST_NAME = 200
# What `messages.Outcome.message` puts in front of a part, in twelve columns.
_LABELS = ("Tested", "Asked", "Returned", "Expected", "Looks like", "Hint")
_COLUMNS = 12
_CODE = ("Asked", "Returned", "Expected")
VERDICTS: Mapping[str, str] = {
    "accepted": "passed",
    "wrong_answer": "wrong answer",
    "run_time_error": "an error in your code",
    "time_limit_exceeded": "took too long",
    "memory_limit_exceeded": "took too much memory",
    "not_attempted": "not attempted",
    "missing": "missing",
    "not_graded": "not graded yet",
}


@dataclass(frozen=True)
class Part:
    """A labelled part of a message; the label is empty for plain sentences."""

    label: str
    text: str
    is_code: bool


@dataclass(frozen=True)
class ShownCheck:
    """One check in a box."""

    passed: bool
    verdict: str
    title: str
    score: float
    max_score: float
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Box:
    """What a page says about a question.

    Attributes:
        state: full, part, none, or open: something is still to be graded; decides mark and colour.
        word: the same in words.
        has_cell: there is a cell on the page that answers it.
    """

    id: str
    title: str
    result: QuestionResult
    state: str
    word: str
    checks: tuple[ShownCheck, ...]
    has_cell: bool

    @property
    def time_share(self) -> float:
        """Of the limit, at most 1."""
        limit = self.result.limit_seconds
        return min(1.0, self.result.seconds / limit) if limit else 0.0


@dataclass(frozen=True)
class _Rendered:
    """A cell as HTML, and the box of the question that it answers."""

    cell: ShownCell
    body: Markup
    box: Box | None


def feedback_page(checked: CheckedAssignment, item: FinishedSubmission, content: bytes | None, late: str = "") -> str:
    """The page of one student.

    Args:
        checked: the assignment; of its hidden checks nothing is shown but what the result says.
        content: the notebook as it was graded, if it could be read.
        late: how late it was, and what counts; see `Lateness.note`.
    """
    notebook, problem = _notebook(checked, content)
    boxes = _boxes(checked, item.result, notebook)
    return render(
        "feedback.html.j2",
        title=f"{checked.assignment.title}: feedback",
        assignment=checked.assignment,
        student=one_line(item.student, _LONGEST_NAME),
        result=item.result,
        late=late,
        boxes=boxes,
        cells=_cells(notebook, {box.id: box for box in boxes}),
        loose=[box for box in boxes if not box.has_cell],
        cells_left_out=notebook.cells_left_out if notebook else 0,
        problem=plain_text(item.result.error, 2000) if item.result and item.result.error else problem,
    )


def _notebook(checked: CheckedAssignment, content: bytes | None) -> tuple[ShownNotebook | None, str]:
    if content is None:
        return None, "The notebook that was graded is not at hand."
    try:
        return shown_notebook(content, checked.assignment), ""
    except UnreadableNotebook as problem:
        return None, plain_text(str(problem), 2000)


def _boxes(checked: CheckedAssignment, result: Result | None, notebook: ShownNotebook | None) -> list[Box]:
    if not result:
        return []
    titles = {question.id: question.title for question in checked.assignment.questions}
    shown = {cell.index for cell in notebook.cells} if notebook else set()
    answers = notebook.answers if notebook else {}
    public = {check.id: check.description for check in checked.checks if check.visibility == "public"}
    return [
        Box(
            id=question.id,
            title=titles.get(question.id, ""),
            result=question,
            state=_state(question),
            word=_word(question),
            checks=tuple(_shown_check(check, public) for check in question.checks),
            has_cell=answers.get(question.id) in shown,
        )
        for question in result.questions
    ]


def _state(question: QuestionResult) -> str:
    if question.score is None or question.needs_grading or question.not_graded:
        return "open"
    if question.score >= question.max_score:
        return "full"
    return "part" if question.score > 0 else "none"


def _word(question: QuestionResult) -> str:
    if question.needs_grading:
        return "still to be graded by a person"
    if question.not_graded:
        return f"{question.not_graded:g} of its points are not graded yet"
    if question.max_score == 0:
        return "a challenge without points"
    if question.is_untouched and not question.score:
        return "not attempted"
    return {"full": "full marks", "part": "some of the points", "none": "no points"}[_state(question)]


def _shown_check(check: CheckResult, public: Mapping[str, str]) -> ShownCheck:
    title = public.get(check.id, "A check of the course") if check.visibility == "public" else "A hidden check"
    parts = message_parts(plain_text(check.message, _LONGEST_MESSAGE))
    if check.misconception and not any(part.label == "Looks like" for part in parts):
        parts = (*parts, Part("Looks like", one_line(check.misconception, 300), is_code=False))
    return ShownCheck(
        check.verdict == "accepted", VERDICTS[check.verdict], title, check.score, check.max_score, parts
    )


def message_parts(message: str) -> tuple[Part, ...]:
    """The parts of a message as `Outcome.message` puts them together."""
    parts: list[tuple[str, list[str]]] = []
    for line in message.split("\n"):
        label = next((name for name in _LABELS if line.startswith(f"{name + ':':<{_COLUMNS}}")), None)
        if label:
            parts.append((label, [line[_COLUMNS:]]))
        elif parts and (not parts[-1][0] or not line[:_COLUMNS].strip()):
            label_above = parts[-1][0]
            parts[-1][1].append(line[_COLUMNS:] if label_above else line)
        elif line:
            parts.append(("", [line]))
    return tuple(Part(label, "\n".join(lines).rstrip(), label in _CODE) for label, lines in parts)


def _cells(notebook: ShownNotebook | None, boxes: Mapping[str, Box]) -> Sequence[_Rendered]:
    """The cells that are shown, in their order. Those that only call a check give way to the boxes."""
    if not notebook:
        return []
    answered = {index: boxes[question] for question, index in notebook.answers.items() if question in boxes}
    rendered, level = [], _BOX_LEVEL - 1
    for cell in notebook.cells:
        box = answered.get(cell.index)
        if cell.kind == "markdown":
            body, level = render_prose(cell.source, level)
        elif cell.kind == "code":
            body = highlighted(cell.source)
        else:
            body = Markup("<pre>{}</pre>").format(cell.source)
        if cell.role != "check" or box:
            rendered.append(_Rendered(cell, body, box))
        if box:
            level = _BOX_LEVEL
    return rendered
