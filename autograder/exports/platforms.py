"""Fill a learning platform's own gradebook file, so that it can be imported back.

The file that a platform exports says who is in the course, and has the form that it imports:

- Canvas, *Gradebook → Export*: ``Student, ID, SIS User ID, SIS Login ID, Section``, a column per assignment named
  ``Title (12345)``, and a row ``Points Possible``.
- Moodle's grading worksheet of an assignment: ``Identifier, Full name, Email address, …, Grade, Maximum Grade, …``;
  and its *Grades → Export*: ``First name, Last name, ID number, Email address`` and a column per assignment.
- Brightspace, *Grades → Export* with both key fields: ``OrgDefinedId, Username``, a column per item named
  ``Title Points Grade <Numeric MaxPoints:20>``, and ``End-of-Line Indicator``.
"""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import ReportedError

from .people import keys_of_person, keys_of_value

_MAX_BYTES = 10**8
_NAMES_IN_A_LINE = 8
_EMPTY = ("", "-")
_TEST_STUDENT = "student, test"
_POINTS_POSSIBLE = "points possible"


class BadRoster(ReportedError):
    """A file that no platform exports, or in which the assignment cannot be found; the message says what to do."""


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
    """

    title: str
    marks: frozenset[str]
    names: tuple[str, ...]
    values: tuple[str, ...]
    new_column: Callable[[str, float], str] | None
    is_grade: Callable[[str, str], bool]
    keeps: frozenset[str] | None
    last: str | None = None


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
        frozenset({"first name", "last name", "email address"}),
        ("First name", "Last name"),
        ("ID number", "Email address", "Username"),
        lambda title, points: title,
        _moodle_column,
        frozenset(),
    ),
)


@dataclass(frozen=True)
class Filled:
    """A platform's file with grades.

    Attributes:
        text: of the CSV file.
        matched: how many students of ours have their grade in it.
        notes: sentences about everybody who has not.
    """

    platform: str
    text: str
    matched: int
    notes: tuple[str, ...]


def fill(
    roster: Path, title: str, scores: Mapping[str, float | None], points: float, missing: float | None = None
) -> Filled:
    """Write the scores of a class into a copy of a platform's file.

    Args:
        roster: the file that the platform exported.
        title: of the assignment there.
        scores: student → score; None: there is none yet, and the cell stays as it is.
        points: that the assignment is worth.
        missing: the grade of people in the file of whom there is no submission, where their cell is empty and the
            rows of all submissions are known; None: their cells stay as they are.

    Raises:
        BadRoster: the file is none, or has no column of that title where the platform cannot make one.
    """
    header, rows, delimiter = _read(roster)
    platform = _recognised(roster, header)
    column = _grade_column(roster, platform, header, title, points)
    notes = []
    if column not in header:
        header = [*header, column]
        notes.append(
            f"{roster} has no column for {title!r}, so there is a new one; --title says what it is called there"
        )
    people = {i: row for i, row in enumerate(rows) if _is_person(platform, header, row)}
    owner, problems = _matched(platform, header, people, scores)
    grades = {index: scores[student] for index, student in owner.items()}
    without = [index for index in people if index not in owner]
    place = header.index(column)
    if problems and missing is not None:
        problems.append(f"nobody gets {missing:g} as long as somebody's row is not known")
    elif missing is not None:
        # An earlier grade, or that somebody is excused, is not overwritten.
        grades |= {index: missing for index in without if _cell(rows[index], place) in _EMPTY}
    for index, score in grades.items():
        if score is not None:
            rows[index] = rows[index] + [""] * (len(header) - len(rows[index]))
            rows[index][place] = f"{score:g}"
    notes += problems
    if without:
        names = [_name(platform, header, rows[index]) for index in without]
        notes += [f"{len(without)} of {len(people)} people in the file have no submission here:", *_lines(names)]
    kept = _kept(platform, header, column)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    for index, row in enumerate([header, *rows]):
        cells = dict(zip(header, row + [""] * (len(header) - len(row)), strict=False))
        if index and _is_points_possible(row) and column in kept and not cells[column]:
            cells[column] = f"{points:g}"
        writer.writerow([cells[name] for name in kept])
    return Filled(platform.title, out.getvalue(), len(owner), tuple(notes))


def _read(path: Path) -> tuple[list[str], list[list[str]], str]:
    """Header, rows and delimiter of a CSV file."""
    try:
        content = path.read_bytes()
    except OSError as problem:
        raise BadRoster(f"{path} cannot be read: {problem.strerror}") from None
    if len(content) > _MAX_BYTES:
        raise BadRoster(f"{path} has more than {_MAX_BYTES / 1e6:.0f} MB")
    try:
        text = content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
        head = text.partition("\n")[0]
        delimiter = max(",;\t", key=head.count)
        rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if any(row)]
    except (UnicodeDecodeError, csv.Error) as problem:
        raise BadRoster(f"{path} is no CSV file in UTF-8: {problem}") from None
    if not rows:
        raise BadRoster(f"{path} is empty")
    return [name.strip() for name in rows[0]], rows[1:], delimiter


def _recognised(path: Path, header: Sequence[str]) -> Platform:
    found = {name.lower() for name in header}
    for platform in PLATFORMS:
        if platform.marks <= found:
            return platform
    raise BadRoster(
        f"{path} is not what Canvas, Moodle or Brightspace export; its columns are {', '.join(header[:8])}. "
        "docs/grading.md says what to export."
    )


def _grade_column(path: Path, platform: Platform, header: Sequence[str], title: str, points: float) -> str:
    found = [column for column in header if platform.is_grade(column, title)]
    if len(found) > 1:
        raise BadRoster(f"{path} has several columns for {title!r}: {', '.join(found)}; take the others out")
    if found:
        return found[0]
    if platform.new_column is None:
        raise BadRoster(f"{path} has no column for grades")
    return platform.new_column(title, points)


def _kept(platform: Platform, header: Sequence[str], column: str) -> list[str]:
    if platform.keeps is None:
        return list(header)
    wanted = {*map(str.lower, (*platform.names, *platform.values, *platform.keeps)), column.lower()}
    kept = [name for name in header if name.lower() in wanted]
    return [*kept, platform.last] if platform.last else kept


def _is_points_possible(row: Sequence[str]) -> bool:
    """Whether it is the row in which Canvas says what assignments are worth."""
    return bool(row) and row[0].strip().lower() == _POINTS_POSSIBLE


def _is_person(platform: Platform, header: Sequence[str], row: Sequence[str]) -> bool:
    """Whether a row is about somebody: Canvas has a student for tests and rows about assignments as well."""
    name = _name(platform, header, row)
    return bool(name) and name.lower() not in (_POINTS_POSSIBLE, _TEST_STUDENT)


def _matched(
    platform: Platform, header: Sequence[str], people: Mapping[int, Sequence[str]], students: Iterable[str]
) -> tuple[dict[int, str], list[str]]:
    """Row → the student that it is about, and sentences about those who could not be found."""
    by_key: dict[str, set[int]] = defaultdict(set)
    for index, row in people.items():
        for key in keys_of_person(_cells(header, row, platform.names), _cells(header, row, platform.values)):
            by_key[key].add(index)
    claims: dict[int, list[str]] = defaultdict(list)
    notes = []
    for student in students:
        found = set().union(*(by_key.get(key, set()) for key in keys_of_value(student)))
        if len(found) == 1:
            claims[found.pop()].append(student)
        else:
            problem = "fits several rows" if found else "is not in this file"
            notes.append(f"{student}: {problem}, so their grade is not in it")
    owner = {}
    for index, claimants in claims.items():
        if len(claimants) == 1:
            owner[index] = claimants[0]
        else:
            notes.append(f"{', '.join(claimants)}: all fit the same row, so none of their grades is in it")
    return owner, notes


def _name(platform: Platform, header: Sequence[str], row: Sequence[str]) -> str:
    """What a row calls the one that it is about: in anonymous files that is no name; empty if it is about nobody."""
    name = " ".join(_cells(header, row, platform.names)).strip()
    return name or next(filter(None, map(str.strip, _cells(header, row, platform.values))), "")


def _cells(header: Sequence[str], row: Sequence[str], columns: Sequence[str]) -> list[str]:
    """The cells of a row below these columns, empty where a column is missing."""
    cells = dict(zip(map(str.lower, header), row, strict=False))
    return [cells.get(column.lower(), "") for column in columns]


def _cell(row: Sequence[str], place: int) -> str:
    return row[place].strip() if place < len(row) else ""


def _lines(names: Sequence[str]) -> list[str]:
    return [
        f"    {'; '.join(names[start : start + _NAMES_IN_A_LINE])}"
        for start in range(0, len(names), _NAMES_IN_A_LINE)
    ]


def _same(one: str, other: str) -> bool:
    return " ".join(one.lower().split()) == " ".join(other.lower().split())
