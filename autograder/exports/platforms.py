"""Learning platforms: the form of the file that each exports, and imports back.

- Canvas, *Gradebook → Export*: ``Student, ID, SIS User ID, SIS Login ID, Section``, a column per assignment named
  ``Title (12345)``, and a row ``Points Possible``.
- Moodle's grading worksheet of an assignment: ``Identifier, Full name, Email address, …, Grade, Maximum Grade, …``;
  and its *Grades → Export*: ``First name, Last name, ID number, Email address`` and a column per assignment.
- Brightspace, *Grades → Export* with both key fields: ``OrgDefinedId, Username``, a column per item named
  ``Title Points Grade <Numeric MaxPoints:20>``, and ``End-of-Line Indicator``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Platform:
    """How a platform's file is read.

    Attributes:
        names: columns with a person's name, in parts if there are several.
        values: columns with something else that names one person.
        new_column: what a new column for grades is called, given the assignment's title and its points; None: the
            file has the column already.
        is_grade: whether a column may hold the grades of the assignment with this title.
        keeps: columns that the import needs besides those that name a person; None: all.
        last: a column that must be the last one.
        worth: a column that says what the assignment is worth.
    """

    title: str
    marks: frozenset[str]
    names: tuple[str, ...]
    values: tuple[str, ...]
    new_column: Callable[[str, float], str] | None
    is_grade: Callable[[str, str], bool]
    keeps: frozenset[str] | None
    last: str | None = None
    worth: str = ""

    def kept(self, header: Sequence[str], column: str) -> list[str]:
        """The columns of a file that the import needs, with `column` for the grades."""
        if self.keeps is None:
            return list(header)
        wanted = {*map(str.lower, (*self.names, *self.values, *self.keeps)), column.lower()}
        kept = [name for name in header if name.lower() in wanted]
        return [*kept, self.last] if self.last else kept


def _canvas_column(column: str, title: str) -> bool:
    return _same(re.sub(r"\s*\(\d+\)$", "", column), title)


def _brightspace_column(column: str, title: str) -> bool:
    return _same(re.sub(r"\s*Points Grade(\s*<.*>)?$", "", column, flags=re.IGNORECASE), title)


def _moodle_column(column: str, title: str) -> bool:
    return _same(re.sub(r"^(Assignment|Quiz):\s*|\s*\((Real|Points)\)$", "", column), title)


PLATFORMS = (
    Platform(
        "Canvas",
        frozenset({"student", "id", "section"}),
        ("Student",),
        ("ID", "SIS User ID", "SIS Login ID"),
        lambda title, points: title,
        _canvas_column,
        frozenset({"Section"}),
    ),
    Platform(
        "Moodle's grading worksheet",
        frozenset({"identifier", "grade", "maximum grade"}),
        ("Full name",),
        ("Identifier", "Email address", "ID number", "Username"),
        None,
        lambda column, title: column == "Grade",
        None,
        worth="Maximum Grade",
    ),
    Platform(
        "Brightspace",
        frozenset({"end-of-line indicator"}),
        ("First Name", "Last Name"),
        ("OrgDefinedId", "Username", "Email"),
        lambda title, points: f"{title} Points Grade <Numeric MaxPoints:{points:g}>",
        _brightspace_column,
        frozenset(),
        "End-of-Line Indicator",
    ),
    Platform(
        "Moodle",
        frozenset({"first name", "email address"}),
        # Moodle in British English, or an older one, says Surname.
        ("First name", "Last name", "Surname"),
        ("ID number", "Email address", "Username"),
        lambda title, points: title,
        _moodle_column,
        frozenset(),
    ),
)


def recognise(header: Iterable[str]) -> Platform | None:
    """The platform that exports a file with these columns."""
    found = {name.lower() for name in header}
    return next((platform for platform in PLATFORMS if platform.marks <= found), None)


def _same(one: str, other: str) -> bool:
    return " ".join(one.lower().split()) == " ".join(other.lower().split())
