"""Which files of a folder or a zip are whose submission.

Accepted are ``<student>.ipynb``, ``<student>/<assignment>.ipynb``, ``<student>/<assignment>/<assignment>.ipynb``
(nbgrader), the last below a folder ``submitted``, any of them in a zip, and one notebook.
"""

from __future__ import annotations

import contextlib
import os
import stat
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import ReportedError

from .files import (
    HandedInFile,
    UnreadableCollection,
    UnreadableFile,
    file_entry,
    folder_entries,
    is_ignored,
    zip_entries,
)

_SUFFIX = ".ipynb"
_NBGRADER_FOLDER = "submitted"


class NoSubmissions(ReportedError):
    """There is nothing to grade; the message says what was looked for and where."""


@dataclass(frozen=True)
class Submission:
    """One student's notebook, not read yet.

    Attributes:
        path: where it lies in the folder or zip, for messages.
        read: returns its bytes or raises `UnreadableFile`.
    """

    student: str
    path: str
    read: Callable[[], bytes]


@dataclass(frozen=True)
class Intake:
    """What there is to grade, sorted by student, and what was noticed on the way."""

    submissions: tuple[Submission, ...]
    notes: tuple[str, ...] = ()


@contextlib.contextmanager
def open_submissions(path: Path, assignment: str, other_assignments: Iterable[str] = ()) -> Iterator[Intake]:
    """Find the submissions in a folder, a zip or one notebook; they can be read until the context ends.

    Args:
        other_assignments: names whose notebooks may lie beside and are passed over without a word.

    Raises:
        NoSubmissions: the path does not exist, or holds no notebook.
    """
    with contextlib.ExitStack() as stack:
        try:
            entries = _entries(path, assignment, stack)
        except UnreadableCollection as problem:
            raise NoSubmissions(f"{path} {problem}") from None
        intake = sort_out(entries, assignment, other_assignments)
        if not intake.submissions:
            raise NoSubmissions(
                f"{path} holds no notebook of {assignment}; looked for STUDENT{_SUFFIX} and "
                f"STUDENT/{assignment}{_SUFFIX}"
            )
        yield intake


def sort_out(entries: Iterable[HandedInFile], assignment: str, other_assignments: Iterable[str] = ()) -> Intake:
    """Assign files to students; of several notebooks of one student the latest is kept and the rest reported."""
    others = set(other_assignments) - {assignment}
    found: dict[str, list[HandedInFile]] = {}
    notes = []
    for entry in entries:
        if not entry.parts or is_ignored(tuple(part for part in entry.parts if part not in ("..", "."))):
            continue
        student = _student(entry.parts, assignment)
        if _is_of_another(entry.parts, others):
            continue
        if student is None:
            if _looks_like_work(entry.parts):
                notes.append(f"{entry.path}: not a notebook in a place where one is expected; ignored")
            continue
        found.setdefault(student, []).append(_refuse_if_outside(entry))
    submissions = []
    for student, candidates in sorted(found.items()):
        *older, latest = sorted(candidates, key=lambda entry: _preference(entry, assignment))
        notes += [f"{student}: {entry.path} is ignored, {latest.path} is later" for entry in older]
        submissions.append(Submission(student, latest.path, latest.read))
    return Intake(tuple(submissions), tuple(notes))


def _entries(path: Path, assignment: str, stack: contextlib.ExitStack) -> list[HandedInFile]:
    try:
        status = os.stat(path)
    except OSError as error:
        raise UnreadableCollection(f"cannot be read: {error.strerror}") from None
    if stat.S_ISDIR(status.st_mode):
        root = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
        stack.callback(os.close, root)
        return _below_submitted(folder_entries(root), assignment)
    if path.name.lower().endswith(_SUFFIX):
        return [file_entry(path)]
    if not path.name.lower().endswith(".zip"):
        raise UnreadableCollection("is neither a folder, nor a zip, nor a notebook")
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        file = stack.enter_context(os.fdopen(descriptor, "rb"))
        archive = stack.enter_context(zipfile.ZipFile(file))
    except OSError as error:
        raise UnreadableCollection(f"cannot be read: {error.strerror}; links are not followed") from None
    except Exception as error:  # a damaged directory of a zip raises more than BadZipFile
        raise UnreadableCollection(f"is not a zip that can be read: {error}") from None
    return _below_submitted(_unwrapped(zip_entries(archive), path.stem, assignment), assignment)


def _unwrapped(entries: list[HandedInFile], stem: str, assignment: str) -> list[HandedInFile]:
    """Without the folder that zipping a folder puts around everything, unless it is the folder of one student."""
    kept = [entry for entry in entries if not is_ignored(entry.parts)]
    tops = {entry.parts[0] for entry in kept}
    if len(tops) != 1 or any(len(entry.parts) == 1 for entry in kept):
        return entries
    inner = [entry.parts[1:] for entry in kept if _is_notebook(entry.parts)]
    is_one_student = any(parts[0] in (assignment, assignment + _SUFFIX) for parts in inner)
    if is_one_student or (len(inner) == 1 and len(inner[0]) == 1 and tops != {stem}):
        return entries
    return [HandedInFile(entry.parts[1:], entry.modified, entry.read) for entry in kept]


def _below_submitted(entries: list[HandedInFile], assignment: str) -> list[HandedInFile]:
    """The entries below ``submitted`` if this is a whole nbgrader course, else all of them."""
    below = [
        HandedInFile(entry.parts[1:], entry.modified, entry.read)
        for entry in entries
        if entry.parts[0] == _NBGRADER_FOLDER and len(entry.parts) == 4 and entry.parts[2] == assignment
    ]
    return below or entries


def _student(parts: tuple[str, ...], assignment: str) -> str | None:
    parts = tuple(part for part in parts if part not in ("..", "."))
    if not parts or not _is_notebook(parts):
        return None
    if len(parts) == 1:
        return parts[0][: -len(_SUFFIX)]
    if len(parts) == 2 or (len(parts) == 3 and parts[1] == assignment):
        return parts[0]
    return None


def _is_notebook(parts: tuple[str, ...]) -> bool:
    return parts[-1].lower().endswith(_SUFFIX)


def _is_of_another(parts: tuple[str, ...], others: set[str]) -> bool:
    in_its_folder = len(parts) == 3 and parts[1] in others
    return len(parts) > 1 and (in_its_folder or parts[-1].removesuffix(_SUFFIX) in others)


def _looks_like_work(parts: tuple[str, ...]) -> bool:
    # In a student's folder lie pictures and nbgrader's timestamp.txt; those need no word.
    return _is_notebook(parts) or len(parts) == 1


def _refuse_if_outside(entry: HandedInFile) -> HandedInFile:
    if ".." not in entry.parts:
        return entry

    def read() -> bytes:
        raise UnreadableFile(f"Its path {entry.path!r} leads out of the zip; zip it again with plain names.")

    return HandedInFile(entry.parts, (0,), read)


def _preference(entry: HandedInFile, assignment: str) -> tuple:
    return ".." not in entry.parts, entry.modified, entry.parts[-1] == assignment + _SUFFIX
