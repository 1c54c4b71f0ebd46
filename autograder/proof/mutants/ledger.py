"""What an instructor says about the mutants of an assignment: which of them are no fault, and how many to grade.

``solutions/<assignment>/mutants.json``::

    {"most": {"q4": 12},                  at most so many mutants of that question, spread evenly; optional
     "equivalent": [{"question": "q2", "where": "loglog_slope", "was": "return …", "mutant": "return …",
                     "reason": "why no check could, or should, tell it from the reference"}]}

`where`, `was` and `mutant` stand in the report of a survivor. An entry that no mutant matches, or whose mutant loses
points after all in a check that does not train, is stale, and stale entries are errors.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from autograder.errors import ReportedError

from .mutants import Key, Mutant, even_sample


class BrokenLedger(ReportedError):
    """The file is not what the module describes; the message says where."""


@dataclass(frozen=True)
class Ledger:
    """Attributes:
    most: question → how many of its mutants are graded; all of them unless listed.
    reasons: mutant → why it is no fault.
    """

    most: Mapping[str, int] = field(default_factory=dict)
    reasons: Mapping[Key, str] = field(default_factory=dict)

    def chosen(self, mutants: Sequence[Mutant]) -> list[Mutant]:
        """Those that are graded, in their order."""
        questions = dict.fromkeys(mutant.key.question for mutant in mutants)
        chosen: list[Mutant] = []
        for question in questions:
            own = [mutant for mutant in mutants if mutant.key.question == question]
            chosen += even_sample(own, self.most.get(question, len(own)))
        return chosen

    def unmatched(self, mutants: Sequence[Mutant]) -> list[Key]:
        """Entries that belong to no mutant; those of a question that has none, as it is gone, are passed over."""
        known = {mutant.key for mutant in mutants}
        questions = {key.question for key in known}
        return [key for key in self.reasons if key not in known and key.question in questions]


def read_ledger(name: str, root: Path) -> Ledger:
    """Read ``solutions/<name>/mutants.json``; an assignment without one has nothing to say.

    Raises:
        BrokenLedger: it is no such file.
    """
    path = root / "solutions" / name / "mutants.json"
    if not path.is_file():
        return Ledger()
    try:
        tree = json.loads(path.read_text(encoding="utf-8"))
        entries = [dict(entry) for entry in tree.get("equivalent", [])]
        reasons = [entry.pop("reason").strip() for entry in entries]
        keys = [Key(**entry) for entry in entries]
        most = {str(question): int(count) for question, count in tree.get("most", {}).items()}
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise BrokenLedger(f"{path}: {type(error).__name__}: {error}") from None
    if unknown := set(tree) - {"most", "equivalent"}:
        raise BrokenLedger(f"{path}: unknown {', '.join(sorted(unknown))}")
    if "" in reasons:
        raise BrokenLedger(f"{path}: no reason for `{keys[reasons.index('')].mutant}`")
    if len(set(keys)) < len(keys):
        twice = next(key for index, key in enumerate(keys) if key in keys[:index])
        raise BrokenLedger(f"{path}: `{twice.mutant}` is listed twice")
    if any(count < 1 for count in most.values()):
        raise BrokenLedger(f"{path}: at least one mutant of each question is graded")
    return Ledger(most, dict(zip(keys, reasons, strict=True)))
