"""The file that a learning platform exports: who is in the course, and a column for grades."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.csv_file import read_csv, read_decimal
from autograder.errors import ReportedError

from .people import NAMES_IN_A_LINE, keys_of_person, keys_of_value, name_lines
from .platforms import Platform, recognise

_TEST_STUDENT = "student, test"
_POINTS_POSSIBLE = "points possible"


class BadRoster(ReportedError):
    """A file that no platform exports, or in which the assignment cannot be found; the message says what to do."""


@dataclass(frozen=True)
class Roster:
    """A platform's file.

    Attributes:
        path: where it was read, for messages.
        header: names of the columns.
        rows: cells of each line below the header, some of which are about people; short ones lack cells.
        delimiter: between cells.
    """

    path: Path
    platform: Platform
    header: list[str]
    rows: list[list[str]]
    delimiter: str

    def is_person(self, row: Sequence[str]) -> bool:
        """Whether a row is about somebody: Canvas has a student for tests and rows about assignments as well."""
        name = self.name(row)
        return bool(name) and name.lower() not in (_POINTS_POSSIBLE, _TEST_STUDENT)

    def name(self, row: Sequence[str]) -> str:
        """What a row calls its person: in anonymous files that is no name; empty if it is about nobody."""
        name = " ".join(filter(None, map(str.strip, self._cells(row, self.platform.names))))
        return name or next(filter(None, map(str.strip, self._cells(row, self.platform.values))), "")

    def grade_column(self, title: str, points: float) -> str:
        """The column of an assignment's grades, or what a new one must be called.

        Raises:
            BadRoster: there are several, or none where the platform takes no new one.
        """
        found = [column for column in self.header if self.platform.is_grade(column, title)]
        if len(found) > 1:
            raise BadRoster(f"{self.path} has several columns for {title!r}: {', '.join(found)}; take the others out")
        if found:
            return found[0]
        if self.platform.new_column is None:
            raise BadRoster(f"{self.path} has no column for grades")
        return self.platform.new_column(title, points)

    def points_there(self, column: str) -> float | None:
        """What the platform says that the assignment with this column is worth; None if the file does not say so."""
        if match := re.search(r"MaxPoints:\s*([\d.,]+)", column):
            return read_decimal(match[1])
        place = column if column in self.header else ""
        said = [self._cells(row, [place])[0] for row in self.rows if place and is_points_possible(row)]
        if self.platform.worth:
            said = [self._cells(row, [self.platform.worth])[0] for row in self.rows if self.is_person(row)]
        found = {read_decimal(text) for text in said}
        return found.pop() if len(found) == 1 else None

    def has_names(self) -> bool:
        """Whether the file has a column with names of persons, and not only their logins and numbers."""
        return any(name.lower() in map(str.lower, self.header) for name in self.platform.names)

    def owners(self, students: Iterable[str]) -> tuple[dict[int, str], list[str]]:
        """Index of a row → the student that it is about, and sentences about those who could not be found."""
        by_key = self._rows_by_key()
        claims: dict[int, list[str]] = defaultdict(list)
        problems: list[str] = []
        absent: list[str] = []
        for student in students:
            found = set().union(*(by_key.get(key, set()) for key in keys_of_value(student)))
            if len(found) == 1:
                claims[found.pop()].append(student)
            elif found:
                problems.append(f"{student}: fits several rows, so their grade is not in it")
            else:
                absent.append(student)
        if len(absent) > NAMES_IN_A_LINE:
            problems += [
                f"{len(absent)} students are not in this file, so their grades are not in it:",
                *name_lines(absent),
            ]
        else:
            problems += [f"{student}: is not in this file, so their grade is not in it" for student in absent]
        owner = {}
        for index, claimants in claims.items():
            if len(claimants) == 1:
                owner[index] = claimants[0]
            else:
                problems.append(f"{', '.join(claimants)}: all fit the same row, so none of their grades is in it")
        return owner, problems

    def _rows_by_key(self) -> dict[str, set[int]]:
        """What a person may be found under → indices of rows."""
        by_key: dict[str, set[int]] = defaultdict(set)
        for index, row in enumerate(self.rows):
            if self.is_person(row):
                names, values = self._cells(row, self.platform.names), self._cells(row, self.platform.values)
                for key in keys_of_person(names, values):
                    by_key[key].add(index)
        return by_key

    def _cells(self, row: Sequence[str], columns: Sequence[str]) -> list[str]:
        """The cells of a row below these columns, empty where a column is missing."""
        cells = dict(zip(map(str.lower, self.header), row, strict=False))
        return [cells.get(column.lower(), "") for column in columns]


def read_roster(path: Path) -> Roster:
    """Read what a platform exports.

    Raises:
        BadRoster: it cannot be read, or no platform that is known here exports it.
    """
    file = read_csv(path, BadRoster)
    if not file.header:
        raise BadRoster(f"{path} is empty")
    platform = recognise(file.header)
    if platform is None:
        raise BadRoster(
            f"{path} is not what Canvas, Moodle or Brightspace export; its columns are {', '.join(file.header[:8])}. "
            "docs/grading.md says what to export; on a platform in another language, choose English before you do."
        )
    return Roster(path, platform, file.header, [row for _, row in file.rows], file.delimiter)


def is_points_possible(row: Sequence[str]) -> bool:
    """Whether it is the row in which Canvas says what assignments are worth."""
    return bool(row) and row[0].strip().lower() == _POINTS_POSSIBLE
