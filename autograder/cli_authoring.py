"""The commands of `lecture08` for instructors: release, new, refresh, budget, publish."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.budgets.command import budget_command
from autograder.cli_common import reported_errors
from autograder.names import full_name, full_names


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
    from autograder import course
    from autograder import release as releases
    from autograder.rehearsal import rehearsal

    names = [full_name(prefix) for prefix in hw] or None
    with reported_errors():
        if not only_check:
            with rehearsal() as grade:
                releases.release(names, course.ROOT, click.echo, grade)
            return
        problems = releases.check_release(names, course.ROOT)
    for problem in problems:
        click.echo(str(problem), err=True)
    click.echo("The release is out of date or leaks; see above." if problems else "The release is up to date.")
    context.exit(1 if problems else 0)


@click.command()
@click.argument("hw")
@click.argument("question", required=False)
@click.option(
    "--topic", default="topic", show_default=True, help="What the question is about: names its files and function."
)
def new(hw: str, question: str | None, topic: str) -> None:
    """Begin QUESTION of the assignment HW, or a new assignment.

    Writes a small example that works into each place: cells of the source, a public check, the private half with a
    hidden check and a mistake, and a wrong answer for the corpus. Search for TODO.

    \b
    Examples:
      lecture08 new hw2 q10 --topic heat_capacity
      lecture08 new hw5_heat --topic heat_flow
    """
    from autograder import course
    from autograder.release.scaffold import new_assignment, new_question

    with reported_errors():
        if question:
            written = new_question(full_name(hw), question, topic, course.ROOT)
        else:
            written = new_assignment(hw, topic, course.ROOT)
    for path in written:
        click.echo(path.relative_to(course.ROOT).as_posix())
    click.echo("Fill in what says TODO, then: lecture08 release, lecture08 refresh, lecture08 verify, make test")


@click.command()
def refresh() -> None:
    """Bring up to date what follows from the questions: the page of concepts, and budgets of new questions.

    Budgets are measured for assignments of which a question has none, or which lost one.

    \b
    Example:
      lecture08 refresh
    """
    from autograder import course
    from autograder.budgets.budget_file import read_budgets
    from autograder.budgets.choose import is_due
    from autograder.release.concepts import write_concepts
    from lecture08_utils.checking import load

    with reported_errors():
        page = write_concepts(course.ROOT)
        click.echo(f"{page} is up to date.")
        measured = read_budgets("cpu", course.budgets_folder())
        missing = [name for name in full_names() if is_due(load(name, hidden=False).assignment, measured.get(name))]
    if missing:
        budget().main(missing, standalone_mode=False)


def budget() -> click.Command:
    """`lecture08 budget` of a checkout, where the references are made from the sources."""

    def notebook(name: str) -> bytes:
        from autograder import course
        from autograder.release import build_reference
        from autograder.release.notebook import to_json

        with reported_errors():
            return to_json(build_reference(name, course.ROOT)).encode()

    def folder() -> Path:
        from autograder import course

        return course.budgets_folder()

    def repack(name: str) -> None:
        from autograder import course
        from autograder.release.gradescope import repack_gradescope

        if path := repack_gradescope(name, course.ROOT):
            click.echo(f"{path} has the new budget.")

    return budget_command(notebook, folder, repack)


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

    with reported_errors():
        branches = publishing.publish(course.ROOT, click.echo)
    for branch in branches:
        click.echo(f"{branch.name:<10} {branch.commit} {branch.change}")
    click.echo(publishing.HOW_TO_PUSH)
