"""All points that persons gave for a class: in its sheet, and in its file of adjustments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from lecture08_utils.checking import CheckedAssignment

from . import adjustments, sheet
from .adjustments import Adjustments, BadAdjustments, adjusted, given_by_hand, read_adjustments, together, unadjusted
from .class_folder import ClassFolder, FinishedSubmission
from .results import Adjustment


def read_by_hand(out: Path, file: Path | None, checked: CheckedAssignment) -> Adjustments | None:
    """The points in ``sheet.csv`` and ``adjustments.csv``; the latter count where both have some.

    Args:
        out: the folder of the class.
        file: another file of adjustments.

    Returns:
        None if there is neither file.

    Raises:
        BadAdjustments: one of them cannot be used; the message names its lines.
    """
    file = file or out / adjustments.FILE
    found = []
    if (out / sheet.FILE).exists():
        found.append(sheet.read_sheet(out / sheet.FILE, checked))
    if file.exists():
        found.append(read_adjustments(file, checked))
    return together(*found) if len(found) == 2 else found[0] if found else None


def not_counted(out: Path, folder: ClassFolder, checked: CheckedAssignment) -> list[str]:
    """A sentence if these files have points that the results do not have yet."""
    try:
        by_hand = PointsByHand(folder, checked, read_by_hand(out, None, checked))
    except BadAdjustments as problem:
        return [f"points given by hand cannot be read: {problem}"]
    waiting = [item for item in folder.finished if item.result and by_hand.applied(item).result != item.result]
    if not waiting:
        return []
    students = "1 student" if len(waiting) == 1 else f"{len(waiting)} students"
    return [f"what {sheet.FILE} or {adjustments.FILE} says of {students} does not count yet: lecture08 sheet {out}"]


class PointsByHand:
    """Points given by hand, for everybody in a folder.

    Points stay until a person takes them back: by emptying their cell in the sheet, or by deleting their line in
    the file of adjustments. A file that is not there takes nothing back.

    Args:
        given: what files say now; None: there are none.
    """

    def __init__(self, folder: ClassFolder, checked: CheckedAssignment, given: Adjustments | None):
        self._folder = folder
        self._checked = checked
        given = given or Adjustments()
        self._given = given.by_student(folder.expected)
        self._open = given.left_open(folder.expected)
        self._sources = given.sources

    def amend_results(self) -> list[str]:
        """Bring the results of earlier runs up to date; returns sentences about points that no longer count."""
        taken_back = []
        for item in self._folder.finished:
            if item.result and (amended := self.applied(item)).result != item.result:
                gone = given_by_hand(item.result).keys() - self._for(item.student).keys()
                if gone:
                    taken_back.append(
                        f"{item.student}: points given by hand for {', '.join(sorted(gone))} are taken back"
                    )
                self._folder.amend(amended)
        return taken_back

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
        earlier = self._folder.earlier(student)
        before = earlier.points_by_hand if earlier else {}
        kept = {
            question: given for question, given in before.items() if not self._takes_back(student, question, given)
        }
        return {**kept, **self._given.get(student, {})}

    def _takes_back(self, student: str, question: str, earlier: Adjustment) -> bool:
        if earlier.source == "sheet":
            return question in self._open.get(student, ())
        return "adjustments" in self._sources
