"""`lecture08 budget`, wherever the solved notebooks come from."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import click

from autograder.engine.model import NoGpu
from autograder.names import full_names
from lecture08_utils.notebooks.reading import UnreadableNotebook

from .budget_file import CLOCKS, FOLDER, BrokenBudget
from .calibration import Uncalibrated
from .measure import Device, MeasurementFailed, measure_all, read_reference
from .show import table

Command = TypeVar("Command", bound=Callable[..., Any])


def device_option(help_text: str) -> Callable[[Command], Command]:
    """The option `--device` of a command."""
    return click.option("--device", type=click.Choice(list(CLOCKS)), default="cpu", show_default=True, help=help_text)


def budget_command(
    notebook: Callable[[str], bytes],
    folder: Callable[[], Path] = lambda: FOLDER,
    then: Callable[[str], None] = lambda name: None,
) -> click.Command:
    """The command.

    Args:
        notebook: the solved notebook of an assignment; may raise click's exceptions.
        folder: where grading looks for budgets.
        then: called with each assignment whose CPU budget grading finds there now.
    """

    @click.command("budget")
    @device_option("What is to be measured.")
    @click.option("--runs", type=click.IntRange(min=1), default=3, show_default=True, help="Of each reference.")
    @click.option(
        "--minutes",
        type=click.FloatRange(min=0.0),
        default=60.0,
        show_default=True,
        help="Each reference runs once; after that many minutes no other run begins.",
    )
    @click.option(
        "--out",
        type=click.Path(file_okay=False, path_type=Path),
        help="Folder for DEVICE.json. Default: where grading looks for it.",
    )
    @click.argument("hw", nargs=-1)
    def budget(device: Device, runs: int, minutes: float, out: Path | None, hw: tuple[str, ...]) -> None:
        """Measure what the reference of HW, or of all assignments, costs on this machine.

        The limits on time in grading follow from it. Writes DEVICE.json after each run; assignments that are not
        named keep what is there. The reference is trusted and runs without a sandbox. Best on a machine that does
        nothing else.

        \b
        Examples:
          lecture08 budget hw4
          lecture08 budget --device gpu
        """
        chosen = full_names(hw)
        try:
            references = [read_reference(name, notebook(name)) for name in chosen]
        except UnreadableNotebook as problem:
            raise click.ClickException(f"A reference cannot be read: {problem}") from None

        tell = partial(click.echo, err=True)
        try:
            path, measured = measure_all(
                device, references, runs=runs, minutes=minutes, keep=full_names(), tell=tell, folder=out or folder()
            )
        except NoGpu as problem:
            raise click.ClickException(
                f"No GPU: {problem}. Figures for a GPU are measured on one or not at all; gpu.json is not written."
            ) from None
        except (BrokenBudget, MeasurementFailed, Uncalibrated) as problem:
            raise click.ClickException(str(problem)) from None
        for reference in references:
            assignment = reference.checked.assignment
            click.echo(table(assignment, measured[assignment.name], CLOCKS[device]) + "\n")
        click.echo(f"{path} is written.")
        if out is None and device == "cpu":
            for name in measured:
                then(name)

    return budget
