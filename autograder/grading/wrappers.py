"""Where in a folder or a zip the students are: not always at the top.

Zipping a folder puts a folder around everything, a platform one with the assignment's title, a course with several
sections one around each, and nbgrader keeps what was handed in under ``submitted``.
"""

from __future__ import annotations

import contextlib
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from .files import HandedInFile, UnreadableFile, entries_inside
from .layouts import is_of_platform
from .notebook import UnreadableNotebook
from .recognise import COPY, Marks, is_named_after, likeness, look_into

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
    """The files of a folder; in place of a platform's zip of a whole class, what is in it."""
    is_alone = _is_alone(_by_head(entries))
    result = []
    for entry in entries:
        inner = _inside(entry) if len(entry.parts) == 1 and is_zip(entry) else []
        if inner and _holds_class(_by_head(inner), marks, is_alone=is_alone):
            result += inner
        else:
            result.append(entry)
    return result


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
) -> None:
    """Add the files of a folder to `found`, below any folders that hold the class or a section of it."""
    by_head = _by_head(entries)
    inner = {head: _below(items) for head, items in by_head.items()}
    is_alone = _is_alone(by_head)
    is_course = _is_nbgrader(inner.get(_SUBMITTED, ()), marks)
    are_sections = not above and not is_alone and _are_sections(inner, marks)
    for head, items in by_head.items():
        if is_course and head in _OTHER_STEPS and _is_nbgrader(inner[head], marks):
            continue
        if len(above) < _MAX_DEPTH and inner[head] and not any(is_of_platform(item.parts) for item in items):
            is_class = (
                (is_course and head == _SUBMITTED)
                or _holds_class(_by_head(inner[head]), marks, is_alone=is_alone)
                or (is_alone and bool(zipped_as) and _is_around_one(inner[head], marks, head == zipped_as))
                or are_sections
            )
            if is_class:
                _spread(inner[head], marks, "", above if is_alone else (*above, head), found)
                continue
        found["/".join(above)] += items


def _holds_class(by_head: Mapping[str, Sequence[HandedInFile]], marks: Marks, *, is_alone: bool) -> bool:
    """Whether a folder holds students, rather than the files of one.

    Args:
        is_alone: nobody's files lie beside it.
    """
    students = [head for head in by_head if not is_about_the_class(head)]
    named = [head for head in students if any(is_of_platform(item.parts) for item in by_head[head])]
    if not is_alone:
        return len(named) > 1 and len(named) == len(students)
    if 2 * len(named) > len(students) or _is_nbgrader(_below(by_head.get(_SUBMITTED, ())), marks):
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
    several = [len(_work(_by_head(items), marks)[1]) > 1 for items in inner.values() if items]
    return len(several) > 1 and 2 * sum(several) > len(several)


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


def _is_alone(by_head: Mapping[str, Sequence[HandedInFile]]) -> bool:
    return sum(not is_about_the_class(head) for head in by_head) == 1


def _by_head(entries: Sequence[HandedInFile]) -> dict[str, list[HandedInFile]]:
    by_head: dict[str, list[HandedInFile]] = defaultdict(list)
    for entry in entries:
        by_head[entry.parts[0]].append(entry)
    return by_head
