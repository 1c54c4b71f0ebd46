"""What handing in late costs: a policy, and when each student handed in."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from autograder.csv_file import read_rows
from autograder.errors import ReportedError

from .gradebook import shown_name
from .names import plain_form
from .results import rounded

FILE = "lateness.json"
_DAY = timedelta(days=1)
_WITH_DOTS = re.compile(r"(\d\d?)\.(\d\d?)\.(\d{4}) (\d\d:\d\d(?::\d\d)?)")


class BadTimes(ReportedError):
    """Times that cannot be read; the message names every line."""


@dataclass(frozen=True)
class Policy:
    """What a day costs.

    Attributes:
        due: when the assignment was due.
        per_day: percent of the score that each day begun costs.
        grace: minutes after `due` that cost nothing.
        days: after so many days nothing counts any more; None: there is no such end.
    """

    due: datetime
    per_day: float
    grace: float = 0.0
    days: int | None = None

    def days_begun(self, submitted: datetime) -> int:
        """Days begun since `due`; none within the grace."""
        late = submitted - self.due
        return 0 if late <= timedelta(minutes=self.grace) else math.ceil(late / _DAY)

    def factor(self, submitted: datetime) -> float:
        """The share of the score that is left."""
        begun = self.days_begun(submitted)
        if self.days is not None and begun > self.days:
            return 0.0
        return max(0.0, 1.0 - begun * self.per_day / 100.0)


@dataclass(frozen=True)
class Lateness:
    """A policy, and when students handed in; who is not listed was on time.

    Attributes:
        dues: student → until when they had, of those who had longer than the others.
    """

    policy: Policy
    times: Mapping[str, datetime] = field(default_factory=dict)
    dues: Mapping[str, datetime] = field(default_factory=dict)

    def policy_for(self, student: str) -> Policy:
        """The policy with the student's own due time."""
        own = self._of(student, self.dues)
        return replace(self.policy, due=max(own, self.policy.due)) if own else self.policy

    def total(self, student: str, score: float) -> float:
        """What counts of a score."""
        submitted = self._of(student, self.times)
        return score if submitted is None else rounded(score * self.policy_for(student).factor(submitted))

    def note(self, student: str, score: float) -> str:
        """Such as ``26 h 10 min late (2 days begun): 14.4 of 18.0``; empty for who was on time."""
        submitted, policy = self._of(student, self.times), self.policy_for(student)
        if submitted is None or submitted <= policy.due:
            return ""
        # Rounded up: who is a second over the grace is not within it.
        hours, minutes = divmod(math.ceil((submitted - policy.due) / timedelta(minutes=1)), 60)
        parts = ((hours, "h"), (minutes, "min"))
        how_late = " ".join(f"{number} {unit}" for number, unit in parts if number)
        begun = policy.days_begun(submitted)
        days = "1 day" if begun == 1 else f"{begun} days"
        cost = f"{days} begun" if begun else "within the grace"
        return f"{how_late} late ({cost}): {self.total(student, score)} of {score}"

    def _of(self, student: str, times: Mapping[str, datetime]) -> datetime | None:
        return next((times[form] for form in forms_of(student) if form in times), None)


def forms_of(student: str) -> tuple[str, str]:
    """How a table may write a student's name: as it is, or as the gradebook shows it."""
    return plain_form(student), plain_form(shown_name(student))


def read_times(path: Path, policy: Policy) -> Lateness:
    """Read a CSV with the columns student and submitted, and perhaps due, for those who had longer.

    A line without a time is about somebody who handed nothing in.

    Args:
        policy: a time without a zone is one of its `due`'s.

    Raises:
        BadTimes: a line cannot be read.
    """
    times: dict[str, datetime] = {}
    dues: dict[str, datetime] = {}
    problems = []
    for line, row in read_rows(path, ("student", "submitted"), BadTimes):
        # Of several hand-ins the last one was graded.
        for column, found in (("submitted", times), ("due", dues)):
            student, text = plain_form(row["student"]), row.get(column, "").strip()
            # Of a date alone nobody knows whether the day counts.
            time = None if column == "due" and ":" not in text else _read_time(text, policy.due)
            if time:
                found[student] = max(time, found.get(student, time))
            elif text:
                problems.append(f"{path}, line {line}: {text!r} is no time such as 2026-11-20 23:59")
    if problems:
        raise BadTimes("\n".join(problems))
    return Lateness(policy, times, dues)


def _read_time(text: str, due: datetime) -> datetime | None:
    """A time as ISO 8601 has it or, with dots, as a spreadsheet in many countries; None if it is none."""
    try:
        if match := _WITH_DOTS.fullmatch(text):
            day, month, year, rest = match.groups()
            text = f"{year}-{month:0>2}-{day:0>2} {rest}"
        time = datetime.fromisoformat(text)
    except ValueError:
        return None
    if due.tzinfo is None:
        return time.astimezone().replace(tzinfo=None) if time.tzinfo else time
    return time.replace(tzinfo=due.tzinfo) if time.tzinfo is None else time


def _times(tree: Mapping[str, str]) -> dict[str, datetime]:
    return {student: datetime.fromisoformat(time) for student, time in tree.items()}


def lateness_json(lateness: Lateness) -> str:
    """The text of ``lateness.json``."""
    policy = lateness.policy
    tree = {
        "due": policy.due.isoformat(),
        "per_day": policy.per_day,
        "grace": policy.grace,
        "days": policy.days,
        "times": {student: time.isoformat() for student, time in lateness.times.items()},
        "dues": {student: time.isoformat() for student, time in lateness.dues.items()},
    }
    return json.dumps(tree, ensure_ascii=False, indent=1) + "\n"


def read_lateness(path: Path) -> Lateness | None:
    """What ``lateness.json`` says; None if there is none.

    Raises:
        BadTimes: it is damaged.
    """
    try:
        tree = json.loads(path.read_bytes())
        policy = Policy(datetime.fromisoformat(tree["due"]), tree["per_day"], tree["grace"], tree["days"])
        return Lateness(policy, *(_times(tree.get(key, {})) for key in ("times", "dues")))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as problem:
        raise BadTimes(f"{path} is damaged: {problem}; run `lecture08 late` again") from None
