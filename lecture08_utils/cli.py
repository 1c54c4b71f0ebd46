"""The command `lecture08`: what students get, and the grader's commands where the grader is installed."""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import click

from . import __version__


def main() -> None:
    """Entry point of the console script."""
    try:
        group = commands()
    except KeyboardInterrupt:
        sys.exit(130)  # nothing has begun
    group(prog_name="lecture08")


def commands() -> click.Group:
    """The group of all commands that this installation has."""
    group = click.Group(
        "lecture08",
        help="Assignments on automatic differentiation and neural networks for physics.",
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    group = click.version_option(__version__)(group)
    group.add_command(check)
    group.add_command(doctor)
    # A folder that happens to be called autograder, such as Gradescope's, is not ours.
    if find_spec("autograder") and find_spec("autograder.cli"):
        for command in import_module("autograder.cli").COMMANDS:
            group.add_command(command)
    return group


@click.command()
@click.argument("notebook", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_context
def check(context: click.Context, notebook: Path | None) -> None:
    """Run NOTEBOOK and show what its public checks say.

    Without NOTEBOOK, the only one in this folder. The notebook runs here, on your own machine, and is not changed.
    As when it is graded, it runs by itself, in an empty folder, and nobody answers `input()`. The exit code is 1 if a
    check fails.

    \b
    Example:
      lecture08 check hw4_oscillator.ipynb
    """
    from .local_check import NotCheckable, NotebookSummary, check_notebook, end_what_runs_on

    failed = False
    try:
        notebook = notebook or _only_notebook(Path.cwd())
        for part in check_notebook(notebook):
            click.echo(part)
            failed = isinstance(part, NotebookSummary) and part.failed
    except NotCheckable as problem:
        raise click.UsageError(str(problem)) from None
    end_what_runs_on(int(failed))
    context.exit(int(failed))


@click.command()
@click.option("--clear", is_flag=True, help="Delete what JAX compiled for the notebooks; it is compiled again.")
@click.pass_context
def doctor(context: click.Context, clear: bool) -> None:
    """Look for what is wrong with this installation.

    \b
    Examples:
      lecture08 doctor
      lecture08 doctor --clear
    """
    from . import compilation_cache
    from .doctor import examine

    if clear:
        try:
            compilation_cache.clear()
        except OSError as problem:
            raise click.ClickException(f"{problem.filename} cannot be deleted: {problem.strerror}") from None
    findings = list(examine(click.echo))
    for finding in findings:
        click.secho(f"✗ {finding}", fg="red")
    click.echo("Something needs attention." if findings else "✓ All is well.")
    context.exit(1 if findings else 0)


def _only_notebook(folder: Path) -> Path:
    found = sorted(path for path in folder.glob("*.ipynb") if path.is_file())
    if len(found) == 1:
        return found[0]
    what = "no notebook" if not found else f"{len(found)} notebooks ({', '.join(path.name for path in found)})"
    raise click.UsageError(f"There is {what} in this folder; say which: lecture08 check NOTEBOOK")


if __name__ == "__main__":
    main()
