"""The command that turns a graded class into pages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.cli_common import reported_errors, wrong_usage
from autograder.names import full_name

if TYPE_CHECKING:
    from autograder.reporting import Written


@click.command()
@click.argument("out", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--nbgrader", is_flag=True, help="Also write nbgrader-feedback/, a course's feedback/ for nbgrader.")
@click.option(
    "--moodle",
    type=click.Path(exists=True, path_type=Path),
    help="The zip or folder that Moodle gave you: also write moodle-feedback.zip, which it takes back.",
)
def report(out: Path, nbgrader: bool, moodle: Path | None) -> None:
    """Write feedback for each student and a report on the class into OUT, a folder that `grade` made.

    Writes feedback/STUDENT.html, feedback.zip with all of them, and report.html.

    \b
    Examples:
      lecture08 report results
      lecture08 report results --moodle "PHYS-hw4-1234.zip"
    """
    from autograder import course, terminal
    from autograder.grading.by_hand import not_counted
    from autograder.grading.class_folder import ClassFolderProblem, read_class
    from autograder.grading.intake import NoSubmissions
    from autograder.reporting import write_reports
    from autograder.reporting.deliver import NotOfMoodle

    with reported_errors(), wrong_usage(ClassFolderProblem, NoSubmissions, NotOfMoodle):
        results = read_class(out)
        task = course.grading_task(full_name(results.assignment))
        waiting = not_counted(out, results, task.checked)
        written = write_reports(results, task, nbgrader=nbgrader, moodle=moodle)
    errors, _ = terminal.consoles()
    terminal.print_lines(errors, (*waiting, *written.notes))
    show_written(written)


def show_written(written: Written) -> None:
    """Say where the pages are."""
    click.echo(f"Feedback for {written.students} students: {written.feedback} and {written.archive}")
    click.echo(f"Report on the class: {written.report}")
    for path in written.others:
        click.echo(f"Also written: {path}")
