"""Assignments, questions and checks as data, and where to find them by name."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import ModuleType
from typing import Any, Literal

from .mistakes import Pairs, read_mistakes

_PUBLIC_PACKAGE = "lecture08_utils"
# On the grading side. Otter and nbgrader grade in the notebook's process, so that this package must know its name.
_PRIVATE_PACKAGE = "solutions"
_QUESTION_FILE = re.compile(r"q(\d+)(_\w+)?")

Visibility = Literal["public", "hidden"]


@dataclass(frozen=True)
class Question:
    """One question of an assignment.

    Attributes:
        id: ``"q1"``; the same in headings, stubs, checks, gradebook columns.
        title: a few words, for headings and reports.
        defines: names that the student's cells must define.
        prerequisites: ids of questions whose functions the student's answer to this one calls.
        manual_points: points given by a human reader; such a question has no checks.
        concepts: of the lecture, that a student meets here; for the page of concepts.
        budget_seconds: the least that the question's budget counts as, on a server of today; limits on time follow
            from budgets. For a question that the reference answers faster than a correct answer needs to.
    """

    id: str
    title: str
    defines: tuple[str, ...] = ()
    prerequisites: tuple[str, ...] = ()
    manual_points: float = 0.0
    concepts: tuple[str, ...] = ()
    budget_seconds: float = 0.0

    @property
    def is_manual(self) -> bool:
        return self.manual_points > 0


@dataclass(frozen=True)
class Assignment:
    """What checks and graders know about an assignment beside its source.

    Attributes:
        name: ``"hw4_oscillator"``, the name of its notebooks and its folders.
        title: for reports.
        questions: in the order of the notebook.
        arrays: ``"jax"`` if arrays that a check asks with reach student code as JAX arrays, else ``"numpy"``.
    """

    name: str
    title: str
    questions: tuple[Question, ...]
    arrays: Literal["jax", "numpy"] = "jax"

    @property
    def defines(self) -> frozenset[str]:
        """The names that the answers to its questions define."""
        return frozenset(name for question in self.questions for name in question.defines)

    def question(self, question_id: str) -> Question:
        """The question with that id; KeyError, naming the ids there are, if there is none."""
        for question in self.questions:
            if question.id == question_id:
                return question
        known = ", ".join(question.id for question in self.questions)
        raise KeyError(f"{self.name} has no question {question_id!r}; its questions are {known}")


@dataclass(frozen=True)
class Check:
    """One thing that is tested about an answer, all of its points or none.

    Attributes:
        function: called as ``function(student, rng)``; it returns if the answer is right.
        misconceptions: of a hidden check: name of a wrong idea → what that idea makes of the expected value.
        mistakes: of a public check: case → what wrong ideas make of it, see `Student.mistakes`.
        retries: how often the check is tried again, with other random inputs, before it fails. For checks
            that train a network: about one correct training in sixty ends in a bad minimum.
        compiled: expressions for numbers are compiled as a whole, if JAX can, and not operation by operation, which
            takes 20 ms each. Not for an expression that trains: the loop may be Python's, of thousands of steps.
    """

    question: str
    function: Callable[..., None]
    points: float
    visibility: Visibility
    hint: str
    misconceptions: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)
    retries: int = 0
    mistakes: Mapping[str, Pairs] = field(default_factory=dict)
    compiled: bool = False

    @property
    def name(self) -> str:
        return self.function.__name__

    @property
    def id(self) -> str:
        return f"{self.question}.{self.name}"

    @property
    def description(self) -> str:
        """First line of the function's docstring: what a student reads when the check fails."""
        return (self.function.__doc__ or "").strip().splitlines()[0]


class CheckList:
    """The checks of one module, collected by using the list itself as a decorator.

    >>> check = CheckList("public")
    >>> @check("q1", points=1, hint="Which way does the atom move where V falls?")
    ... def force_points_downhill(student, rng):
    ...     '''The force is −dV/dr.'''
    """

    def __init__(self, visibility: Visibility):
        self.visibility = visibility
        self.checks: list[Check] = []

    def __call__(
        self,
        question: str,
        *,
        points: float,
        hint: str,
        misconceptions: Mapping[str, Callable[[Any], Any]] | None = None,
        retries: int = 0,
        compiled: bool = False,
    ) -> Callable[[Callable[..., None]], Callable[..., None]]:
        def add(function: Callable[..., None]) -> Callable[..., None]:
            check = Check(
                question,
                function,
                points,
                self.visibility,
                hint,
                misconceptions or {},
                retries,
                compiled=compiled,
            )
            if not function.__doc__:
                raise ValueError(f"check {check.id} has no docstring, so students could not be told what failed")
            if misconceptions and self.visibility == "public":
                raise ValueError(
                    f"check {check.id} is public and would compute mistakes from the right value: give them in the "
                    "private half, and ask for the numbers with student.mistakes()"
                )
            if any(other.id == check.id for other in self.checks):
                raise ValueError(f"two checks are called {check.id}")
            self.checks.append(check)
            return function

        return add


@dataclass(frozen=True)
class CheckedAssignment:
    """An assignment together with its checks, those that this environment has."""

    assignment: Assignment
    checks: tuple[Check, ...]

    def of_question(self, question_id: str, visibility: Visibility | None = None) -> tuple[Check, ...]:
        """The checks of one question in the order of grading: public ones first."""
        self.assignment.question(question_id)
        found = [check for check in self.checks if check.question == question_id]
        return tuple(check for check in found if visibility in (None, check.visibility))

    def check(self, check_id: str) -> Check:
        """The check with that id; KeyError if there is none."""
        for check in self.checks:
            if check.id == check_id:
                return check
        raise KeyError(f"{self.assignment.name} has no check {check_id!r} here")

    def points(self, question_id: str) -> float:
        """What the question is worth: the sum of its checks' points, or its manual points."""
        question = self.assignment.question(question_id)
        return question.manual_points or sum(check.points for check in self.of_question(question_id))


def assemble(package: str, *, title: str, arrays: Literal["jax", "numpy"] = "jax") -> CheckedAssignment:
    """Put an assignment together from the files of its questions, ``q1_….py`` and so on.

    Each defines ``question``, a `Question`, and, unless that is manual, ``check``, a `CheckList`.

    Args:
        package: the package of the assignment's public checks; its last part is the assignment's name.
        title, arrays: see `Assignment`.
    """
    modules = question_modules(importlib.import_module(package))
    for module in modules:
        if not module.__name__.rpartition(".")[2].startswith(f"{module.question.id}_"):
            raise ValueError(f"{module.__name__} holds {module.question.id}")
    questions = tuple(module.question for module in modules)
    name = package.rpartition(".")[2]
    assignment = Assignment(name, title, questions, arrays=arrays)
    return CheckedAssignment(assignment, tuple(checks_of(modules)))


def question_modules(package: ModuleType) -> list[ModuleType]:
    """The modules of a package that belong to a question each, in the order of the questions."""
    names = [info.name for info in pkgutil.iter_modules(package.__path__)]
    numbers = {name: int(match[1]) for name in names if (match := _QUESTION_FILE.fullmatch(name))}
    return [
        importlib.import_module(f"{package.__name__}.{name}") for name in sorted(numbers, key=numbers.__getitem__)
    ]


def checks_of(modules: list[ModuleType]) -> Iterator[Check]:
    """The checks of questions' modules."""
    for module in modules:
        if hasattr(module, "check"):
            yield from module.check.checks


def load(name: str, *, hidden: bool) -> CheckedAssignment:
    """Load an assignment and its checks.

    Args:
        name: the assignment's full name.
        hidden: also load the hidden checks, which exist on the grading side only.

    Raises:
        KeyError: there is no such assignment.
        ModuleNotFoundError: hidden checks were asked for where they are not installed.
    """
    if name not in assignment_names():
        raise KeyError(f"there is no assignment {name!r}; there are {', '.join(assignment_names())}")
    module = importlib.import_module(f"{_PUBLIC_PACKAGE}.{name}")
    mistakes = read_mistakes(Path(module.__path__[0]))
    public: CheckedAssignment = module.checked
    checks = [replace(check, mistakes=mistakes.get(check.id, {})) for check in public.checks]
    if hidden:
        checks += checks_of(private_modules(name))
    return replace(public, checks=tuple(checks))


def private_modules(name: str) -> list[ModuleType]:
    """The private halves of an assignment's questions; ModuleNotFoundError where they are not installed."""
    return question_modules(importlib.import_module(f"{_PRIVATE_PACKAGE}.{name}"))


def assignment_names() -> list[str]:
    """The assignments that this environment has checks for, sorted."""
    folders = [Path(folder) for folder in importlib.import_module(_PUBLIC_PACKAGE).__path__]
    files = [path for folder in folders for path in folder.glob("*/q[0-9]*.py") if path.parent.name.isidentifier()]
    return sorted({path.parent.name for path in files})
