"""What a check sees of a student's work: names that can be asked about, and nothing else.

A question is an expression plus data. The same `Student` serves a notebook, otter, nbgrader and our grader: only
the evaluator behind it differs, and all of them speak the codec's bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from .codec import Caps, CodecError
from .curves import Curve
from .dialogue import Dialogue, Evaluator
from .exceptions import failure_of_exception
from .messages import Failure, not_defined
from .mistakes import Pairs, Values, recognise
from .registry import Check, Question
from .structure import (
    IsRight,
    as_array,
    has_arrays,
    has_none,
    kind_of,
    kind_problem,
    parts_problem,
    shape_problem,
)
from .text import one_line, plain_text
from .values import show_value


class CheckFailed(Exception):
    """Ends a check; `failure` says why. If it is `final`, a check with ``retries`` is not tried again."""

    def __init__(self, failure: Failure, final: bool = False):
        super().__init__(failure.problem)
        self.failure = failure
        self.final = final


class Student:
    """A student's names, as one check of one question sees them.

    Every method that asks raises `CheckFailed` if the student's code raises, or if it answers with something
    that is not plain data.

    Attributes:
        attempt: 0, or 1 when a check with ``retries`` is tried again. Add it to training seeds.
        remark: a sentence that is shown if the check passes, for what points do not say, such as a score. The check
            sets it, from its own figures alone: it is shown for hidden checks too.
        curve: what the answer looks like, for the report about the class. A check sets it, once it knows the numbers.
        is_of_kind: False once an answer was no number or had the wrong shape, which another attempt would not change.
    """

    def __init__(
        self,
        evaluator: Evaluator,
        question: Question,
        check: Check,
        *,
        attempt: int = 0,
        caps: Caps | None = None,
    ):
        self.attempt = attempt
        self.remark = ""
        self.curve: Curve | None = None
        self.is_of_kind = True
        self._question = question
        self._check = check
        self._dialogue = Dialogue(evaluator, question, check, caps or Caps())

    def begin(self) -> None:
        """Start a fresh scope and make sure that the question's names exist."""
        reply = self._request({"op": "begin", "names": list(self._question.defines)})
        found = reply.get("missing")
        # Its items may be arrays, which no "in" compares.
        said = {name for name in found if isinstance(name, str)} if isinstance(found, list) else set()
        # Where some are there, a check fails for want of the others when it asks for them.
        defines = self._question.defines
        if defines and said.issuperset(defines):
            sentence = not_defined(defines, self._question.id)
            raise CheckFailed(Failure("missing", sentence, safe_problem=sentence))

    def run(self, code: str, *, share: bool = False, compiled: bool = False, **data: Any) -> None:
        """Run statements; the names that they define live until the check ends.

        Args:
            share: keep the result for the question's other checks that run the same code with the same data.
                For trainings, which take seconds.
            compiled: the code is one assignment, and what is assigned is compiled as the expressions of a check with
                ``compiled`` are.
            data: names and plain values for the code.
        """
        self._dialogue.runs(code, data)
        self._request({"op": "run", "code": code, "data": data, "share": share, "compiled": compiled})

    def ask(self, expression: str, *, each: Mapping[str, np.ndarray] | None = None, **data: Any) -> Any:
        """Evaluate an expression in the student's names.

        Args:
            each: evaluate once per element of these arrays (along axis 0), in one exchange. The answer is the
                list of answers.
            data: names and plain values that the expression uses.

        Returns:
            Plain data: Python scalars, strings, lists, dicts, Fractions, NumPy arrays. Untrusted: any type.
        """
        return self._answer(expression, each, data, compiled=False)

    def _answer(
        self, expression: str, each: Mapping[str, np.ndarray] | None, data: Mapping[str, Any], compiled: bool
    ) -> Any:
        each = each or {}
        self._dialogue.asks(expression, data, each)
        request = {"op": "ask", "expression": expression, "data": {**data, **each}, "each": list(each)}
        return self._request(request | {"compiled": compiled}).get("value")

    def array(
        self,
        expression: str,
        *,
        shape: tuple[int, ...] | None = None,
        each: Mapping[str, np.ndarray] | None = None,
        **data: Any,
    ) -> np.ndarray:
        """Ask for finite numbers.

        Args:
            shape: the shape that the answer must have (with `each`, behind the leading axis of its elements).

        Returns:
            float64 array.
        """
        return self._array(expression, shape, None, each, data)

    def _array(
        self,
        expression: str,
        shape: tuple[int, ...] | None,
        is_right: IsRight | None,
        each: Mapping[str, np.ndarray] | None,
        data: Mapping[str, Any],
    ) -> np.ndarray:
        answer = self._answer(expression, each, data, self._check.compiled and "(" in expression)
        if each:
            answer = self._stack(answer, len(next(iter(each.values()))), shape)
            shape = answer.shape
        return self._as_numbers(answer, shape, is_right)

    def number(self, expression: str, **data: Any) -> float:
        """Ask for one finite number: a Python number or an array of shape ()."""
        return float(self.array(expression, shape=(), **data))

    def expect(
        self,
        expression: str,
        *,
        want: Any,
        rtol: float = 1e-4,
        atol: float = 0.0,
        each: Mapping[str, np.ndarray] | None = None,
        wrong: Values = (),
        **data: Any,
    ) -> np.ndarray:
        """Demand that an expression has a value, within rtol·max|want| + atol everywhere.

        Args:
            want: the expected numbers; its shape is demanded too.
            wrong: misconception → the value that it leads to, or pairs of them, beside those that the check declares.

        Returns:
            What came back, as a float64 array of want's shape.
        """
        want = np.asarray(want, dtype=np.float64)
        shape = want.shape[1:] if each else want.shape
        tolerance = rtol * float(np.max(np.abs(want), initial=0.0)) + atol

        def is_right(values: np.ndarray) -> bool:
            return values.shape == want.shape and bool(np.all(np.abs(values - want) <= tolerance))

        got = self._array(expression, shape, None if each else is_right, each, data)
        error = np.abs(got - want)
        if error.size and float(error.max()) > tolerance:
            pairs = list(wrong.items() if isinstance(wrong, Mapping) else wrong)
            self._fail_value(got, want, tolerance, pairs)
        return got

    def mistakes(self, case: str = "") -> Pairs:
        """What popular mistakes make of the fixed inputs of this public check: pairs of misconception and value.

        Args:
            case: which of the values that the check expects.

        Raises:
            LookupError: there is no such case in ``mistakes.json``.
        """
        if case not in self._check.mistakes:
            raise LookupError(
                f"{self._check.id} has no mistakes for the case {case!r}: give them in the private half, then run "
                "lecture08 release"
            )
        return self._check.mistakes[case]

    def require(
        self,
        condition: bool,
        problem: str,
        *,
        returned: Any = None,
        expected: str = "",
        misconception: str = "",
        final: bool = False,
    ) -> None:
        """Fail the check with a sentence unless the condition holds; `final` as for `fail`."""
        if not condition:
            shown = show_value(returned) if returned is not None else ""
            self.fail(problem, returned=shown, expected=expected, misconception=misconception, final=final)

    def fail(
        self, problem: str, *, returned: str = "", expected: str = "", misconception: str = "", final: bool = False
    ) -> None:
        """Fail the check; `misconception` names the wrong idea that the answer shows.

        Args:
            final: do not try again: no luck explains this, or luck decides where it must not. A check with
                ``retries`` says so wherever one training proves the mistake.
        """
        raise CheckFailed(
            Failure(
                "wrong_answer",
                problem,
                asked=self._dialogue.shown(),
                returned=returned,
                expected=expected,
                misconception=misconception or None,
            ),
            final,
        )

    def _fail_value(self, got: np.ndarray, want: np.ndarray, tolerance: float, wrong: Pairs) -> None:
        wrong = [*wrong, *((name, idea(want)) for name, idea in self._check.misconceptions.items())]
        misconception = recognise(got, want, tolerance, wrong)
        error = np.abs(got - want)
        worst = tuple(int(i) for i in np.unravel_index(int(error.argmax()), error.shape))
        problem = f"The error is {error.max():.2g}; up to {tolerance:.2g} is allowed."
        element = None
        if self._dialogue.has_each:
            element, got, want = worst[0], got[worst[0]], want[worst[0]]
        elif worst:
            place = worst[0] if len(worst) == 1 else worst
            problem += f" It is largest at index {place}: {got[worst]:.7g} instead of {want[worst]:.7g}."
        raise CheckFailed(
            Failure(
                "wrong_answer",
                problem,
                asked=self._dialogue.shown(element),
                returned=show_value(np.asarray(got)),
                expected=show_value(np.asarray(want)),
                misconception=misconception,
            )
        )

    def _stack(self, answers: Any, count: int, shape: tuple[int, ...] | None) -> np.ndarray:
        if not isinstance(answers, list) or len(answers) != count:
            self.fail("Your answer came back damaged.")
        rows = [self._as_numbers(answer, shape) for answer in answers]
        if any(row.shape != rows[0].shape for row in rows):
            self.fail("The shape of the answer changes from one input to the next.")
        return np.stack(rows)

    def _as_numbers(self, answer: Any, shape: tuple[int, ...] | None, is_right: IsRight | None = None) -> np.ndarray:
        self.is_of_kind = False
        if has_none(answer):
            self.require_no_stub()
            subject = "The answer" if answer is None else "A part of the answer"
            problem = f"{subject} is None: a `return` is missing, or the stub is not filled in yet."
            self.fail(problem + self.promise())
        array = as_array(answer)
        if array.dtype.kind == "c":
            self.fail("The answer is complex; real numbers are expected.", returned=show_value(array))
        if array.dtype.kind not in "biuf":
            problem = f"Numbers are expected, not {kind_of(answer)}."
            if has_arrays(answer) and shape is not None:
                problem = parts_problem(answer, shape, is_right)
            self.fail(problem + self.promise(), returned=show_value(answer))
        if shape is not None and array.shape != shape:
            problem, misconception = shape_problem(answer, array, shape, is_right)
            self._fail_shape(problem, array, shape, misconception)
        self.is_of_kind = True
        array = array.astype(np.float64)
        bad = int(array.size - np.isfinite(array).sum())
        if bad:
            text = f"{bad} of {array.size} values are" if array.ndim else "The answer is"
            self.fail(f"{text} NaN or infinite.", returned=show_value(array))
        return array

    def _fail_shape(self, problem: str, array: np.ndarray, shape: tuple[int, ...], misconception: str) -> None:
        expected = f"shape {shape}"
        problem += self.promise()
        self.fail(problem, returned=show_value(array), expected=expected, misconception=misconception)

    def require_no_stub(self) -> None:
        """Fail with one sentence, without what was asked, if a function that was called is a stub; not in secret."""
        if problem := self._dialogue.stubs():
            raise CheckFailed(Failure("wrong_answer", problem))

    def promise(self) -> str:
        """A line with what the docstrings of the functions that were called say that they return; none in secret."""
        return self._dialogue.promise()

    def _request(self, request: dict[str, Any]) -> dict[str, Any]:
        reply = self._exchange(request)
        if reply.get("ok") is True:
            return reply
        if plain_text(reply.get("kind")) == "not plain data":
            raise CheckFailed(self._not_plain(reply))
        raise CheckFailed(failure_of_exception(reply, self._dialogue))

    def _exchange(self, request: dict[str, Any]) -> dict[str, Any]:
        try:
            reply = self._dialogue.exchange(request)
        except CodecError as problem:
            text = f"Your answer cannot be used: {problem}."
            raise CheckFailed(Failure("wrong_answer", text, asked=self._dialogue.shown())) from None
        if not isinstance(reply, dict):
            raise CheckFailed(Failure("wrong_answer", "Your answer came back damaged.", asked=self._dialogue.shown()))
        return reply

    def _not_plain(self, reply: dict[str, Any]) -> Failure:
        self.is_of_kind = False
        problem = kind_problem(one_line(reply.get("type")), one_line(reply.get("where"))) + self.promise()
        return Failure(
            "wrong_answer", problem, "The answer is not made of numbers or arrays.", asked=self._dialogue.shown()
        )
