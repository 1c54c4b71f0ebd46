"""The grader's commands of `lecture08`. Whatever takes long to import is imported by the command that needs it.

Exit codes: 0 done (a failing student or an unreadable file is not a failing command), 1 something is not as it should
be (a release is out of date, a score differs from the expected one, the grader itself failed on a submission, there
is no GPU to measure), 2 usage, unknown assignment, nothing to grade, or no GPU to grade on, 3 no safe sandbox, 130
and 143 ended by Ctrl-C and SIGTERM.
"""

from __future__ import annotations

import contextlib
import dataclasses
import os
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.budgets.command import budget_command, device_option
from autograder.interrupt import interruptible

if TYPE_CHECKING:
    from autograder.engine import Engine, Gpu, Sandbox

NO_SAFE_SANDBOX = 3


@click.command()
@click.option(
    "--check", "only_check", is_flag=True, help="Write nothing; compare with assignments/ and dist/, look for leaks."
)
@click.argument("hw", nargs=-1)
@click.pass_context
def release(context: click.Context, only_check: bool, hw: tuple[str, ...]) -> None:
    """Make what is handed out: HW, or all assignments.

    \b
    Examples:
      lecture08 release hw4
      lecture08 release --check
    """
    from autograder import authoring, course
    from autograder.rehearsal import rehearsal

    names = [_full_name(prefix) for prefix in hw] or None
    with _course_errors():
        if not only_check:
            with rehearsal() as grade:
                authoring.release(names, course.ROOT, click.echo, grade)
            return
        problems = authoring.check_release(names, course.ROOT)
    for problem in problems:
        click.echo(str(problem), err=True)
    click.echo("The release is out of date or leaks; see above." if problems else "The release is up to date.")
    context.exit(1 if problems else 0)


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
) -> None:
    """Grade SUBMISSIONS of the assignment HW.

    SUBMISSIONS is a folder of STUDENT.ipynb or STUDENT/HW.ipynb, nbgrader's `submitted`, a zip of either, or one
    notebook. Writes results/STUDENT.json and gradebook.csv below --out.

    \b
    Example:
      lecture08 grade hw4 submissions/ --out results
    """
    from autograder import course, terminal
    from autograder.budgets.choose import choose_limits
    from autograder.engine import NoGpu
    from autograder.grading.batch import grade_class, leftover_results
    from autograder.grading.intake import NoSubmissions, open_submissions

    name = _full_name(hw)
    gpu = _gpu_for_grading(jobs) if device == "gpu" else None
    with _course_errors():
        task = course.grading_task(name, seed=seed)
    errors, tables = terminal.consoles()
    try:
        with (
            open_submissions(submissions, name, course.assignment_names()) as intake,
            _engine(sandbox, private=(submissions, _made(out)), gpu=gpu) as engine,
        ):
            with _course_errors():
                chosen = choose_limits(engine, task.checked.assignment, device)
            task = dataclasses.replace(task, limits=chosen.limits)
            for note in (*chosen.notes, *intake.notes):
                errors.print(terminal.plain(note), soft_wrap=True)
            with terminal.progress(errors, len(intake.submissions)) as tell:
                jobs = gpu.jobs if gpu else jobs or available_cores()
                finished = grade_class(engine, task, intake.submissions, out, jobs=jobs, on_finished=tell)
            old = leftover_results(out, intake.submissions)
    except NoSubmissions as problem:
        raise click.UsageError(str(problem)) from None
    except NoGpu as problem:
        raise click.UsageError(f"No GPU: {problem}") from None
    if old:
        errors.print(terminal.plain(f"{out / 'results'} also holds results of an earlier run: {', '.join(old)}"))
    questions = [question.id for question in task.checked.assignment.questions]
    tables.print(terminal.class_table(f"{name}, seed {seed}", finished, questions))
    click.echo(f"{out / 'gradebook.csv'} and {len(finished)} results are written.")
    context.exit(0 if all(item.result for item in finished) else 1)


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
      lecture08 verify hw4 --mutants --report docs/mutants
    """
    from autograder import course, degenerate, terminal, verify
    from autograder.budgets.choose import choose_limits
    from lecture08_utils.checking import load

    if pages and not mutants:
        raise click.UsageError("--report belongs to --mutants")
    names = [_full_name(prefix) for prefix in hw] or course.assignment_names()
    if mutants:
        context.exit(0 if _verify_mutants(names, sandbox, pages, jobs) else 1)
    errors, tables = terminal.consoles()
    different = 0
    with _engine(sandbox) as engine:
        for name in names:
            with _course_errors():
                entries = verify.corpus(name, course.ROOT)
                chosen = choose_limits(engine, load(name, hidden=True).assignment)
                for note in chosen.notes:
                    errors.print(terminal.plain(note), soft_wrap=True)
                # Where workers differ in their user only, attacks would find each other's files in /tmp.
                at_once = 1 if engine.backend == "uid" else jobs or available_cores()
                with terminal.progress(errors, len(entries) + len(degenerate.BODIES)) as tell:
                    verified = verify.grade_entries(engine, entries, chosen.limits, jobs=at_once, on_finished=tell)
                    verified += degenerate.grade_degenerate(engine, name, jobs=at_once, on_finished=tell)
            tables.print(verify.table(name, verified))
            different += sum(bool(item.differences) for item in verified)
    click.echo(f"{different} entries differ from what they expect." if different else "Every entry is as it expects.")
    context.exit(1 if different else 0)


def _verify_mutants(names: Sequence[str], sandbox: Sandbox | None, pages: Path | None, jobs: int | None) -> bool:
    from autograder import terminal
    from autograder.mutation import command

    errors, tables = terminal.consoles()
    with _engine(sandbox) as engine, _course_errors():
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
    from autograder import authoring, course, terminal
    from autograder import demo as sample

    errors, tables = terminal.consoles()
    with _course_errors():
        authoring.release([sample.ASSIGNMENT], course.ROOT, click.echo)
        with _engine(None) as engine:
            verified = sample.run(engine, out, errors, jobs=available_cores())
    tables.print(sample.table(verified))
    different = [item for item in verified if item.differences]
    for item in different:
        click.echo(f"{item.finished.student}: {'; '.join(item.differences)}", err=True)
    click.echo(f"Results are in {out}.")
    context.exit(1 if different else 0)


def _budget() -> click.Command:
    """`lecture08 budget` of a checkout, where the references are made from the sources."""

    def names(typed: Sequence[str]) -> list[str]:
        from autograder import course

        return [_full_name(prefix) for prefix in typed] or course.assignment_names()

    def notebook(name: str) -> bytes:
        from autograder import course
        from autograder.authoring import build_reference
        from autograder.authoring.notebook import to_json

        with _course_errors():
            return to_json(build_reference(name, course.ROOT)).encode()

    return budget_command(names, notebook)


@click.command()
def publish() -> None:
    """Make the local branches `student` and `reference`, each a repository of its own; nothing is pushed.

    `student` is what students get and install, `reference` the solved notebooks and what measures them. The same
    sources give the same commits. See docs/publishing.md.

    \b
    Example:
      lecture08 publish
    """
    from autograder import course, publishing

    with _course_errors():
        branches = publishing.publish(course.ROOT, click.echo)
    for branch in branches:
        click.echo(f"{branch.name:<10} {branch.commit} {branch.change}")
    click.echo(publishing.HOW_TO_PUSH)


COMMANDS = (release, grade, verify, demo, _budget(), publish)
for _command in COMMANDS:
    if _command.callback:
        _command.callback = interruptible(_command.callback)


def available_cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _made(folder: Path) -> Path:
    """A folder for results, which are nobody else's business if it is new."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _gpu_for_grading(jobs: int | None) -> Gpu:
    """The GPUs of this machine; a usage error names all that is missing for grading on them."""
    from autograder.budgets.choose import NoBudget, demand_budgets
    from autograder.engine import NoGpu, find_gpu

    missing = []
    gpu = None
    try:
        gpu = find_gpu()
    except NoGpu as problem:
        missing.append(f"No GPU: {problem}.")
    try:
        with _course_errors():
            demand_budgets("gpu")
    except NoBudget as problem:
        missing.append(str(problem))
    if missing or gpu is None:
        raise click.UsageError("\n".join(missing))
    return dataclasses.replace(gpu, jobs=jobs or gpu.jobs)


@contextlib.contextmanager
def _engine(sandbox: Sandbox | None, private: Sequence[Path] = (), gpu: Gpu | None = None) -> Iterator[Engine]:
    from autograder.engine import Engine, ForkServerError, NoSafeSandbox, UnsafeSandboxWarning

    try:
        with warnings.catch_warnings(record=True, action="always", category=UnsafeSandboxWarning) as unsafe:
            engine = Engine(sandbox=sandbox, private=private, gpu=gpu)
    except NoSafeSandbox as problem:
        click.echo(f"No safe sandbox: {problem}", err=True)
        raise click.exceptions.Exit(NO_SAFE_SANDBOX) from None
    except ForkServerError as problem:
        raise click.ClickException(f"The sandbox does not start: {problem}") from None
    for warning in unsafe:
        click.secho(str(warning.message), fg="red", bold=True, err=True)
    with engine:
        yield engine


@contextlib.contextmanager
def _course_errors() -> Iterator[None]:
    from autograder.authoring import AuthoringError, ToolError
    from autograder.budgets.budget_file import BrokenBudget
    from autograder.budgets.calibration import Uncalibrated
    from autograder.mutation import BrokenLedger, BrokenReference
    from autograder.publishing import PublishError
    from autograder.verify import BrokenCorpus

    try:
        yield
    except (
        *(AuthoringError, ToolError, BrokenCorpus, BrokenLedger, BrokenReference),
        *(BrokenBudget, Uncalibrated, PublishError),
    ) as problem:
        raise click.ClickException(str(problem)) from None


def _full_name(prefix: str) -> str:
    from autograder import course

    try:
        return course.full_name(prefix)
    except course.UnknownAssignment as problem:
        raise click.UsageError(f"{problem}") from None
