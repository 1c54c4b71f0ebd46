"""Grade a release's stub and reference, each like a submission, with an engine that starts when it is needed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from autograder import course
from autograder.grading.results import Result
from autograder.release.trial import CannotGrade, Grade
from lecture08_utils.checking import CheckedAssignment


@contextmanager
def rehearsal() -> Iterator[Grade]:
    """Something that grades notebooks as long as the context lasts."""
    # The engine and the limits take seconds to import, and most releases grade nothing.
    from autograder.budgets.choose import choose_limits
    from autograder.engine import Engine, ForkServerError, NoSafeSandbox
    from autograder.grading.guard import GraderFailed
    from autograder.grading.submission import GradingTask, grade_submission

    engines: list[Engine] = []
    with ExitStack() as stack:

        def start() -> Engine:
            if not engines:
                try:
                    engines.append(stack.enter_context(Engine(private=course.private_folders())))
                except NoSafeSandbox as problem:
                    raise CannotGrade(f"There is no safe sandbox on this machine: {problem}") from None
                except ForkServerError as problem:
                    raise CannotGrade(f"The sandbox does not start: {problem}") from None
            return engines[0]

        def grade(checked: CheckedAssignment, content: bytes) -> Result:
            engine = start()
            limits = choose_limits(engine, checked.assignment, folder=course.budgets_folder()).limits
            # Without stubs to compare with, no question passes for untouched.
            task = GradingTask(checked, {}, limits=limits)
            try:
                return grade_submission(engine, task, "release", content).result
            except GraderFailed as problem:
                raise CannotGrade(f"The grader itself failed: {problem}") from None

        yield grade
