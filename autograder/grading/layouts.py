"""Which student a file belongs to: the layouts in which learning platforms hand out what students handed in.

Each platform puts its own words around the names of students and of their files. The words go, unless two students
would then have the same name.

Sources: Canvas's ``content_zipper.rb``; Moodle's ``assign_files`` and "Download all submissions"; Blackboard's
"Assignment File Download"; Brightspace's "Download submissions"; Sakai's "Download all"; Gradescope's "Export
submissions"; GitHub Classroom's ``gh classroom clone``; nbgrader's exchange.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from .files import HandedInFile
from .names import free_name
from .submitters import METADATA_OF_GRADESCOPE, Owner, submitters

# A name in a zip may have 64 kB, a file system's 255 bytes. Matching takes a time that grows with the square of it.
_MAX_NAME = 255
_MOODLE = re.compile(r"(?P<name>.+?)_(?P<key>\d+)_assignsubmission_(?P<part>[a-z]+)(?:_(?P<file>.*))?")
# Moodle's name for students whom it keeps anonymous, in some languages: their number is all that tells them apart.
_OF_ANYBODY = re.compile(
    r"(?i)(?:.+-)?(?:participante?|teilnehmer(?:[/:*_]?in)?|partecipante|deelnemer|deltagare|deltaker|deltager|uczestnik)"
)
_CANVAS = re.compile(
    r"(?P<name>[^_]+)_(?:LATE_)?(?P<key>\d{2,})_(?:(?P<order>\d{2,})_(?P<file>.+)|(?P<part>text|link)\.html)"
)
_CANVAS_ANONYMOUS = re.compile(
    r"(?:LATE_)?(?P<name>anon_[0-9A-Za-z]+)_(?:(?P<order>\d+)_(?P<file>.+)|(?P<part>text|link)\.html)"
)
_BLACKBOARD = re.compile(r"(?P<name>.+)_attempt_(?P<when>\d{4}(?:-\d\d){5})(?:\.txt|_(?P<file>.+))?")
_BRIGHTSPACE = re.compile(r"(?P<key>\d+)-\d+ - (?P<name>.+?) - (?P<when>[^-]*\d{4} [^-]*?)(?: - (?P<file>.+))?")
_SAKAI = re.compile(r".+\([^()]+\)")
_GRADESCOPE = re.compile(r"submission_\d+")
_EXCHANGE = re.compile(r"(?P<name>[^+]+)\+[^+]+\+(?P<when>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[^+]*)(?:\+.*)?")
# More than `_CANVAS` demands: "hw4_2026_11_20.zip" is a class.
_OF_ONE_STUDENT = re.compile(
    r".+_\d+_assignsubmission_|[^_]+_(?:LATE_\d{2,}_\d{2,}|\d{2,}_\d{5,})_.|.+_attempt_\d{4}(?:-\d\d){5}_."
)
_SAKAI_FOLDERS = ("Submission attachment(s)", "Feedback Attachment(s)")
# What a platform writes about a student, beside or in place of a file.
_RECEIPTS = frozenset({"timestamp.txt", "comments.txt", "onlinetext.html", "index.html"})
# "hw1-", "Homework 1_", "assignment-01-": what GitHub Classroom and Blackboard put before a name.
_TITLE = r"(?:hw|homework|assignment|exercise|ex|lab|ps|problem[-_ ]?set|sheet|blatt)[-_ ]?0*{number}"
_SUFFIX = "[a-z0-9]{1,5}"
_WORK = "(?:7z|bz2|docx?|gz|html?|ipynb|json|pdf|py|rar|tar|tgz|txt|xz|zip)"
_BRIGHTSPACE_TIMES = ("%b %d, %Y %I%M %p", "%d %b, %Y %H%M", "%b %d, %Y %H%M", "%d %B, %Y %H%M")


@dataclass(frozen=True)
class Piece:
    """A file and its student.

    Attributes:
        inside: the path below what is the student's, with the file's name as the student gave it.
        attempt: sorts hand-ins of one student where the platform tells them apart.
        is_receipt: written by the platform, not handed in.
        is_named_by_student: flat ``<student>.ipynb``, where no file name says what the file is.
    """

    owner: Owner
    entry: HandedInFile
    inside: tuple[str, ...]
    attempt: str = ""
    is_receipt: bool = False
    is_named_by_student: bool = False


def is_of_one_student(file: str) -> bool:
    """Whether a file's name is surely what a platform calls something that one student handed in."""
    return len(file) <= _MAX_NAME and _OF_ONE_STUDENT.match(file) is not None


def is_of_platform(parts: tuple[str, ...]) -> bool:
    """Whether a path begins as one of the platforms has it."""
    return _platform(HandedInFile(parts, 0, bytes)) is not None or (len(parts) > 1 and _is_of_sakai(parts))


def pieces(entries: Sequence[HandedInFile], assignment: str, section: str = "") -> list[Piece]:
    """Each file with its student.

    Args:
        entries: of one folder whose members belong to one student each.
        section: of the class; it tells students of the same plain name apart.
    """
    listed = submitters(entries)
    repositories = {entry.parts[0] for entry in entries if entry.kind == "repository" and len(entry.parts) == 2}
    of_sakai = {entry.parts[0] for entry in entries if len(entry.parts) > 1 and _is_of_sakai(entry.parts)}
    found: list[Piece] = []
    for entry in entries:
        piece = _of_sakai(entry) if entry.parts[0] in of_sakai else _platform(entry) or _plain(entry, section)
        if len(entry.parts) > 1 and entry.parts[0] in listed:
            found += [replace(piece, owner=owner) for owner in listed[entry.parts[0]]]
        elif entry.parts != (METADATA_OF_GRADESCOPE,):
            found.append(piece)
    named = _names_after_titles(found, repositories, assignment)
    return [replace(piece, owner=named.get(piece.owner, piece.owner)) for piece in found]


def distinct_names(owners: Iterable[Owner]) -> dict[Owner, str]:
    """A name for each student, as short as it can be without being another's."""
    ordered = sorted(set(owners), key=lambda owner: (owner.name, owner.key, owner.full))
    count = Counter(owner.name for owner in ordered)
    names: dict[Owner, str] = {}
    used: set[str] = set()
    # Plain names first: they are not changed by what a platform wrote elsewhere.
    for owner in sorted(ordered, key=lambda owner: bool(owner.key)):
        is_alone = count[owner.name] == 1 or not owner.key
        names[owner] = free_name(owner.name if is_alone else owner.full, used)
        used.add(names[owner])
    return names


def _platform(entry: HandedInFile) -> Piece | None:
    head, *below = entry.parts
    if len(head) > _MAX_NAME:
        return None
    is_file = not below and entry.kind in ("file", "unusable")
    for find in (_moodle, _canvas, _blackboard, _brightspace, _gradescope, _exchange):
        piece = find(entry, head, tuple(below), is_file)
        if piece:
            return piece
    return None


def _moodle(entry: HandedInFile, head: str, below: tuple[str, ...], is_file: bool) -> Piece | None:
    match = _MOODLE.fullmatch(head)
    if not match:
        return None
    inside = (match["file"] or head,) if is_file else below
    owner = _owner(match)
    if _OF_ANYBODY.fullmatch(owner.name):
        owner = replace(owner, name=owner.full)
    return Piece(owner, entry, inside, is_receipt=match["part"] != "file")


def _canvas(entry: HandedInFile, head: str, below: tuple[str, ...], is_file: bool) -> Piece | None:
    match = is_file and (_CANVAS_ANONYMOUS.fullmatch(head) or _CANVAS.fullmatch(head))
    if not match:
        return None
    owner = _owner(match) if "key" in match.re.groupindex else Owner(match["name"], "anonymous", match["name"])
    if match["part"]:
        return Piece(owner, entry, (head,), is_receipt=True)
    # Canvas numbers files that were handed in again: hw1-1.ipynb.
    file = re.sub(r"-\d+(?=\.[^.]+$)", "", match["file"])
    return Piece(owner, replace(entry, modified=float(match["order"][:15])), (file,))


def _blackboard(entry: HandedInFile, head: str, below: tuple[str, ...], is_file: bool) -> Piece | None:
    match = _BLACKBOARD.fullmatch(head)
    if not match:
        return None
    owner = Owner(match["name"], match["name"], match["name"])
    inside = (match["file"] or head,) if is_file else below
    return Piece(owner, entry, inside, match["when"], is_receipt=is_file and not match["file"])


def _brightspace(entry: HandedInFile, head: str, below: tuple[str, ...], is_file: bool) -> Piece | None:
    match = _BRIGHTSPACE.fullmatch(head)
    if not match or is_file == (not match["file"]):
        return None
    return Piece(_owner(match), entry, (match["file"],) if is_file else below, _time_in_brightspace(match["when"]))


def _gradescope(entry: HandedInFile, head: str, below: tuple[str, ...], is_file: bool) -> Piece | None:
    # Without Gradescope's list of names its number is all there is.
    return Piece(Owner(head), entry, below) if _GRADESCOPE.fullmatch(head) and not is_file else None


def _exchange(entry: HandedInFile, head: str, below: tuple[str, ...], is_file: bool) -> Piece | None:
    match = None if is_file else _EXCHANGE.fullmatch(head)
    return Piece(Owner(match["name"]), entry, below, match["when"]) if match else None


def _of_sakai(entry: HandedInFile) -> Piece:
    name, _, key = entry.parts[0].removesuffix(")").rpartition("(")
    is_attached = len(entry.parts) > 2 and entry.parts[1] == _SAKAI_FOLDERS[0]
    owner = Owner(name.strip(), key, f"{name.strip()}_{key}")
    return Piece(owner, entry, entry.parts[2 if is_attached else 1 :], is_receipt=not is_attached)


def _is_of_sakai(parts: tuple[str, ...]) -> bool:
    if len(parts[0]) > _MAX_NAME:
        return False
    is_marked = parts[1] in (*_SAKAI_FOLDERS, "timestamp.txt") or parts[1].endswith("_submissionText.html")
    return is_marked and _SAKAI.fullmatch(parts[0]) is not None


def _plain(entry: HandedInFile, section: str) -> Piece:
    head, *below = entry.parts
    is_folder = bool(below) or entry.kind in ("empty", "cut")
    # What cannot be read may be a folder, with a dot in its name.
    name = head if is_folder else stem(head, _WORK if entry.kind == "unusable" else _SUFFIX)
    owner = Owner(name, section, f"{section}/{name}" if section else name)
    is_receipt = bool(below) and below[-1].lower() in _RECEIPTS
    return Piece(owner, entry, tuple(below) or (head,), is_receipt=is_receipt, is_named_by_student=not is_folder)


def stem(file: str, suffix: str = _SUFFIX) -> str:
    """A file's name without its suffix, and without what browsers and programs for archives append."""
    return re.sub(rf"(?i)(?:\.ipynb)?(?:\.tar)?\.{suffix}$", "", file) or file


def _owner(match: re.Match[str]) -> Owner:
    return Owner(match["name"].strip(), match["key"], f"{match['name'].strip()}_{match['key']}")


def _time_in_brightspace(text: str) -> str:
    for form in _BRIGHTSPACE_TIMES:
        # "910 PM" has lost its zero.
        padded = re.sub(r" (\d{3})(?= |$)", r" 0\1", text.strip())
        try:
            return datetime.strptime(padded, form).isoformat()
        except ValueError:
            continue
    return ""


def _names_after_titles(found: Sequence[Piece], repositories: set[str], assignment: str) -> Mapping[Owner, Owner]:
    """Owner → the same without the title of the assignment that Blackboard and GitHub Classroom put before names."""
    blackboard = {piece.owner for piece in found if _BLACKBOARD.fullmatch(piece.entry.parts[0])}
    folders = {piece.owner for piece in found if not piece.owner.key and not piece.is_named_by_student}
    named = _without_title(blackboard, assignment, "_", is_certain=True)
    named |= _without_title(
        {owner for owner in folders if owner.name in repositories}, assignment, "-", is_certain=len(repositories) > 1
    )
    return named | _without_title(folders - named.keys(), assignment, "-", is_certain=False)


def _without_title(owners: set[Owner], assignment: str, separator: str, is_certain: bool) -> dict[Owner, Owner]:
    """`is_certain`: there is a title, known or not; what all have in common is it, or all but the last word."""
    number = re.search(r"\d+", assignment)
    title = _TITLE.format(number=number[0].lstrip("0") or "0") if number else re.escape(assignment)
    words = r"[-_ ]".join(map(re.escape, re.split(r"[-_ ]", assignment)))
    known = re.compile(f"(?:{words}|{title}){re.escape(separator)}", re.IGNORECASE)
    in_common = _words_in_common([owner.name.split(separator) for owner in owners])
    named = {}
    for owner in owners:
        if match := known.match(owner.name):
            name = owner.name[match.end() :]
        elif is_certain:
            name = separator.join(owner.name.split(separator)[in_common:])
        else:
            continue
        if name:
            named[owner] = Owner(name, owner.name, owner.name)
    return named


def _words_in_common(names: Sequence[Sequence[str]]) -> int:
    """How many words all names begin with; each keeps its last one."""
    longest = min((len(words) - 1 for words in names), default=0)
    return next((place for place in range(longest) if len({words[place] for words in names}) > 1), longest)
