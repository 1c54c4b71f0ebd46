"""What a TA sees while a class is graded and afterwards."""

from __future__ import annotations

import contextlib
import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from autograder.grading.batch import GradedClass
from autograder.grading.class_folder import FinishedSubmission
from autograder.grading.lateness import Lateness
from autograder.grading.results import NOT_GRADED
from lecture08_utils.checking.text import one_line

_WIDTH_OF_FILES = 132
_MOST_NAMED = 5


def consoles() -> tuple[Console, Console]:
    """Where progress and remarks go, and where tables go."""
    errors, tables = Console(stderr=True, highlight=False), Console(highlight=False)
    # A file has no width; the default of 80 columns would cut tables.
    return errors, tables if tables.is_terminal else Console(highlight=False, width=_WIDTH_OF_FILES)


def plain(text: str) -> Text:
    """Text from outside, which may carry neither markup nor escape sequences to the terminal."""
    return Text(one_line(text, 400))


def print_lines(console: Console, lines: Iterable[str]) -> None:
    """Print text from outside, a line each."""
    for line in lines:
        console.print(plain(line), soft_wrap=True)


def show_score(score: float | None) -> str:
    """A score with as few digits as it needs; a dash for one that is still to be given."""
    return "–" if score is None else f"{score:g}"


def _bar(console: Console) -> Progress:
    description = TextColumn("{task.description}", markup=False)
    columns = (description, BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=console, transient=True)


@contextlib.contextmanager
def steps(console: Console, total: int) -> Iterator[Callable[[str], None]]:
    """A bar with remaining time for work of several steps, one line per step where there is no terminal.

    Yields:
        What to call, with its name, after each step.
    """
    if not console.is_terminal:
        numbers = itertools.count(1)
        yield lambda name: console.print(Text(f"[{next(numbers)}/{total}] {name}"), soft_wrap=True)
        return
    with _bar(console) as bar:
        task = bar.add_task("starting", total=total)
        yield lambda name: bar.update(task, advance=1, description=name)


def class_table(
    title: str,
    finished: Sequence[FinishedSubmission],
    questions: Sequence[str],
    lateness: Lateness | None = None,
) -> Table:
    """The gradebook for the eye: a row per student, then how many there are of each status.

    Args:
        lateness: what totals lose; one more column says what counts.
    """
    counts = Counter(item.result.status if item.result else NOT_GRADED for item in finished)
    caption = ", ".join(f"{count} {status.replace('_', ' ')}" for status, count in sorted(counts.items()))
    table = Table(title=title, caption=caption)
    table.add_column("student", overflow="fold")
    for column in (*questions, "total", "seconds", *(["counts"] if lateness else [])):
        table.add_column(column, justify="right", no_wrap=True)
    table.add_column("status", no_wrap=True)
    for item in sorted(finished, key=lambda item: item.student):
        cells = result_cells(item, questions)
        if lateness:
            cells.append(show_score(lateness.total(item.student, item.result.score)) if item.result else "")
        table.add_row(plain(item.student), *cells, _status(item))
    return table


def to_look_at(finished: Sequence[FinishedSubmission], out: str, adjustments: str) -> list[str]:
    """What a person should look at after grading, as lines; none if there is nothing.

    Args:
        out: the folder of the class.
        adjustments: path of the file that gives points by hand.
    """
    lines: list[str] = []
    for item in sorted(finished, key=lambda item: item.student):
        questions = item.result.questions if item.result else ()
        open_points = [
            f"{question.id}: a check broke, {show_score(question.not_graded)} points are not graded"
            for question in questions
            if question.not_graded
        ]
        follow_ups = [
            f"{question.id} lost points after {' '.join(question.builds_on_failed)}"
            for question in questions
            if question.builds_on_failed and not question.adjustment
        ]
        if said := [*open_points, *follow_ups]:
            lines.append(f"    {item.student}: {'; '.join(said)}")
    if not lines:
        return []
    head = "To look at: lost points that may come from a mistake in an earlier question, and what is not graded:"
    how = f"To give points by hand: lecture08 sheet {out}, or {adjustments} with student,question,points,reason."
    return [head, *lines, how]


def run_summary(graded: GradedClass) -> list[str]:
    """What of a class was graded now, and what is of earlier runs, as lines."""
    lines = []
    if kept := sum(item.kept for item in graded.finished):
        new = [item.student for item in graded.finished if not item.kept]
        lines.append(
            f"{_listed(new)} graded now; {kept} unchanged since they were graded, and kept (--regrade: all again)."
        )
    if others := graded.others:
        lines.append(f"Not among these submissions, and kept from earlier runs: {_listed(others)}.")
    return lines


def _listed(students: Sequence[str]) -> str:
    """How many, and the first of them, such as ``2 (ada, bob)``."""
    names = ", ".join(students[:_MOST_NAMED]) + (", …" if len(students) > _MOST_NAMED else "")
    return f"{len(students)} ({names})" if students else "0"


def result_cells(item: FinishedSubmission, questions: Sequence[str]) -> list[str]:
    """Scores per question, the total and the seconds of one submission, as text."""
    if item.result is None:
        return ["" for _ in range(len(questions) + 2)]
    scores = {question.id: show_score(question.score) for question in item.result.questions}
    total = f"{show_score(item.result.score)}/{show_score(item.result.max_score)}"
    return [*(scores.get(question, "") for question in questions), total, f"{item.result.seconds:.1f}"]


def _status(item: FinishedSubmission) -> str:
    return (item.result.status if item.result else NOT_GRADED).replace("_", " ")


def finished_line(item: FinishedSubmission) -> Text:
    """What became of a submission, and below that its notes."""
    lines = [plain(item.student).append(f": {_status(item)}")]
    if item.result and item.result.questions:
        lines[0].append(f", {show_score(item.result.score)} of {show_score(item.result.max_score)}")
    return Text("\n").join([*lines, *(Text("    ").append_text(plain(note)) for note in item.notes)])
