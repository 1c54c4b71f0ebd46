"""Answers that are remembered until something changes: a training takes long, and its answer would be the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from .cells import CellLog
from .messages import Outcome
from .reach import fingerprint, reachable


@dataclass(frozen=True)
class Answer:
    """What a check said, and about which state of the names.

    Attributes:
        names: those that the check asked about.
        kept: objects that the digest knows by their identity.
    """

    outcome: Outcome
    names: frozenset[str]
    digest: bytes
    kept: list[Any]


class Memory:
    """What the checks of a notebook have said."""

    def __init__(self, log: CellLog):
        self._log = log
        self._answers: dict[str, Answer] = {}
        self._compiled: dict[str, tuple[Any, bytes]] = {}

    def recall(self, check_id: str, namespace: Mapping[str, Any]) -> Outcome | None:
        """What a check said, if nothing that it asked about, directly or not, has changed since."""
        answer = self._answers.get(check_id)
        if answer is None or self._digest(namespace, answer.names)[0] != answer.digest:
            return None
        return answer.outcome

    def keep(
        self,
        check_id: str,
        namespace: Mapping[str, Any],
        names: Iterable[str],
        ask: Callable[[], tuple[Outcome, frozenset[str]]],
    ) -> Outcome:
        """Ask, and remember the answer unless asking changed what was asked about.

        Args:
            names: the student's names that the question is about.
            ask: returns the outcome and all names that were asked about.
        """
        known = frozenset(names)
        self._forget_compiled(namespace, known)
        before = self._digest(namespace, known)[0]
        self._answers.pop(check_id, None)
        outcome, asked = ask()
        if self._digest(namespace, known)[0] == before:
            digest, kept = self._digest(namespace, known | asked)
            self._answers[check_id] = Answer(outcome, known | asked, digest, kept)
        return outcome

    def _forget_compiled(self, namespace: Mapping[str, Any], names: frozenset[str]) -> None:
        """Have JAX compile again what uses something that changed: it keeps the value that it met first."""
        for name in reachable(namespace, names):
            value = namespace[name]
            if not hasattr(type(value), "clear_cache"):
                continue
            digest = self._digest(namespace, frozenset([name]))[0]
            if self._compiled.get(name) != (value, digest):
                value.clear_cache()
            self._compiled[name] = value, digest

    def _digest(self, namespace: Mapping[str, Any], names: frozenset[str]) -> tuple[bytes, list[Any]]:
        # Otter hands over a copy of the notebook's names; functions know the original.
        own = self._log.namespace
        same = all(namespace.get(name) is own.get(name) for name in names)
        return fingerprint(own if same else namespace, names, self._log.moment())
