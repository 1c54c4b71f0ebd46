"""What an instructor decides about grading on Gradescope: ``gradescope.json``, beside ``otter_config.json``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from autograder.errors import ReportedError

FILE = "gradescope.json"
_VISIBILITIES = ("visible", "after_due_date", "after_published", "hidden")
_MOST_MINUTES = 40


class BadSettings(ReportedError):
    """``gradescope.json`` says something that Gradescope or we do not know."""


@dataclass(frozen=True)
class Settings:
    """How an assignment is graded and shown.

    Attributes:
        minutes: the time-out that is set for the assignment on Gradescope.
        public, hidden: when students see the results of checks: one of Gradescope's words.
    """

    minutes: float = 10
    public: str = "visible"
    hidden: str = "after_published"

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def read_settings(root: Path, assignment: str) -> Settings:
    """The settings of an assignment: those for all, then its own below its name; without a file the usual ones.

    Raises:
        BadSettings: the file is not understood.
    """
    path = root / FILE
    try:
        tree = json.loads(path.read_bytes()) if path.is_file() else {}
    except ValueError as error:
        raise BadSettings(f"{FILE} is not JSON: {error}") from None
    if not isinstance(tree, dict):
        raise BadSettings(f"{FILE} must hold an object")
    for_all = {key: value for key, value in tree.items() if not isinstance(value, dict)}
    return _settings({**for_all, **tree.get(assignment, {})})


def _settings(values: Mapping[str, Any]) -> Settings:
    known = [field.name for field in fields(Settings)]
    if unknown := sorted(set(values) - set(known)):
        raise BadSettings(f"{FILE} has {', '.join(unknown)}; there are {', '.join(known)}, and assignments by name")
    settings = Settings(**values)
    for name in ("public", "hidden"):
        if getattr(settings, name) not in _VISIBILITIES:
            raise BadSettings(f"{FILE}: {name} is one of {', '.join(_VISIBILITIES)}")
    if type(settings.minutes) not in (int, float) or not 1 <= settings.minutes <= _MOST_MINUTES:
        raise BadSettings(f"{FILE}: minutes is a number from 1 to {_MOST_MINUTES}, what Gradescope allows")
    return settings
