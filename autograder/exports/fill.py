"""Fill a learning platform's own gradebook file, so that it can be imported back."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from .people import name_lines
from .roster import Roster, is_points_possible, read_roster

_EMPTY = ("", "-")


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
    path: Path, title: str, scores: Mapping[str, float | None], points: float, missing: float | None = None
) -> Filled:
    """Write the scores of a class into a copy of a platform's file.

    Args:
        path: the file that the platform exported.
        title: of the assignment there.
        scores: student → score; None: there is none yet, and the cell stays as it is.
        points: that the assignment is worth.
        missing: the grade of people in the file of whom there is no submission, where their cell is empty and the
            rows of all submissions are known; None: their cells stay as they are.

    Raises:
        BadRoster: the file is none, or has no column of that title where the platform cannot make one.
    """
    roster = read_roster(path)
    column = roster.grade_column(title, points)
    notes = []
    if column not in roster.header:
        roster = replace(roster, header=[*roster.header, column])
        notes.append(
            f"{path} has no column for {title!r}, so there is a new one; --title says what it is called there"
        )
    there = roster.points_there(column)
    if there is not None and abs(there - points) > 1e-6:
        notes.append(
            f"the platform says {there:g} points for {column!r}, here there are {points:g}: grades are not scaled"
        )
    owner, problems = roster.owners(scores)
    if scores and not owner and not roster.has_names():
        names = " and ".join(roster.platform.names)
        notes.append(f"{path} has no column {names}, by which students are found: export it with them")
    people = [index for index, row in enumerate(roster.rows) if roster.is_person(row)]
    without = [index for index in people if index not in owner]
    grades = {index: score for index, student in owner.items() if (score := scores[student]) is not None}
    if problems and missing is not None:
        problems.append(f"nobody gets {missing:g} as long as somebody's row is not known")
    elif missing is not None:
        place = roster.header.index(column)
        # An earlier grade, or that somebody is excused, is not overwritten.
        grades |= {index: missing for index in without if _cell(roster.rows[index], place) in _EMPTY}
    notes += problems
    if without:
        notes.append(f"{len(without)} of {len(people)} people in the file have no submission here:")
        notes += name_lines([roster.name(roster.rows[index]) for index in without])
    matched = len(owner.keys() & grades.keys())
    return Filled(roster.platform.title, _csv(roster, column, grades, points), matched, tuple(notes))


def _csv(roster: Roster, column: str, grades: Mapping[int, float], points: float) -> str:
    """The columns that the import needs, with grades by index of the row, and what they are out of."""
    kept = roster.platform.kept(roster.header, column)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=roster.delimiter, lineterminator="\n")
    writer.writerow(kept)
    for index, row in enumerate(roster.rows):
        cells = dict(zip(roster.header, row + [""] * (len(roster.header) - len(row)), strict=False))
        if index in grades:
            cells[column] = f"{grades[index]:g}"
        elif is_points_possible(row) and column in kept and not cells[column]:
            cells[column] = f"{points:g}"
        writer.writerow([cells[name] for name in kept])
    return out.getvalue()


def _cell(row: Sequence[str], place: int) -> str:
    return row[place].strip() if place < len(row) else ""
