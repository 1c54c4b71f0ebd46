"""Find the submissions in a folder, a zip or one notebook.

`wrappers` finds the students, `layouts` says whose a file is, `choice` takes the one of each student that counts.
Every student of whom there is a trace gets a `Submission`, if only one that cannot be read.
"""

from __future__ import annotations

import contextlib
import os
import stat
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.errors import ReportedError

from .choice import SUFFIX, Choice, Source, Submission, choose
from .files import HandedInFile, UnreadableCollection, file_entry, folder_entries
from .layouts import Owner, Piece, distinct_names, is_of_one_student, pieces
from .names import shown
from .recognise import COPY, Marks, likeness
from .wrappers import is_about_the_class, sections, with_downloads
from .zips import zip_entries

__all__ = ["Intake", "NoSubmissions", "Submission", "open_one_students", "open_submissions", "owners_in"]


class NoSubmissions(ReportedError):
    """There is nothing to grade; the message says what was looked for and where."""


@dataclass(frozen=True)
class Intake:
    """What there is to grade, sorted by student, and what was noticed on the way."""

    submissions: tuple[Submission, ...]
    notes: tuple[str, ...] = ()


@contextlib.contextmanager
def open_submissions(path: Path, marks: Marks) -> Iterator[Intake]:
    """Find the submissions in a folder, a zip or one notebook; they can be read until the context ends.

    Args:
        marks: how notebooks of the assignment are recognised.

    Raises:
        NoSubmissions: the path does not exist, or holds nothing of the assignment.
    """
    with contextlib.ExitStack() as stack:
        intake, choices = _sorted_out(_pieces(path, marks, stack), marks)
        _refuse_nothing(path, choices, marks)
        yield intake


def owners_in(path: Path, marks: Marks) -> dict[str, Owner]:
    """Student, as `open_submissions` calls them → the same as the platform names them.

    Raises:
        NoSubmissions: the path cannot be read.
    """
    with contextlib.ExitStack() as stack:
        by_owner, _ = _by_owner(_pieces(path, marks, stack))
    return {name: owner for owner, name in distinct_names(by_owner).items()}


def _pieces(path: Path, marks: Marks, stack: contextlib.ExitStack) -> list[Piece]:
    try:
        classes = _classes(path, marks, stack)
    except UnreadableCollection as problem:
        raise NoSubmissions(f"{path} {problem}") from None
    return [piece for name, entries in classes.items() for piece in pieces(entries, marks.name, name)]


@contextlib.contextmanager
def open_one_students(folder: Path, student: str, marks: Marks) -> Iterator[Intake]:
    """Find the submission in a folder that holds one student's files, whatever they are called.

    Args:
        marks: how notebooks of the assignment are recognised.

    Raises:
        NoSubmissions: the folder holds nothing, or cannot be read.
    """
    with contextlib.ExitStack() as stack:
        try:
            root = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            stack.callback(os.close, root)
            owner = Owner(student)
            handed_in = [Piece(owner, entry, entry.parts) for entry in folder_entries(root)]
        except OSError as error:
            raise NoSubmissions(f"{folder} cannot be read: {error.strerror}") from None
        except UnreadableCollection as problem:
            raise NoSubmissions(f"What was handed in {problem}") from None
        if not handed_in:
            raise NoSubmissions(f"Handed in no file: hand in {marks.name}{SUFFIX}.")
        choice = choose(student, handed_in, marks)
        yield Intake((choice.submission,), choice.notes)


def _classes(path: Path, marks: Marks, stack: contextlib.ExitStack) -> dict[str, list[HandedInFile]]:
    """The files of a collection by section of the class."""
    try:
        status = os.stat(path)
    except OSError as error:
        raise UnreadableCollection(f"cannot be read: {error.strerror}") from None
    if stat.S_ISDIR(status.st_mode):
        try:
            root = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
        except OSError as error:
            raise UnreadableCollection(f"cannot be read: {error.strerror}") from None
        stack.callback(os.close, root)
        return sections(with_downloads(folder_entries(root), marks), marks)
    if path.name.lower().endswith(SUFFIX) or is_of_one_student(path.name):
        return {"": [file_entry(path)]}
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
    return sections(zip_entries(archive), marks, zipped_as=path.stem)


def _sorted_out(found: Sequence[Piece], marks: Marks) -> tuple[Intake, list[Choice]]:
    by_owner, notes = _by_owner(found)
    names = distinct_names(by_owner)
    owners = sorted(by_owner, key=names.__getitem__)
    choices = [choose(names[owner], by_owner[owner], marks) for owner in owners]
    notes += [note for choice in choices for note in choice.notes]
    notes += [
        f"{shown(name)}: graded as a student of that name, which is the assignment's; name the file after the student"
        for name in names.values()
        if likeness(name, marks.name) >= COPY
    ]
    submissions = [
        replace(choice.submission, owner=owner.full if owner.is_numbered else "")
        for owner, choice in zip(owners, choices, strict=True)
    ]
    return Intake(tuple(submissions), tuple(notes)), choices


def _by_owner(found: Sequence[Piece]) -> tuple[dict[Owner, list[Piece]], list[str]]:
    """The files of each student, and notes on those that are nobody's."""
    notes = []
    by_owner: dict[Owner, list[Piece]] = defaultdict(list)
    for piece in found:
        if piece.is_named_by_student and is_about_the_class(piece.inside[0]):
            notes.append(f"{shown(piece.entry.path)}: not a notebook in a place where one is expected; ignored")
        else:
            by_owner[piece.owner].append(piece)
    return by_owner, notes


def _refuse_nothing(path: Path, choices: Sequence[Choice], marks: Marks) -> None:
    """An error if there is nothing to grade, or another assignment was meant."""
    looked_for = f"looked for STUDENT{SUFFIX} and STUDENT/{marks.name}{SUFFIX}"
    if not choices:
        raise NoSubmissions(f"{path} holds no notebook of {marks.name}; {looked_for}")
    others = [choice.other for choice in choices if choice.other]
    rest = [choice.counts.source for choice in choices if choice.counts]
    if len(others) > len(rest) and Source.RECOGNISED not in rest:
        names = ", ".join(sorted(set(others)))
        raise NoSubmissions(
            f"{path} holds no notebook of {marks.name}, but {len(others)} of {names}; nothing was graded. "
            "Name the assignment that was handed in, or the folder with this one's notebooks."
        )
