"""The command `grade`: finds the submissions, and who grades them, here or on a cluster."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.budgets.command import device_option
from autograder.cli_common import available_cores, open_engine, reported_errors, wrong_usage
from autograder.names import full_name, full_names

if TYPE_CHECKING:
    from rich.console import Console

    from autograder.engine import Gpu, Sandbox
    from autograder.grading.adjustments import Adjustments
    from autograder.grading.batch import GradedClass, GradeOne
    from autograder.grading.submission import GradingTask


@dataclasses.dataclass(frozen=True)
class _Where:
    """Where a class is graded.

    Attributes:
        private: what student code must not see.
        scheduler: address of a Dask cluster; None: this machine.
    """

    device: str
    sandbox: Sandbox | None
    gpu: Gpu | None
    private: tuple[Path, ...]
    jobs: int | None
    scheduler: str | None


@dataclasses.dataclass(frozen=True)
class _Grader:
    """Who grades.

    Attributes:
        basis: of results that need not be made again.
        jobs: how many submissions at the same time.
    """

    grade_one: GradeOne
    basis: str
    jobs: int


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
@click.option("--scheduler", metavar="ADDRESS", help="Grade on the Dask cluster with this scheduler.")
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
    scheduler: str | None,
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
    from autograder.class_progress import watching
    from autograder.engine import NoGpu
    from autograder.grading.adjustments import FILE, BadAdjustments
    from autograder.grading.batch import grade_with
    from autograder.grading.by_hand import read_by_hand
    from autograder.grading.intake import NoSubmissions, open_submissions
    from autograder.grading.recognise import Marks

    name = full_name(hw)
    if out.resolve().is_relative_to(submissions.resolve()):
        raise click.UsageError(f"--out {out} lies inside of {submissions}, where results would look handed in")
    gpu = _gpu_for_grading(jobs) if device == "gpu" and not scheduler else None
    with reported_errors():
        task = course.grading_task(name, seed=seed)
    with wrong_usage(BadAdjustments):
        given = read_by_hand(out, adjustments, task.checked)
    errors, tables = terminal.consoles()
    try:
        with open_submissions(submissions, Marks.of(task, full_names())) as intake:
            terminal.print_lines(errors, (*(given.notes if given else ()), *intake.notes, *_other_seeds(out, seed)))
            where = _Where(device, sandbox, gpu, (submissions, _made(out)), jobs, scheduler)
            with (
                (_on_cluster if scheduler else _here)(task, where, errors) as grader,
                watching(errors, len(intake.submissions)) as watch,
                reported_errors(),
            ):
                graded = grade_with(
                    grader.grade_one,
                    task,
                    intake.submissions,
                    out,
                    jobs=grader.jobs,
                    adjustments=given,
                    basis=None if regrade else grader.basis,
                    watch=watch,
                )
    except NoSubmissions as problem:
        raise click.UsageError(str(problem)) from None
    except NoGpu as problem:
        raise click.UsageError(f"No GPU: {problem}") from None
    questions = [question.id for question in task.checked.assignment.questions]
    tables.print(terminal.class_table(f"{name}, seed {seed}", graded.everybody, questions, graded.lateness))
    terminal.print_lines(tables, _said_of(graded, given, out, adjustments or out / FILE))
    click.echo(f"{out / 'gradebook.csv'} has {len(graded.everybody)} students; their results are below {out}.")
    context.exit(0 if all(item.is_complete for item in graded.finished) else 1)


def _other_seeds(out: Path, seed: int) -> list[str]:
    """A sentence if a class was graded into a folder with other seeds."""
    from autograder.grading.class_folder import ClassFolderProblem, read_class

    try:
        finished = read_class(out).finished
    except ClassFolderProblem:
        return []
    if not (others := sorted({item.result.seed for item in finished if item.result} - {seed})):
        return []
    return [
        f"{out} has results with --seed {', '.join(map(str, others))}; this run takes {seed}, so its checks draw "
        "other inputs, and nothing of these is kept"
    ]


def _said_of(graded: GradedClass, given: Adjustments | None, out: Path, adjustments: Path) -> list[str]:
    """What there is to say of a class besides its grades, a sentence each."""
    from autograder import terminal
    from autograder.grading.adjustments import BadAdjustments
    from autograder.grading.sheet import FILE, changed_since

    unused = given.unused(item.student for item in graded.everybody) if given else ()
    with wrong_usage(BadAdjustments):
        changed = changed_since(out / FILE, graded.everybody)
    to_look_at = terminal.to_look_at(graded.everybody, str(out), str(adjustments))
    return [*graded.taken_back, *unused, *changed, *to_look_at, *terminal.run_summary(graded)]


@contextmanager
def _here(task: GradingTask, where: _Where, errors: Console) -> Iterator[_Grader]:
    """A grader on this machine."""
    from functools import partial

    from autograder import course, terminal
    from autograder.budgets.choose import choose_limits
    from autograder.grading.basis import basis_of
    from autograder.grading.submission import grade_submission

    with open_engine(where.sandbox, private=where.private, gpu=where.gpu) as engine:
        with reported_errors():
            chosen = choose_limits(engine, task.checked.assignment, where.device, course.budgets_folder())
        terminal.print_lines(errors, chosen.notes)
        task = dataclasses.replace(task, limits=chosen.limits)
        jobs = where.gpu.jobs if where.gpu else where.jobs or available_cores()
        basis = basis_of(task, course.ROOT, sandbox=engine.backend, device=where.device)
        yield _Grader(partial(grade_submission, engine, task), basis, jobs)


@contextmanager
def _on_cluster(task: GradingTask, where: _Where, errors: Console) -> Iterator[_Grader]:
    """The graders of a cluster; the limits are those of each machine."""
    from autograder import course
    from autograder.grading.basis import basis_of, code_digest

    try:
        from autograder.scale.cluster import Cluster
    except ModuleNotFoundError as problem:
        raise click.UsageError(f"--scheduler needs Dask: pip install distributed ({problem})") from None
    code = code_digest(course.ROOT, task.checked.assignment.name)
    basis = basis_of(task, course.ROOT, sandbox=f"cluster {where.sandbox}", device=where.device)
    with reported_errors():
        cluster = Cluster(str(where.scheduler), task, code=code, device=where.device, sandbox=where.sandbox)
    with cluster:
        yield _Grader(cluster.grade, basis, where.jobs or cluster.jobs)


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
