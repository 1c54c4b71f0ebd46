"""The grader's commands of `lecture08`. Whatever takes long to import is imported by the command that needs it.

Exit codes: 0 done (a failing student or an unreadable file is not a failing command), 1 something is not as it should
be (a release is out of date, a score differs from the expected one, the grader itself failed on a submission, there
is no GPU to measure), 2 usage, unknown assignment, nothing to grade, or no GPU to grade on, 3 no safe sandbox, 130
and 143 ended by Ctrl-C and SIGTERM.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.cli_authoring import budget, new, publish, refresh, release
from autograder.cli_class import export, late, sheet, totals
from autograder.cli_common import available_cores, in_course, open_engine, reported_errors
from autograder.cli_grade import grade
from autograder.cli_report import report, show_written
from autograder.names import full_names

if TYPE_CHECKING:
    from autograder.engine import Sandbox


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
    names = full_names(hw)
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
                terminal.print_lines(errors, chosen.notes)
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

    Then write feedback for each student and a report on the class.

    \b
    Example:
      lecture08 demo --out out/demo
    """
    from autograder import course, demo, terminal
    from autograder import release as releases
    from autograder.grading.class_folder import read_class
    from autograder.reporting import write_reports

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
    with reported_errors():
        task = course.grading_task(sample.assignment)
        show_written(write_reports(read_class(out), task))
    context.exit(1 if different else 0)


_COMMANDS = (release, new, grade, sheet, late, report, export, totals, verify, demo, refresh, budget(), publish)
COMMANDS = tuple(map(in_course, _COMMANDS))
