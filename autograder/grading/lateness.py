"""What handing in late costs: a policy, and when each student handed in."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from autograder.csv_file import read_rows
from autograder.errors import ReportedError

from .gradebook import shown_name
from .results import rounded

FILE = "lateness.json"
_DAY = timedelta(days=1)


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
    """A policy, and when students handed in; who is not listed was on time."""

    policy: Policy
    times: Mapping[str, datetime] = field(default_factory=dict)

    def total(self, student: str, score: float) -> float:
        """What counts of a score."""
        submitted = self._time(student)
        return score if submitted is None else rounded(score * self.policy.factor(submitted))

    def note(self, student: str, score: float) -> str:
        """Such as ``26 h 10 min late (2 days begun): 14.4 of 18.0``; empty for who was on time."""
        submitted = self._time(student)
        if submitted is None or submitted <= self.policy.due:
            return ""
        # Rounded up: who is a second over the grace is not within it.
        hours, minutes = divmod(math.ceil((submitted - self.policy.due) / timedelta(minutes=1)), 60)
        parts = ((hours, "h"), (minutes, "min"))
        how_late = " ".join(f"{number} {unit}" for number, unit in parts if number)
        begun = self.policy.days_begun(submitted)
        days = "1 day" if begun == 1 else f"{begun} days"
        cost = f"{days} begun" if begun else "within the grace"
        return f"{how_late} late ({cost}): {self.total(student, score)} of {score}"

    def _time(self, student: str) -> datetime | None:
        return next((self.times[form] for form in forms_of(student) if form in self.times), None)


def forms_of(student: str) -> tuple[str, str]:
    """How a table may write a student's name: as it is, or as the gradebook shows it; without blanks around it."""
    return student.strip(), shown_name(student).strip()


def read_times(path: Path, due: datetime) -> dict[str, datetime]:
    """Student → when they handed in, of a CSV with the columns student and submitted.

    Args:
        due: a time without a zone is one of this one's.

    Raises:
        BadTimes: a line cannot be read.
    """
    times: dict[str, datetime] = {}
    problems = []
    for line, row in read_rows(path, ("student", "submitted"), BadTimes):
        text = row["submitted"].strip()
        try:
            time = datetime.fromisoformat(text)
        except ValueError:
            problems.append(f"{path}, line {line}: {text!r} is no time such as 2026-11-20 23:59")
            continue
        time = time.replace(tzinfo=due.tzinfo) if time.tzinfo is None else time
        if due.tzinfo is None:
            time = time.astimezone().replace(tzinfo=None) if time.tzinfo else time
        # Of several hand-ins the last one was graded.
        student = row["student"].strip()
        times[student] = max(time, times.get(student, time))
    if problems:
        raise BadTimes("\n".join(problems))
    return times


def lateness_json(lateness: Lateness) -> str:
    """The text of ``lateness.json``."""
    policy = lateness.policy
    tree = {
        "due": policy.due.isoformat(),
        "per_day": policy.per_day,
        "grace": policy.grace,
        "days": policy.days,
        "times": {student: time.isoformat() for student, time in lateness.times.items()},
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
        return Lateness(policy, {name: datetime.fromisoformat(time) for name, time in tree["times"].items()})
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as problem:
        raise BadTimes(f"{path} is damaged: {problem}; run `lecture08 late` again") from None
