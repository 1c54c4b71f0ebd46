"""All points that persons gave for a class: in its sheet, and in its file of adjustments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from lecture08_utils.checking import CheckedAssignment

from . import adjustments, sheet
from .adjustments import Adjustments, adjusted, given_by_hand, read_adjustments, together, unadjusted
from .class_folder import ClassFolder, FinishedSubmission
from .results import Adjustment


def read_by_hand(out: Path, file: Path | None, checked: CheckedAssignment) -> Adjustments | None:
    """The points in ``sheet.csv`` and ``adjustments.csv``; the latter count where both have some.

    Args:
        out: the folder of the class.
        file: another file of adjustments.

    Returns:
        None if there is neither file, nor was there ever a sheet.

    Raises:
        BadAdjustments: one of them cannot be used; the message names its lines.
    """
    file = file or out / adjustments.FILE
    found = []
    if (in_sheet := sheet.read_in_use(out, checked)) is not None:
        found.append(in_sheet)
    if file.exists():
        found.append(read_adjustments(file, checked))
    return together(*found) if len(found) == 2 else found[0] if found else None


class PointsByHand:
    """Points given by hand, for everybody in a folder.

    Args:
        given: what replaces the points that were given earlier; None: those stay.
    """

    def __init__(self, folder: ClassFolder, checked: CheckedAssignment, given: Adjustments | None):
        self._folder = folder
        self._checked = checked
        self._given = None if given is None else given.by_student(folder.expected)

    def amend_results(self) -> None:
        """Bring the results of earlier runs up to date."""
        for item in self._folder.finished:
            if item.result and (amended := self.applied(item)).result != item.result:
                self._folder.amend(amended)

    def applied(self, done: FinishedSubmission) -> FinishedSubmission:
        """What became of a submission, with the points that a person gave."""
        given = self._for(done.student)
        if done.result:
            return replace(done, result=adjusted(unadjusted(done.result), given, self._checked))
        if given:
            note = f"the points given by hand for {', '.join(given)} do not count yet"
            return replace(done, notes=(*done.notes, note))
        return done

    def _for(self, student: str) -> Mapping[str, Adjustment]:
        if self._given is not None:
            return self._given.get(student, {})
        earlier = self._folder.earlier(student)
        return given_by_hand(earlier.result) if earlier and earlier.result else {}
