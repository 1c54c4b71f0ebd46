"""Commands for a class that is graded: points by hand, other programs' gradebooks, totals."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from pathlib import Path

import click

from autograder.cli_common import reported_errors, writing, wrong_usage

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command()
@click.argument("out", type=_FOLDER)
def sheet(out: Path) -> None:
    """Write OUT/sheet.csv: what a person has to judge of the class that was graded into OUT.

    It has a row for each answer to a manual question, and for each question that lost points after one that it builds
    on, with the answer as text. Fill in the columns points and comment, and run the command again, or grade: then the
    points count. What is filled in stays; ok in place of points keeps the automatic ones.

    \b
    Example:
      lecture08 sheet results
    """
    from autograder import terminal
    from autograder.atomic import write_atomically
    from autograder.csv_file import BOM
    from autograder.grading import sheet as sheets
    from autograder.grading.adjustments import BadAdjustments
    from autograder.grading.by_hand import PointsByHand, read_by_hand
    from autograder.grading.class_folder import open_class
    from lecture08_utils.checking import load

    target = out / sheets.FILE
    errors, _ = terminal.consoles()
    name = _assignment_in(out)
    with reported_errors(), wrong_usage(BadAdjustments):
        checked = load(name, hidden=True)
        given = read_by_hand(out, None, checked)
        with open_class(out, name) as folder:
            taken_back = PointsByHand(folder, checked, given).amend_results()
            folder.write_gradebook(checked)
            unused = given.unused(folder.students) if given else []
            changed = sheets.changed_since(target, folder.finished)
            notes = [*(given.notes if given else ()), *taken_back, *unused, *changed]
            delimiter = sheets.delimiter_of(target)
            text = sheets.sheet_csv(folder, checked, sheets.filled_in(target), delimiter)
            rows = sheets.count(text, delimiter)
            with writing(target):
                write_atomically(target, BOM + text)
    terminal.print_lines(errors, notes)
    empty = f"; in {rows.empty} of these nothing is written" if rows.empty else ""
    click.echo(f"{target}: {rows.all} answers to look at, {rows.open} of them without points{empty}.")


@click.command()
@click.argument("out", type=_FOLDER)
@click.argument("roster", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--to", "target", required=True, type=click.Path(dir_okay=False, path_type=Path), help="File to write.")
@click.option("--title", help="What the assignment is called on the platform. Default: its name here.")
@click.option("--missing", type=click.FloatRange(min=0), help="Grade for those in ROSTER who handed nothing in.")
def export(out: Path, roster: Path, target: Path, title: str | None, missing: float | None) -> None:
    """Fill the totals of the class in OUT into ROSTER, for Canvas, Moodle or Brightspace to import.

    ROSTER is what the platform exports: the gradebook of Canvas or Brightspace, the grading worksheet of an
    assignment in Moodle or Moodle's gradebook. It is not changed.

    \b
    Example:
      lecture08 export results canvas.csv --title "Homework 4" --to import.csv
    """
    from autograder import terminal
    from autograder.atomic import write_atomically
    from autograder.exports.fill import fill
    from autograder.grading.by_hand import not_counted
    from autograder.grading.class_folder import ClassFolderProblem, read_class
    from lecture08_utils.checking import load

    errors, _ = terminal.consoles()
    if target.exists() and target.samefile(roster):
        raise click.UsageError(f"--to {target} is ROSTER itself, which is not changed; name another file")
    with reported_errors(), wrong_usage(ClassFolderProblem):
        folder = read_class(out)
        if missing is not None and missing > folder.max_score:
            raise click.UsageError(f"--missing {missing:g} is more than the {folder.max_score:g} points there are")
        scores = folder.totals
        filled = fill(roster, title or folder.assignment, scores, folder.max_score, missing)
        waiting = not_counted(out, folder, load(folder.assignment, hidden=True))
        with writing(target):
            write_atomically(target, filled.text)
    status = Counter(item.result.status if item.result else "" for item in folder.finished)
    notes = [*filled.notes, *waiting]
    if status["needs_grading"]:
        notes.append(f"{status['needs_grading']} totals lack what a person has to grade; see lecture08 sheet {out}")
    if status["not_graded"]:
        notes.append(f"{status['not_graded']} totals lack the points of a check that broke: {out / 'gradebook.csv'}")
    if status["unreadable"]:
        notes.append(f"{status['unreadable']} notebooks could not be read and count what a person gave them, or 0")
    if status[""]:
        notes.append(f"{status['']} students are not graded, so their cells stay as they are; grade again")
    terminal.print_lines(errors, notes)
    click.echo(f"{target}: for {filled.platform}, grades of {filled.matched} of {len(scores)} students.")


@click.command()
@click.argument("out", type=_FOLDER)
@click.argument("times", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--due",
    required=True,
    type=click.DateTime(["%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S%z"]),
    help="Such as '2026-11-20 23:59'; local time unless it has a zone.",
)
@click.option(
    "--per-day", type=click.FloatRange(0, 100), required=True, help="Percent of the score that each day begun costs."
)
@click.option(
    "--grace",
    type=click.FloatRange(min=0),
    default=0.0,
    help="Minutes that cost nothing; anyone later pays from --due on.",
)
@click.option("--days", type=click.IntRange(min=0), help="After so many days nothing counts.")
def late(out: Path, times: Path, due: datetime, per_day: float, grace: float, days: int | None) -> None:
    """Take off points of who handed in late: TIMES is a CSV with the columns student and submitted.

    A column due may say until when some students had, if longer than the others. The totals in the gradebook, in
    exports and in totals lose points, and the gradebook says why; results keep what the answers are worth. Students
    whom TIMES does not list were on time. The policy holds for later runs as well.

    \b
    Example:
      lecture08 late results times.csv --due "2026-11-20 23:59" --per-day 10 --grace 15 --days 5
    """
    from autograder import terminal
    from autograder.atomic import write_atomically
    from autograder.grading.by_hand import not_counted
    from autograder.grading.class_folder import open_class
    from autograder.grading.lateness import FILE, BadTimes, Policy, forms_of, lateness_json, read_times
    from lecture08_utils.checking import load

    errors, _ = terminal.consoles()
    name = _assignment_in(out)
    with reported_errors(), wrong_usage(BadTimes):
        lateness = read_times(times, Policy(due, per_day, grace, days))
        with open_class(out, name) as folder:
            with writing(out / FILE):
                write_atomically(out / FILE, lateness_json(lateness))
            checked = load(name, hidden=True)
            folder.write_gradebook(checked)
            waiting = not_counted(out, folder, checked)
            forms = {student: forms_of(student) for student in folder.students}
    known = {form for found in forms.values() for form in found}
    notes = [
        f"{times}: there is no submission of {student!r}"
        for student in sorted({*lateness.times, *lateness.dues} - known)
    ]
    unlisted = [student for student, found in forms.items() if lateness.times.keys().isdisjoint(found)]
    if unlisted and len(unlisted) < len(forms):
        some = ", ".join(unlisted[:5]) + (", …" if len(unlisted) > 5 else "")
        notes.append(
            f"{times} has no time of {len(unlisted)} of {len(forms)} students, who were on time then: {some}"
        )
    terminal.print_lines(errors, [*notes, *waiting])
    listed = [(lateness.policy_for(student), time) for student, time in lateness.times.items() if student in known]
    after, lose = sum(time > due for _, time in listed), sum(policy.factor(time) < 1 for policy, time in listed)
    click.echo(f"{out / 'gradebook.csv'}: {after} handed in after {due:%Y-%m-%d %H:%M}; {lose} of them lose points.")


@click.command()
@click.argument("outs", nargs=-1, required=True, type=_FOLDER, metavar="OUT...")
@click.option("--to", "target", required=True, type=click.Path(dir_okay=False, path_type=Path), help="File to write.")
def totals(outs: tuple[Path, ...], target: Path) -> None:
    """Add up the totals of several assignments, each graded into an OUT of its own.

    \b
    Example:
      lecture08 totals hw1-results hw2-results --to totals.csv
    """
    from autograder import terminal
    from autograder.atomic import write_atomically
    from autograder.csv_file import BOM
    from autograder.exports.totals import in_part, read_classes, totals_csv
    from autograder.grading.by_hand import not_counted
    from autograder.grading.class_folder import ClassFolderProblem
    from lecture08_utils.checking import load

    with reported_errors(), wrong_usage(ClassFolderProblem):
        folders = read_classes(outs)
        notes = in_part(folders)
        for out, folder in zip(outs, folders, strict=True):
            notes += not_counted(out, folder, load(folder.assignment, hidden=True))
        with writing(target):
            write_atomically(target, BOM + totals_csv(folders))
    errors, _ = terminal.consoles()
    terminal.print_lines(errors, notes)
    students = {student for folder in folders for student in folder.students}
    click.echo(f"{target}: {len(students)} students, {', '.join(folder.assignment for folder in folders)}.")


def _assignment_in(out: Path) -> str:
    """The assignment that was graded into a folder; a usage error if there is none."""
    from autograder.grading.class_folder import ClassFolderProblem, read_class

    with reported_errors(), wrong_usage(ClassFolderProblem):
        return read_class(out).assignment
