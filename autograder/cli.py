"""The grader's commands of `lecture08`. Whatever takes long to import is imported by the command that needs it.

Exit codes: 0 done (a failing student or an unreadable file is not a failing command), 1 something is not as it should
be (a release is out of date, a score differs from the expected one, the grader itself failed on a submission, there
is no GPU to measure), 2 usage, unknown assignment, nothing to grade, or no GPU to grade on, 3 no safe sandbox, 130
and 143 ended by Ctrl-C and SIGTERM.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.budgets.command import device_option
from autograder.cli_authoring import budget, new, publish, refresh, release
from autograder.cli_class import export, sheet, totals
from autograder.cli_common import available_cores, full_name, in_course, open_engine, reported_errors

if TYPE_CHECKING:
    from autograder.engine import Gpu, Sandbox


@click.command()
@click.argument("hw")
@click.argument("submissions", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Folder for the results."
)
@click.option(
    "--jobs", type=click.IntRange(min=1), help="Submissions at the same time. Default: one per core, or per GPU."
)
@device_option("What student code computes on. The limits on time follow from what was measured there.")
@click.option("--sandbox", type=click.Choice(["bwrap", "uid", "none"]), help="Default: the best that works here.")
@click.option(
    "--seed", type=click.IntRange(min=0), default=0, show_default=True, help="Of the checks' random inputs."
)
@click.option(
    "--adjustments",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Points given by hand, a CSV of student,question,points,reason. Default: adjustments.csv below --out.",
)
@click.option("--regrade", is_flag=True, help="Grade again what has not changed since it was graded.")
@click.pass_context
def grade(
    context: click.Context,
    hw: str,
    submissions: Path,
    out: Path,
    jobs: int | None,
    device: str,
    sandbox: Sandbox | None,
    seed: int,
    adjustments: Path | None,
    regrade: bool,
) -> None:
    """Grade SUBMISSIONS of the assignment HW.

    SUBMISSIONS is a folder of STUDENT.ipynb or STUDENT/HW.ipynb, what a learning platform or nbgrader made of it, a
    zip of either, or one notebook. Writes results/STUDENT.json and gradebook.csv below --out. What was graded into
    the same folder before stays, and is graded again only if something has changed: so grading that was interrupted
    goes on, and one late notebook can be added.
    Points that a person gives stand in adjustments.csv there, or in the sheet that `lecture08 sheet` writes, and are
    merged in whenever the command runs.

    \b
    Example:
      lecture08 grade hw4 submissions/ --out results
    """
    from autograder import course, terminal
    from autograder.budgets.choose import choose_limits
    from autograder.class_progress import watching
    from autograder.engine import NoGpu
    from autograder.grading.adjustments import FILE, BadAdjustments
    from autograder.grading.basis import basis_of
    from autograder.grading.batch import grade_class
    from autograder.grading.by_hand import read_by_hand
    from autograder.grading.class_folder import read_class
    from autograder.grading.intake import NoSubmissions, open_submissions
    from autograder.grading.recognise import Marks
    from autograder.grading.sheet import FILE as SHEET
    from autograder.grading.sheet import changed_since

    name = full_name(hw)
    gpu = _gpu_for_grading(jobs) if device == "gpu" else None
    with reported_errors():
        task = course.grading_task(name, seed=seed)
    try:
        given = read_by_hand(out, adjustments, task.checked)
    except BadAdjustments as problem:
        raise click.UsageError(str(problem)) from None
    errors, tables = terminal.consoles()
    try:
        with (
            open_submissions(submissions, Marks.of(task, course.assignment_names())) as intake,
            open_engine(sandbox, private=(submissions, _made(out)), gpu=gpu) as engine,
        ):
            with reported_errors():
                chosen = choose_limits(engine, task.checked.assignment, device, course.budgets_folder())
            task = dataclasses.replace(task, limits=chosen.limits)
            for note in (*chosen.notes, *(given.notes if given else ()), *intake.notes):
                errors.print(terminal.plain(note), soft_wrap=True)
            jobs = gpu.jobs if gpu else jobs or available_cores()
            basis = None if regrade else basis_of(task, course.ROOT, sandbox=engine.backend, device=device)
            with watching(errors, len(intake.submissions)) as watch, reported_errors():
                graded = grade_class(
                    engine, task, intake.submissions, out, jobs=jobs, adjustments=given, basis=basis, watch=watch
                )
    except NoSubmissions as problem:
        raise click.UsageError(str(problem)) from None
    except NoGpu as problem:
        raise click.UsageError(f"No GPU: {problem}") from None
    questions = [question.id for question in task.checked.assignment.questions]
    tables.print(terminal.class_table(f"{name}, seed {seed}", graded.everybody, questions))
    notes = given.unused(item.student for item in graded.everybody) if given else []
    notes += changed_since(out / SHEET, read_class(out))
    notes += terminal.to_look_at(graded.everybody, str(out), str(adjustments or out / FILE))
    for line in (*notes, *terminal.run_summary(graded)):
        tables.print(terminal.plain(line), soft_wrap=True)
    click.echo(f"{out / 'gradebook.csv'} has {len(graded.everybody)} students; their results are below {out}.")
    context.exit(0 if all(item.is_complete for item in graded.finished) else 1)


@click.command()
@click.argument("hw", nargs=-1)
@click.option("--sandbox", type=click.Choice(["bwrap", "uid", "none"]), help="Default: the best that works here.")
@click.option(
    "--mutants", is_flag=True, help="Instead: put small faults into the reference; nearly all must lose points."
)
@click.option(
    "--report",
    "pages",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write what became of the mutants to this folder, as HW.md.",
)
@click.option("--jobs", type=click.IntRange(min=1), help="Submissions at the same time. Default: one per core.")
@click.pass_context
def verify(
    context: click.Context,
    hw: tuple[str, ...],
    sandbox: Sandbox | None,
    mutants: bool,
    pages: Path | None,
    jobs: int | None,
) -> None:
    """Grade the corpus of HW, or of all assignments, and compare with the scores that its entries expect.

    Then grade answers that know nothing (zeros, NaN, their own input, …), none of which may earn a point.

    \b
    Examples:
      lecture08 verify hw4
      lecture08 verify hw4 --mutants --report out/mutants
    """
    from autograder import course, terminal
    from autograder.budgets.choose import choose_limits
    from autograder.class_progress import watching
    from autograder.proof import degenerate, verify
    from lecture08_utils.checking import load

    if pages and not mutants:
        raise click.UsageError("--report belongs to --mutants")
    names = [full_name(prefix) for prefix in hw] or course.assignment_names()
    if mutants:
        context.exit(0 if _verify_mutants(names, sandbox, pages, jobs) else 1)
    errors, tables = terminal.consoles()
    different = 0
    with open_engine(sandbox) as engine:
        for name in names:
            with reported_errors():
                entries = verify.corpus(name, course.ROOT)
                assignment = load(name, hidden=True).assignment
                chosen = choose_limits(engine, assignment, folder=course.budgets_folder())
                for note in chosen.notes:
                    errors.print(terminal.plain(note), soft_wrap=True)
                # Where workers differ in their user only, attacks would find each other's files in /tmp.
                at_once = 1 if engine.backend == "uid" else jobs or available_cores()
                with watching(errors, len(entries) + len(degenerate.BODIES)) as watch:
                    verified = verify.grade_entries(engine, entries, chosen.limits, jobs=at_once, watch=watch)
                    verified += degenerate.grade_degenerate(engine, name, jobs=at_once, watch=watch)
            tables.print(verify.table(name, verified))
            different += sum(bool(item.differences) for item in verified)
    click.echo(f"{different} entries differ from what they expect." if different else "Every entry is as it expects.")
    context.exit(1 if different else 0)


def _verify_mutants(names: Sequence[str], sandbox: Sandbox | None, pages: Path | None, jobs: int | None) -> bool:
    from autograder import terminal
    from autograder.proof.mutants import command

    errors, tables = terminal.consoles()
    with open_engine(sandbox) as engine, reported_errors():
        return command.verify_mutants(engine, names, pages, errors, tables, jobs=jobs or available_cores())


@click.command()
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=Path("out/demo"), show_default=True)
@click.pass_context
def demo(context: click.Context, out: Path) -> None:
    """Release, hand in a sample class good and bad, grade it, and compare with the expected scores.

    \b
    Example:
      lecture08 demo --out out/demo
    """
    from autograder import course, demo, terminal
    from autograder import release as releases

    errors, tables = terminal.consoles()
    with reported_errors():
        sample = demo.read_sample(course.ROOT)
        releases.release([sample.assignment], course.ROOT, click.echo)
        with open_engine(None) as engine:
            verified = demo.run(engine, sample, out, errors, jobs=available_cores())
    tables.print(demo.table(sample, verified))
    different = [item for item in verified if item.differences]
    for item in different:
        click.echo(f"{item.finished.student}: {'; '.join(item.differences)}", err=True)
    click.echo(f"Results are in {out}.")
    context.exit(1 if different else 0)


def _made(folder: Path) -> Path:
    """A folder for results, which are nobody else's business if it is new."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _gpu_for_grading(jobs: int | None) -> Gpu:
    """The GPUs of this machine; a usage error names all that is missing for grading on them."""
    from autograder import course
    from autograder.budgets.choose import NoBudget, demand_budgets
    from autograder.engine import NoGpu, find_gpu

    missing = []
    gpu = None
    try:
        gpu = find_gpu()
    except NoGpu as problem:
        missing.append(f"No GPU: {problem}.")
    with reported_errors():
        try:
            demand_budgets("gpu", course.budgets_folder())
        except NoBudget as problem:
            missing.append(str(problem))
    if missing or gpu is None:
        raise click.UsageError("\n".join(missing))
    return dataclasses.replace(gpu, jobs=jobs or gpu.jobs)


_COMMANDS = (release, new, grade, sheet, export, totals, verify, demo, refresh, budget(), publish)
COMMANDS = tuple(map(in_course, _COMMANDS))
