"""Nothing in the package that students install answers a question, be it its negative, its inverse, or a part of it.

In place of each function that a question asks for, every callable of the package that takes as many arguments is
tried, all else being the reference's. No hidden check may pass that a function which returns None does not pass.
"""

from __future__ import annotations

import contextlib
import importlib
import inspect
import pkgutil
import signal
from collections.abc import Callable, Iterator

import matplotlib.pyplot as plt
import pytest

import lecture08_utils
from tests.checks.solved import SolvedAssignment
from tests.checks.test_hw1_autodiff import HW1
from tests.checks.test_hw2_derivatives import HW2
from tests.checks.test_hw3_poisson import HW3

from .seeds import without_training

HW4 = SolvedAssignment("hw4_oscillator", given={"first_derivative"})
SOLVED = {solved.checked.assignment.name: solved for solved in (HW1, HW2, HW3, HW4)}
# Commands, and what only they use.
_COMMANDS = ("cli", "doctor", "local_check")
# Checks without training take less, but compile at first.
_SECONDS, _SECONDS_AT_FIRST = 4.0, 60.0

ITSELF = "itself"


def forms(value: object) -> dict[str, Callable]:
    """What somebody might make of what a function returns, by how it is called."""
    if isinstance(value, dict):
        return {
            f"its value number {i}": lambda value, i=i: list(value.values())[i] for i in range(min(len(value), 12))
        }
    items = {
        "its first item": lambda value: value[0],
        "its second item": lambda value: value[1],
        "its last item": lambda value: value[-1],
    }
    if isinstance(value, list | tuple):
        return items
    turned = {"its negative": lambda value: -value, "its inverse": lambda value: 1 / value}
    return turned | items if getattr(value, "ndim", 0) else turned


def callables() -> dict[str, Callable]:
    """Every function and class of the package, by its full name."""
    found: dict[str, Callable] = {}
    for info in pkgutil.walk_packages(lecture08_utils.__path__, "lecture08_utils."):
        if info.name.rpartition(".")[2] in _COMMANDS:
            continue
        module = importlib.import_module(info.name)
        for name, value in vars(module).items():
            if callable(value) and getattr(value, "__module__", "").startswith("lecture08_utils"):
                found[f"{value.__module__}.{getattr(value, '__qualname__', name)}"] = value
    return found


def takes(function: Callable, count: int) -> bool:
    """Whether it can be called with so many positional arguments."""
    try:
        inspect.signature(function).bind(*range(count))
    except (TypeError, ValueError):
        return False
    return True


class Pretender:
    """Calls another function, and notes what it returned last."""

    def __init__(self, function: Callable, form: Callable = lambda value: value):
        self.function, self.form = function, form
        self.returned: list[object] = []

    def __call__(self, *arguments, **named):
        value = self.function(*arguments, **named)
        self.returned = [value]
        return self.form(value)


@contextlib.contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """TimeoutError in what takes more processor time."""

    def stop(number, frame):
        raise TimeoutError

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def passed(solved, names: dict, checks, function: str, stand_in: object, seconds: float = _SECONDS) -> set[str]:
    """The checks that pass with something else in place of a function."""
    own = names[function]
    names[function] = stand_in
    found = set()
    try:
        for check in checks:
            with contextlib.suppress(Exception, SystemExit), at_most(seconds):
                if not solved.outcome(check.id, names).failure:
                    found.add(check.id)
    finally:
        names[function] = own
        # Some candidates plot, and what stays open makes everything after it slow.
        plt.close("all")
    return found


def answers(solved, question, candidates: dict[str, Callable]) -> list[str]:
    """What answers a question, function by function."""
    names = solved.namespace()
    checks = without_training(solved.checked.of_question(question.id, "hidden"))
    found = []
    for function in question.defines:
        count = len(inspect.signature(names[function]).parameters)
        own = passed(solved, names, checks, function, names[function], _SECONDS_AT_FIRST)
        assert own == {check.id for check in checks}
        nothing = passed(solved, names, checks, function, lambda *arguments, **named: None)
        open_checks = [check for check in checks if check.id not in nothing]
        for label, candidate in candidates.items():
            if not takes(candidate, count):
                continue
            original = Pretender(candidate)
            tried = {ITSELF: original}
            earned = {ITSELF: passed(solved, names, open_checks, function, original)}
            for value in original.returned:
                tried |= {form: Pretender(candidate, change) for form, change in forms(value).items()}
            for form, pretender in list(tried.items())[1:]:
                earned[form] = passed(solved, names, open_checks, function, pretender)
            found += [f"{form} of {label} as {function}: {sorted(ids)}" for form, ids in earned.items() if ids]
    return found


@pytest.mark.slow
@pytest.mark.usefixtures("compiled_once")
@pytest.mark.parametrize(
    ("name", "question"),
    [
        pytest.param(name, question, id=f"{name}-{question.id}")
        for name, solved in SOLVED.items()
        for question in solved.automatic
    ],
)
def test_no_callable_earns_a_hidden_point(name, question):
    assert answers(SOLVED[name], question, callables()) == []


def test_all_of_the_package_is_tried():
    assert {"lecture08_utils.training.minimise", "lecture08_utils.checking.notebook.check"} <= callables().keys()


def test_an_answer_would_be_found():
    """The inverse and an item of a dict, as it was possible once."""
    right = HW3.namespace()["balance_ratio"]
    question = HW3.checked.assignment.question("q6")
    spoilt = {"turned": lambda pde, bc: 1 / right(pde, bc), "listed": lambda pde, bc: {"a": 0.0, "b": right(pde, bc)}}
    found = answers(HW3, question, spoilt)
    assert any(line.startswith("its inverse of turned as balance_ratio") for line in found)
    assert any(line.startswith("its value number 1 of listed as balance_ratio") for line in found)
