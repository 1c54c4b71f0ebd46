"""Which of one student's files is graded, and what is said of the others.

`recognise` says what each notebook is about. A student without one that can be graded is told what was found instead.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from lecture08_utils.notebooks.reading import UnreadableNotebook

from .files import UnreadableFile
from .layouts import Piece
from .names import shown
from .recognise import COPY, EXACT, Marks, is_named_after, likeness, look_into
from .wrappers import is_notebook, is_zip
from .zips import entries_inside

SUFFIX = ".ipynb"
# What is looked at for one student. Of more, those with the most likely names are, and the latest.
_MAX_NOTEBOOKS = 20
_MAX_ZIPS = 5
_MAX_BYTES = 100 * 10**6
_MAX_NOTES = 5
_MAX_NAMED = 3
_ARCHIVES = (".7z", ".bz2", ".gz", ".rar", ".tar", ".tgz", ".xz")


@dataclass(frozen=True)
class Submission:
    """One student's notebook, not read yet.

    Attributes:
        path: where it lies in the folder or zip, for messages.
        read: returns its bytes or raises `UnreadableFile`, also where there is no notebook.
        owner: the student's name and number, where a platform gives both: nobody else has it.
    """

    student: str
    path: str
    read: Callable[[], bytes]
    owner: str = ""


class Source(IntEnum):
    """What is known of a notebook, from the least to the most."""

    ANOTHER = 0  # assignment's
    UNKNOWN = 1  # neither contents nor name say anything
    UNREADABLE = 2  # and named after the assignment
    NAMED = 3  # after the assignment, and nothing in it speaks against that
    RECOGNISED = 4


@dataclass(frozen=True)
class _Candidate:
    """A notebook that may be the one that counts.

    Attributes:
        answers: how many were begun.
        other: the assignment that it is of instead.
    """

    piece: Piece
    likeness: int
    source: Source
    answers: int = 0
    other: str = ""

    @property
    def path(self) -> str:
        return shown(self.piece.entry.path)

    @property
    def rank(self) -> tuple:
        """The highest counts."""
        return (*(value for value, _ in self.merits()), self.piece.entry.path)

    def merits(self) -> tuple[tuple[object, str], ...]:
        """What decides, first things first, each with the words for having more of it."""
        return (
            (self.source, "is the assignment's"),
            (self.answers, "has more answers"),
            (self.piece.attempt, "is of a later attempt"),
            (self.likeness, "has the assignment's name"),
            (self.piece.entry.modified, "is later"),
        )


@dataclass(frozen=True)
class Choice:
    """What became of all that one student handed in.

    Attributes:
        counts: of the notebook that was taken; None if there is none.
        other: the assignment whose notebook it is, if it is another's.
    """

    submission: Submission
    notes: tuple[str, ...]
    counts: _Candidate | None
    other: str = ""


def choose(student: str, handed_in: Sequence[Piece], marks: Marks) -> Choice:
    """What counts of all that a student handed in.

    Args:
        handed_in: one piece at least.
    """
    notes = [
        f"{shown(student)}: {shown(piece.entry.path)} holds very many files; only some of them were looked at"
        for piece in handed_in
        if piece.entry.kind == "cut"
    ][:1]
    unzipped, problems = _unzipped(handed_in)
    candidates = sorted(_candidates([*handed_in, *unzipped], marks), key=lambda item: item.rank, reverse=True)
    if candidates and candidates[0].source is not Source.ANOTHER:
        best = candidates[0]
        entry = best.piece.entry
        told = [item for item in candidates[1:] if not (item.other and _says_so(item, marks))]
        notes += [f"{shown(student)}: {problem}" for problem in problems]
        notes += [f"{shown(student)}: {_why(item, best)}" for item in told[:_MAX_NOTES]]
        if len(told) > _MAX_NOTES:
            notes.append(f"{shown(student)}: {len(told) - _MAX_NOTES} more notebooks are ignored")
        return Choice(Submission(student, entry.path, entry.read), tuple(notes), best)
    sentence = _what_there_is([*handed_in, *unzipped], candidates, problems, marks)
    path = next((piece.entry.path for piece in handed_in if _is_work(piece)), handed_in[0].entry.path)
    other = candidates[0].other if candidates else ""
    return Choice(Submission(student, path, _refusing(sentence)), tuple(notes), None, other)


def _unzipped(handed_in: Sequence[Piece]) -> tuple[list[Piece], list[str]]:
    """What is in a student's zips, and why some of them could not be opened."""
    zips = [piece for piece in handed_in if is_zip(piece.entry)]
    zips.sort(key=lambda piece: (piece.attempt, piece.entry.modified), reverse=True)
    found, problems = [], []
    for piece in zips[:_MAX_ZIPS]:
        name = shown("/".join(piece.inside))
        try:
            inner = entries_inside(piece.entry)
        except UnreadableFile as problem:
            problems.append(f"{name} cannot be opened. {problem}")
            continue
        above = len(piece.entry.parts)
        found += [
            Piece(piece.owner, item, (*piece.inside, *item.parts[above:]), piece.attempt)
            for item in inner
            if item.kind in ("file", "unusable")
        ]
    if len(zips) > _MAX_ZIPS:
        problems.append(f"{len(zips)} zips were handed in, and {_MAX_ZIPS} of them opened.")
    return found, problems


def _candidates(found: Sequence[Piece], marks: Marks) -> list[_Candidate]:
    """The notebooks of a student; the most likely ones are looked into, as long as that does not take too much."""
    notebooks = [(piece, _likeness(piece, marks)) for piece in found if is_notebook(piece.entry)]
    notebooks.sort(key=lambda item: (item[1], item[0].attempt, item[0].entry.modified), reverse=True)
    candidates, left = [], _MAX_BYTES
    for piece, like in notebooks[:_MAX_NOTEBOOKS]:
        content, unreadable = b"", left <= 0
        try:
            content = b"" if unreadable else piece.entry.read()
            left -= len(content)
            seen = look_into(content, marks)
        except (UnreadableFile, UnreadableNotebook):
            candidates.append(_unread(piece, like, marks))
            continue
        if seen.assignment is None:
            source = Source.NAMED if _may_be_ours(piece, like) else Source.UNKNOWN
            candidates.append(_Candidate(piece, like, source, seen.answers))
        elif seen.assignment == marks.name:
            candidates.append(_Candidate(piece, like, Source.RECOGNISED, seen.answers))
        else:
            candidates.append(_Candidate(piece, like, Source.ANOTHER, other=seen.assignment))
    return candidates + [_unread(piece, like, marks) for piece, like in notebooks[_MAX_NOTEBOOKS:]]


def _unread(piece: Piece, like: int, marks: Marks) -> _Candidate:
    if other := _other_by_name(piece, marks):
        return _Candidate(piece, like, Source.ANOTHER, other=other)
    return _Candidate(piece, like, Source.UNREADABLE if _may_be_ours(piece, like) else Source.UNKNOWN)


def _may_be_ours(piece: Piece, like: int) -> bool:
    return piece.is_named_by_student or like >= COPY


def _likeness(piece: Piece, marks: Marks) -> int:
    return 0 if piece.is_named_by_student else likeness(piece.inside[-1], marks.name)


def _other_by_name(piece: Piece, marks: Marks) -> str:
    """The assignment that a notebook's name or folder says it is of, if that is another one."""
    if piece.is_named_by_student:
        return ""
    named = [name for name in sorted(marks.others) if likeness(piece.inside[-1], name) >= COPY]
    return next(iter(named), next((part for part in piece.inside[:-1] if part in marks.others), ""))


def _says_so(candidate: _Candidate, marks: Marks) -> bool:
    """Whether it was to be expected that a notebook is another assignment's: all may lie in one folder."""
    file, folders = candidate.piece.inside[-1], candidate.piece.inside[:-1]
    return likeness(file, candidate.other) == EXACT or any(is_named_after(part, marks) for part in folders)


def _why(ignored: _Candidate, best: _Candidate) -> str:
    if ignored.other:
        return f"{ignored.path} is ignored, it is a notebook of {ignored.other}"
    both = zip(ignored.merits(), best.merits(), strict=True)
    why = next((words for (less, _), (more, words) in both if more != less), "counts")
    return f"{ignored.path} is ignored, {best.path} {why}"


def _is_work(piece: Piece) -> bool:
    return piece.entry.kind in ("file", "unusable") and not piece.is_receipt


def _refusing(sentence: str) -> Callable[[], bytes]:
    def read() -> bytes:
        raise UnreadableFile(sentence)

    return read


def _what_there_is(
    found: Sequence[Piece], candidates: Sequence[_Candidate], problems: Sequence[str], marks: Marks
) -> str:
    """What a student handed in instead of a notebook that can be graded, and what to do."""
    notebook = f"{marks.name}{SUFFIX}"
    if candidates:
        others = ", ".join(sorted({candidate.other for candidate in candidates}))
        names = _listed([candidate.piece for candidate in candidates])
        return f"Handed in {names}, of {others} and not of {marks.name}: hand in {notebook}."
    if problems:
        return " ".join(problems)
    work = [piece for piece in found if _is_work(piece)]
    if not work:
        written = [piece for piece in found if piece.entry.kind in ("file", "unusable")]
        what = f"nothing but {_listed(written)}" if written else "no file"
        return f"Handed in {what}: hand in {notebook}."
    links = [piece for piece in work if piece.entry.kind == "unusable"]
    if len(links) == len(work):
        try:
            links[0].entry.read()
        except UnreadableFile as problem:
            return f"{_listed(links[:1])}: {problem}"
    return f"Handed in {_listed(work)}, {_advice(work, notebook)}"


def _advice(work: Sequence[Piece], notebook: str) -> str:
    """Why that is no notebook, and what to do; about the file that comes closest to one."""
    names = [piece.inside[-1].lower() for piece in work]
    renamed = next((name for name in names if SUFFIX in name), "")
    if renamed:
        return f"which has the name of a notebook with something behind it: call it {notebook}, and hand it in again."
    if any(is_zip(piece.entry) for piece in work):
        return f"and no notebook is in it: hand in {notebook}."
    if any(name.endswith(_ARCHIVES) for name in names):
        return f"an archive that is not opened here: hand in {notebook} itself, or a zip of it."
    if any(name.endswith((".html", ".htm", ".pdf", ".py")) for name in names):
        return f"which is no notebook but may be made from one: hand in {notebook} itself, not an export of it."
    return f"which is no notebook: hand in {notebook}."


def _listed(found: Sequence[Piece]) -> str:
    names = [shown("/".join(piece.inside)) for piece in found]
    more = f" and {len(names) - _MAX_NAMED} more" if len(names) > _MAX_NAMED else ""
    return ", ".join(names[:_MAX_NAMED]) + more
