"""What the grader's commands share: the course that they are about, an engine, and errors as sentences."""

from __future__ import annotations

import contextlib
import functools
import os
import warnings
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from autograder.errors import ReportedError
from autograder.interrupt import interruptible

if TYPE_CHECKING:
    from autograder.engine import Engine, Gpu, Sandbox

NO_SAFE_SANDBOX = 3


def in_course(command: click.Command) -> click.Command:
    """A command that acts on the chosen course; Ctrl-C and SIGTERM end it in order."""
    if command.callback:
        command.callback = interruptible(_in_course(command.callback))
    return command


def _in_course(command: Callable[..., Any]) -> Callable[..., Any]:
    """A command that acts on the course that LECTURE08_COURSE names."""

    @functools.wraps(command)
    def command_in_course(*arguments: Any, **options: Any) -> Any:
        from autograder import course

        with reported_errors():
            course.enter_course(course.named_course())
        return command(*arguments, **options)

    return command_in_course


@contextlib.contextmanager
def reported_errors() -> Iterator[None]:
    """Show errors that the user can put right without a traceback."""
    try:
        yield
    except ReportedError as problem:
        raise click.ClickException(str(problem)) from None


@contextlib.contextmanager
def wrong_usage(*kinds: type[ReportedError]) -> Iterator[None]:
    """End the command with exit code 2 after errors of these kinds, which are mistakes in what it was given."""
    try:
        yield
    except kinds as problem:
        raise click.UsageError(str(problem)) from None


@contextlib.contextmanager
def writing(path: Path) -> Iterator[None]:
    """Say in a sentence that a file cannot be written."""
    try:
        yield
    except OSError as problem:
        raise click.ClickException(f"{path} cannot be written: {problem.strerror or problem}") from None


def available_cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextlib.contextmanager
def open_engine(sandbox: Sandbox | None, private: Sequence[Path] = (), gpu: Gpu | None = None) -> Iterator[Engine]:
    """An engine that student code of this course runs in; ends the command if there is no safe sandbox."""
    from autograder import course
    from autograder.engine import Engine, ForkServerError, NoSafeSandbox, UnsafeSandboxWarning

    secret = [*private, *course.private_folders()]
    try:
        with warnings.catch_warnings(record=True, action="always", category=UnsafeSandboxWarning) as unsafe:
            engine = Engine(sandbox=sandbox, private=secret, gpu=gpu)
    except NoSafeSandbox as problem:
        click.echo(f"No safe sandbox: {problem}", err=True)
        raise click.exceptions.Exit(NO_SAFE_SANDBOX) from None
    except ForkServerError as problem:
        raise click.ClickException(f"The sandbox does not start: {problem}") from None
    for warning in unsafe:
        click.secho(str(warning.message), fg="red", bold=True, err=True)
    with engine:
        yield engine
