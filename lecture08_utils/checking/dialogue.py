"""What one check asks, and what the student's side knows about the functions that it called."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import numpy as np

from .code_names import outermost_calls
from .codec import Caps, CodecError, decode, encode
from .evaluate import scalar
from .registry import Check, Question
from .text import one_line
from .transcript import Transcript

_LONGEST_PROMISE = 400


class Evaluator(Protocol):
    """Carries requests to a student's namespace: `Evaluation` in the same process, a grader's worker elsewhere."""

    def answer(self, message: bytes) -> bytes:
        """One encoded request in, one encoded reply out (evaluate.py lists them)."""

    def source_line(self, filename: str, line: int) -> str:
        """The line of the notebook where that frame stands, or "" if the frame is elsewhere."""


class Dialogue:
    """The exchange of one check with a student's names.

    Attributes:
        question: whose functions are called.
    """

    def __init__(self, evaluator: Evaluator, question: Question, check: Check, caps: Caps):
        self.question = question
        self._evaluator = evaluator
        self._check = check
        self._caps = caps
        self._transcript = Transcript()
        self._expression = ""
        self._each: dict[str, np.ndarray] = {}

    @property
    def has_each(self) -> bool:
        """Whether the last question was asked for each element of arrays."""
        return bool(self._each)

    def runs(self, code: str, data: Mapping[str, Any]) -> None:
        """Note statements that the check runs."""
        self._transcript.add_data(data)
        self._transcript.add_code(code)
        self._expression, self._each = "", {}

    def asks(self, expression: str, data: Mapping[str, Any], each: Mapping[str, np.ndarray]) -> None:
        """Note an expression that the check asks about."""
        self._transcript.add_data(data)
        self._expression, self._each = expression, dict(each)

    def exchange(self, request: Mapping[str, Any]) -> Any:
        """Send a request; what comes back is untrusted: any type.

        Raises:
            CodecError: it cannot be decoded.
        """
        return decode(self._evaluator.answer(encode(dict(request))), self._caps)

    def source_line(self, filename: str, line: int) -> str:
        """See `Evaluator.source_line`."""
        return self._evaluator.source_line(filename, line)

    def stubs(self) -> str:
        """A sentence that names the stubs among the functions that were called; "" for none, and in secret."""
        asked = self.shown()
        called = [name for name in self.question.defines if re.search(rf"\b{name}\b", asked)]
        found = self._about("stubs", called)
        said = found if isinstance(found, list) else []
        stubs = [name for name in said if isinstance(name, str) and name in called]
        if not any(name[0].islower() for name in stubs):
            return ""  # of a class, which is a stub as long as one of its methods is, it may be another method
        listed = " and ".join(f"`{name}`" for name in stubs)
        return f"{listed} {'is' if len(stubs) == 1 else 'are'} not filled in yet." + self.promise()

    def _about(self, op: str, called: Sequence[str]) -> Any:
        """What the student's side knows about functions that were called; None in secret."""
        if self._check.visibility == "hidden" or not called:
            return None
        try:
            reply = self.exchange({"op": op, "names": called})
        except CodecError:
            return None
        return reply.get("value") if isinstance(reply, dict) else None

    def promise(self) -> str:
        """A line with what the docstrings of the functions that were called say that they return; none in secret."""
        names = self.question.defines
        found = outermost_calls(self._expression, names) or outermost_calls(self.shown(), names)
        called = [name for name in names if name in found]
        value = self._about("returns", called)
        texts = (
            [(name, one_line(value.get(name), _LONGEST_PROMISE)) for name in called]
            if isinstance(value, dict)
            else []
        )
        return "".join(f"\n`{name}` returns, says its docstring: {text}" for name, text in texts if text)

    def shown(self, element: int | None = None) -> str:
        """The shortest code that asks the same in a notebook.

        Args:
            element: of the arrays that it was asked for each element of.
        """
        values = {name: scalar(np.asarray(column)[element or 0]) for name, column in self._each.items()}
        return self._transcript.show(self._expression, values)
