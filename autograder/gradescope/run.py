"""Grade what lies in ``submission/``; whatever happens, ``results/results.json`` says what is known."""

from __future__ import annotations

import dataclasses
import os
import time
import traceback
from pathlib import Path

from autograder import course
from autograder.budgets.choose import choose_limits
from autograder.engine import Engine, Sandbox
from autograder.grading.files import UnreadableFile
from autograder.grading.intake import NoSubmissions, open_one_students
from autograder.grading.recognise import Marks
from autograder.grading.submission import GradingTask, grade_submission
from autograder.names import full_names
from lecture08_utils.checking.text import plain_text

from .container import fitted, this_container
from .folders import Folders
from .progress import Progress, end_in_time, usable_seconds
from .report import NOT_GRADED, empty_report, write_report
from .settings import read_settings

_BROKEN = "The autograder itself failed, which is not your fault: ask your instructor to run it again."
# Gradescope says who it is; the grader need not know.
_STUDENT = "submission"
_MAX_LOG = 20_000


def run(root: Path, assignment: str, started: float, sandbox: Sandbox | None = None) -> int:
    """Grade one submission.

    Args:
        root: ``/autograder``, or a folder like it.
        started: `time.monotonic` when Gradescope's clock began.
        sandbox: None takes the best one that works here.

    Returns:
        0, or 1 if the grader failed; ``results.json`` is there in both cases.
    """
    folders = Folders(root)
    folders.close()
    write_report(folders.results_json, empty_report(NOT_GRADED))
    try:
        task = course.grading_task(assignment)
        settings = read_settings(course.ROOT, assignment)
    except Exception:
        write_report(folders.results_json, empty_report(_BROKEN))
        _log(traceback.format_exc())
        return 1
    progress = Progress(folders.results_json, task.checked, settings)
    end_in_time(progress, started, usable_seconds(settings), _leave)
    try:
        problem = _grade(folders, task, progress, started + usable_seconds(settings), sandbox)
    except Exception:
        _log(traceback.format_exc())
        progress.close(_BROKEN)
        return 1
    if problem:
        progress.close_unread(f"This submission cannot be graded. {problem}")
    else:
        progress.close()
    _log(f"{assignment}, {folders.students() or 'nobody named'}: {progress.score:g} points. {problem}")
    return 0


def _grade(folders: Folders, task: GradingTask, progress: Progress, end: float, sandbox: Sandbox | None) -> str:
    """Grade; returns why the submission cannot be read, or "".

    Args:
        end: `time.monotonic` when all must be done.
    """
    try:
        marks = Marks.of(task, full_names())
        with open_one_students(folders.submission, _STUDENT, marks) as intake:
            [submission] = intake.submissions
            _log(*intake.notes)
            content = submission.read()
    except (NoSubmissions, UnreadableFile) as problem:
        return str(problem)
    with Engine(sandbox, private=[*folders.private, *course.private_folders()]) as engine:
        chosen = choose_limits(engine, task.checked.assignment, folder=course.budgets_folder())
        limits = fitted(chosen.limits, this_container(), end - time.monotonic())
        _log(
            f"sandbox {engine.backend}; {limits.total_seconds:.0f} s, {limits.memory_bytes >> 20} MiB", *chosen.notes
        )
        task = dataclasses.replace(task, limits=limits)
        graded = grade_submission(engine, task, _STUDENT, content, progress.hear)
    _log(*graded.diagnostics)
    return graded.result.error or ""


def _log(*lines: str) -> None:
    """For the instructor: students do not see what is printed."""
    for line in lines:
        print(plain_text(line, _MAX_LOG), flush=True)


def _leave() -> None:
    _log("The time is up.")
    # Not `sys.exit`: the main thread may be deep in what a check computes.
    os._exit(0)
