"""At which level of a folder or a zip the students are: not always at the top.

Zipping puts a folder around everything, a platform adds one with the assignment's title, a course with several
sections has one for each, and nbgrader keeps what was handed in under ``submitted``.
"""

from __future__ import annotations

import contextlib
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from lecture08_utils.notebooks.reading import UnreadableNotebook

from .files import HandedInFile, UnreadableFile
from .layouts import is_of_one_student, is_of_platform
from .recognise import COPY, Marks, is_named_after, likeness, look_into
from .zips import entries_inside

_SUBMITTED = "submitted"
_OTHER_STEPS = frozenset({"source", "release", "autograded", "feedback"})
_MAX_DEPTH = 4
# Notebooks that one student may have beside each other.
_MAX_OF_ONE = 10
_OF_THE_CLASS = re.compile(
    r"(?i).+\.(?:cfg|conf|csv|db|ini|lock|log|ods|sh|tex|toml|tsv|xlsx?|xml|ya?ml)"
    r"|(?:comments|gradebook|grades|index|instructions|license|makefile|manifest|nbgrader_config|notes?|readme"
    r"|requirements|roster|setup|timestamp)(?:\.(?!ipynb|zip)\w+)?"
)


def is_about_the_class(name: str) -> bool:
    """Whether a file beside the students' belongs to nobody: a list of grades, a read-me, a configuration."""
    return _OF_THE_CLASS.fullmatch(name) is not None


def is_notebook(entry: HandedInFile) -> bool:
    """Whether a file says that it is a notebook."""
    return entry.parts[-1].lower().endswith(".ipynb") and entry.kind in ("file", "unusable")


def is_zip(entry: HandedInFile) -> bool:
    """Whether a file says that it is a zip."""
    return entry.parts[-1].lower().endswith(".zip") and entry.kind in ("file", "unusable")


def sections(entries: Sequence[HandedInFile], marks: Marks, zipped_as: str = "") -> dict[str, list[HandedInFile]]:
    """Section of the class → its files, with paths that begin with a student; usually there is one section, "".

    Args:
        zipped_as: name of the zip, which is often the name of the folder in it; empty for a folder.
    """
    found: dict[str, list[HandedInFile]] = defaultdict(list)
    _spread(_plain_paths(entries), marks, zipped_as, (), found)
    return found


def with_downloads(entries: Sequence[HandedInFile], marks: Marks) -> list[HandedInFile]:
    """The files of a folder; in place of a platform's zips of a whole class, if that is all, what is in them."""
    of_students = [entry for entry in entries if not is_about_the_class(entry.parts[0])]
    if not of_students or not all(len(entry.parts) == 1 and is_zip(entry) for entry in of_students):
        return list(entries)
    if len(of_students) == 1 and is_of_one_student(of_students[0].parts[0]):
        return list(entries)  # one student's, whatever names of others are in it
    inner = [_inside(entry) for entry in of_students]
    holds = _holds_class if len(inner) == 1 else _is_of_one_platform
    if not all(holds(_by_head(items), marks) for items in inner):
        return list(entries)
    return [item for items in inner for item in items]


def _inside(entry: HandedInFile) -> list[HandedInFile]:
    with contextlib.suppress(UnreadableFile):
        return _plain_paths([item.seen_as(item.parts[1:]) for item in entries_inside(entry)])
    return []


def _plain_paths(entries: Sequence[HandedInFile]) -> list[HandedInFile]:
    """Without dots: reading such a path says that it leads out of its zip, wherever it would lead."""
    plain = [entry.seen_as(tuple(part for part in entry.parts if part not in ("..", "."))) for entry in entries]
    return [entry for entry in plain if entry.parts and entry.parts != (".git",)]


def _spread(
    entries: Sequence[HandedInFile],
    marks: Marks,
    zipped_as: str,
    above: tuple[str, ...],
    found: dict[str, list[HandedInFile]],
    depth: int = 0,
) -> None:
    """Add the files of a folder to `found`, below any folders that hold the class or a section of it.

    Args:
        above: the sections that the folder belongs to.
    """
    by_head = _by_head(entries)
    inner = {head: _below(items) for head, items in by_head.items()}
    is_alone = sum(not is_about_the_class(head) for head in by_head) == 1
    ignored, wrappers = set[str](), set[str]()
    if _is_nbgrader(inner.get(_SUBMITTED, ()), marks):
        wrappers = {_SUBMITTED}
        ignored = {head for head in inner if head in _OTHER_STEPS and _is_nbgrader(inner[head], marks)}
    elif _are_of_assignments(by_head, marks):
        wrappers, ignored = {marks.name}, set(by_head) & marks.others
    elif is_alone:
        wrappers = {
            head
            for head, items in inner.items()
            if _holds_class(_by_head(items), marks) or (zipped_as and _is_around_one(items, marks, head == zipped_as))
        }
    elif not above and _are_sections(inner, marks):
        wrappers = set(inner)
    is_section = sum(head not in ignored and not is_about_the_class(head) for head in by_head) > 1
    for head, items in by_head.items():
        if head in ignored:
            continue
        is_student = not inner[head] or depth >= _MAX_DEPTH or any(is_of_platform(item.parts) for item in items)
        if head in wrappers and not is_student:
            _spread(inner[head], marks, "", (*above, head) if is_section else above, found, depth + 1)
        else:
            found["/".join(above)] += items


def _holds_class(by_head: Mapping[str, Sequence[HandedInFile]], marks: Marks) -> bool:
    """Whether a folder that lies alone holds students, rather than the files of one."""
    students = [head for head in by_head if not is_about_the_class(head)]
    if 2 * len(_of_platform(by_head)) > len(students):
        return True
    if _is_nbgrader(_below(by_head.get(_SUBMITTED, ())), marks) or _are_of_assignments(by_head, marks):
        return True
    files, folders = _work(by_head, marks)
    if any(likeness(file.parts[-1], marks.name) >= COPY for file in files):
        return False
    if len(files) + len(folders) < 2:
        return False
    below = (item for head in folders for item in by_head[head] if is_notebook(item))
    if not files or len(files) > _MAX_OF_ONE or any(likeness(item.parts[-1], marks.name) >= COPY for item in below):
        return True
    return sum(_is_of_assignment(file, marks) for file in files) != 1


def _is_of_one_platform(by_head: Mapping[str, Sequence[HandedInFile]], marks: Marks) -> bool:
    """Whether all files have names as platforms give them."""
    students = [head for head in by_head if not is_about_the_class(head)]
    return bool(students) and len(_of_platform(by_head)) == len(students)


def _of_platform(by_head: Mapping[str, Sequence[HandedInFile]]) -> list[str]:
    return [
        head
        for head, items in by_head.items()
        if not is_about_the_class(head) and any(is_of_platform(item.parts) for item in items)
    ]


def _is_around_one(entries: Sequence[HandedInFile], marks: Marks, is_named_as_zip: bool) -> bool:
    """Whether a zip's only folder is one around the class, although there is one student."""
    by_head = _by_head(entries)
    files, folders = _work(by_head, marks)
    if any(likeness(file.parts[-1], marks.name) >= COPY for file in files):
        return False
    if len(folders) == 1 and not files:
        return True
    return is_named_as_zip and not any(is_named_after(head, marks) for head in by_head)


def _are_sections(inner: Mapping[str, Sequence[HandedInFile]], marks: Marks) -> bool:
    """Whether folders beside each other are sections: without notebooks of their own, most with several students.

    One student with many folders does not make the others' folders sections.
    """
    if any(is_notebook(item) for items in inner.values() for item in items if len(item.parts) == 1):
        return False
    heads = [_by_head(items) for items in inner.values() if items]
    several = [len(_work(by_head, marks)[1]) > 1 or _is_of_one_platform(by_head, marks) for by_head in heads]
    return len(several) > 1 and 2 * sum(several) > len(several)


def _are_of_assignments(by_head: Mapping[str, Sequence[HandedInFile]], marks: Marks) -> bool:
    """Whether there is a folder for each assignment, with the class in it."""
    heads = {head for head in by_head if not is_about_the_class(head)}
    if marks.name not in heads or len(heads) == 1 or not heads <= {marks.name, *marks.others}:
        return False
    return not any(likeness(item.parts[-1], marks.name) >= COPY for item in by_head[marks.name] if is_notebook(item))


def _work(by_head: Mapping[str, Sequence[HandedInFile]], marks: Marks) -> tuple[list[HandedInFile], list[str]]:
    """Notebooks that lie in a folder itself, and the folders in it that hold some and may be students'."""
    files = [item for items in by_head.values() for item in items if len(item.parts) == 1 and is_notebook(item)]
    folders = [
        head
        for head, items in by_head.items()
        if not is_named_after(head, marks)
        and any(len(item.parts) > 1 and (is_notebook(item) or is_zip(item)) for item in items)
    ]
    return files, folders


def _below(entries: Sequence[HandedInFile]) -> list[HandedInFile]:
    """The files of a folder, without its name in their paths."""
    return [item.seen_as(item.parts[1:]) for item in entries if len(item.parts) > 1]


def _is_nbgrader(entries: Sequence[HandedInFile], marks: Marks) -> bool:
    known = {marks.name, *marks.others}
    return any(len(item.parts) > 1 and known.intersection(item.parts[:2]) for item in entries)


def _is_of_assignment(entry: HandedInFile, marks: Marks) -> bool:
    try:
        return look_into(entry.read(), marks).assignment == marks.name
    except (UnreadableFile, UnreadableNotebook):
        return False


def _by_head(entries: Sequence[HandedInFile]) -> dict[str, list[HandedInFile]]:
    by_head: dict[str, list[HandedInFile]] = defaultdict(list)
    for entry in entries:
        by_head[entry.parts[0]].append(entry)
    return by_head
