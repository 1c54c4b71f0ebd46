"""The files of a folder or a zip, listed and read without trusting either.

Nothing is extracted, no link is followed, and nothing larger than a notebook may be is read.
"""

from __future__ import annotations

import calendar
import errno
import io
import os
import stat
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Literal

MAX_NOTEBOOK_BYTES = 50 * 10**6
_MAX_FILES = 200_000
_MAX_FILES_OF_ONE_ZIP = 10_000
_MAX_DEPTH = 7
# A notebook full of one repeated line shrinks by about 100; only a bomb beats that over a megabyte.
_MAX_RATIO = 200
_RATIO_FREE_BYTES = 10**6
# What installers and operating systems leave behind; a virtual environment would hide its student among its files.
_CLUTTER = frozenset({"__MACOSX", "__pycache__", "node_modules", "site-packages", "Thumbs.db", "desktop.ini"})
_REPOSITORY = ".git"

Kind = Literal["file", "unusable", "empty", "repository", "cut"]


class UnreadableFile(Exception):
    """A file that cannot be taken as a submission; the message says why and what to do."""


class UnreadableCollection(Exception):
    """A folder or a zip that cannot be listed at all; the message says why."""


@dataclass(frozen=True)
class HandedInFile:
    """A file that may be a submission.

    Attributes:
        parts: its path, split at the slashes, inside the folder or zip, or inside a folder there.
        modified: seconds since 1970, comparable within one collection; 0 where it is not known.
        read: returns its bytes or raises `UnreadableFile`.
        kind: ``unusable``: no regular file, reading says why; ``empty``: a folder without files; ``repository``: the
            folder of git beside a student's files; ``cut``: a folder with more files than are looked at.
        whole: the path inside the folder or zip, if `parts` is not all of it.
    """

    parts: tuple[str, ...]
    modified: float
    read: Callable[[], bytes]
    kind: Kind = "file"
    whole: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """Where it lies, for messages."""
        return "/".join(self.whole or self.parts)

    def seen_as(self, parts: tuple[str, ...]) -> HandedInFile:
        """The same file, with another path to go by."""
        return replace(self, parts=parts, whole=self.whole or self.parts)


def is_ignored(parts: tuple[str, ...]) -> bool:
    """Whether a path belongs to an operating system or an editor, not to a student."""
    return any(part.startswith(".") or part in _CLUTTER for part in parts)


def folder_entries(root: int) -> list[HandedInFile]:
    """The files below an open folder, links among them; reading a link raises.

    Of folders with very many files some are left out, so that every student's are looked at: each folder has an
    equal share of what may be listed.

    Args:
        root: descriptor of the folder; it must stay open while entries are read.

    Raises:
        UnreadableCollection: the folder itself holds far more files than a class hands in.
    """
    return sorted(_walk(root, root, (), _MAX_FILES), key=lambda entry: entry.parts)


def file_entry(path: Path) -> HandedInFile:
    """One file given by its own path."""
    try:
        modified = os.lstat(path).st_mtime
    except OSError as error:
        raise UnreadableCollection(f"cannot be read: {error.strerror}") from None
    return HandedInFile((path.name,), modified, lambda: _read_regular(lambda flags: os.open(path, flags), path.name))


def zip_entries(archive: zipfile.ZipFile) -> list[HandedInFile]:
    """The files in a zip; `archive` must stay open while they are read.

    Raises:
        UnreadableCollection: the zip holds far more files than a class hands in.
    """
    entries = _members(archive.infolist(), lambda member: _read_member(archive, member))
    if len(entries) > _MAX_FILES:
        raise UnreadableCollection(f"holds more than {_MAX_FILES} files")
    return entries


def entries_inside(zipped: HandedInFile) -> list[HandedInFile]:
    """The files in a zip that a student handed in, below the path of the zip; nothing is kept in memory.

    Raises:
        UnreadableFile: it is no zip, a damaged one, or holds too much.
    """
    content = zipped.read()
    # Each member has one such signature, so that this bounds what zipfile makes of the file before it does so.
    if content.count(b"PK\x01\x02") > _MAX_FILES_OF_ONE_ZIP:
        raise UnreadableFile(f"The zip holds more than {_MAX_FILES_OF_ONE_ZIP} files: zip the notebook alone.")

    def read(member: zipfile.ZipInfo) -> bytes:
        with _opened_zip(zipped.read()) as archive:
            return _read_member(archive, member)

    with _opened_zip(content) as archive:
        entries = _members(archive.infolist(), read, zipped.whole or zipped.parts)
    above = len(zipped.whole or zipped.parts)
    return [entry.seen_as((*zipped.parts, *entry.parts[above:])) for entry in entries]


def _walk(root: int, folder: int, above: tuple[str, ...], share: int) -> Iterator[HandedInFile]:
    """The files below `folder`, which lies at `above` below `root`; at most about `share` of them."""
    try:
        with os.scandir(folder) as listing:
            names = [item.name for item in islice(listing, 2 * _MAX_FILES)]
    except OSError as error:
        if not above:
            raise UnreadableCollection(f"cannot be read: {error.strerror}") from None
        yield _refused(above, f"The folder cannot be read: {error.strerror}.")
        return
    if _REPOSITORY in names:
        yield HandedInFile((*above, _REPOSITORY), 0, _nothing, "repository")
    names = sorted(name for name in names if not is_ignored((name,)))
    if len(names) > share:
        if not above:
            raise UnreadableCollection(f"holds more than {_MAX_FILES} files; is it the right folder?")
        yield HandedInFile(above, 0, _nothing, "cut")
        names = sorted(names, key=lambda name: not name.lower().endswith((".ipynb", ".zip")))[:share]
    if above and not names:
        yield HandedInFile(above, 0, _nothing, "empty")
    folders = []
    for name in names:
        try:
            status = os.stat(name, dir_fd=folder, follow_symlinks=False)
        except OSError as error:  # gone since it was listed, or in a folder that nobody may enter
            yield _refused((*above, name), f"The file cannot be read: {error.strerror}.")
            continue
        if stat.S_ISDIR(status.st_mode):
            folders.append(name)
        else:
            yield _file_below(root, (*above, name), status)
    for name in folders:
        parts = (*above, name)
        if len(parts) >= _MAX_DEPTH:
            yield _refused(parts, f"More than {_MAX_DEPTH} folders in each other are not looked into.")
            continue
        try:
            inner = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=folder)
        except OSError:
            yield HandedInFile(parts, 0, _file_reader(root, parts), "unusable")
            continue
        try:
            yield from _walk(root, inner, parts, max(1, (share - len(names)) // len(folders)))
        finally:
            os.close(inner)


def _file_below(root: int, parts: tuple[str, ...], status: os.stat_result) -> HandedInFile:
    kind: Kind = "file" if stat.S_ISREG(status.st_mode) else "unusable"
    return HandedInFile(parts, status.st_mtime, _file_reader(root, parts), kind)


def _refused(parts: tuple[str, ...], sentence: str) -> HandedInFile:
    """A trace of a student, of which nothing can be read."""

    def read() -> bytes:
        raise UnreadableFile(sentence)

    return HandedInFile(parts, 0, read, "unusable")


def _nothing() -> bytes:
    raise UnreadableFile("There is no file.")


def _file_reader(root: int, parts: tuple[str, ...]) -> Callable[[], bytes]:
    def open_beneath(flags: int) -> int:
        # One component at a time, since a folder on the way may have become a link since it was listed.
        folder = os.dup(root)
        try:
            for part in parts[:-1]:
                inner = os.open(part, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=folder)
                os.close(folder)
                folder = inner
            return os.open(parts[-1], flags, dir_fd=folder)
        finally:
            os.close(folder)

    return lambda: _read_regular(open_beneath, parts[-1])


def _read_regular(open_file: Callable[[int], int], name: str) -> bytes:
    try:
        # Not blocking: opening a named pipe would wait for ever.
        descriptor = open_file(os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise UnreadableFile("The file is a link; hand in the notebook itself.") from None
        raise UnreadableFile(f"The file cannot be opened: {error.strerror}.") from None
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableFile("This is not a regular file; hand in the notebook itself.")
        if status.st_size > MAX_NOTEBOOK_BYTES:
            raise _too_large(status.st_size, name)
        content = file.read(MAX_NOTEBOOK_BYTES + 1)
    if len(content) > MAX_NOTEBOOK_BYTES:
        raise _too_large(len(content), name)
    return content


def _opened_zip(content: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except Exception:  # a damaged directory of a zip raises more than BadZipFile
        raise UnreadableFile("The zip is damaged, or is none: zip the notebook again.") from None


def _members(
    members: Iterable[zipfile.ZipInfo], read: Callable[[zipfile.ZipInfo], bytes], above: tuple[str, ...] = ()
) -> list[HandedInFile]:
    entries: list[HandedInFile] = []
    folders, used = set(), set()
    for member in members:
        parts = _parts(member)
        if _REPOSITORY in parts:
            folders.add(parts[: parts.index(_REPOSITORY) + 1])
            continue
        plain = tuple(part for part in parts if part not in ("..", "."))
        if is_ignored(plain):
            # A student with hidden files alone is a student all the same.
            visible = next(place for place, part in enumerate(plain) if is_ignored((part,)))
            folders |= {plain[:visible]} - {()}
            continue
        if not plain:
            continue
        if member.filename.endswith(("/", "\\")):
            folders.add(parts)
        else:
            used |= {parts[:end] for end in range(1, len(parts))}
            entries.append(_zip_entry(member, (*above, *parts), read))
    used |= {parts[:end] for parts in folders for end in range(1, len(parts))}
    for parts in sorted(folders - used):
        kind: Kind = "repository" if parts[-1] == _REPOSITORY else "empty"
        entries.append(HandedInFile((*above, *parts), 0, _nothing, kind))
    return sorted(entries, key=lambda entry: entry.parts)


def _parts(member: zipfile.ZipInfo) -> tuple[str, ...]:
    # Some Windows programs write backslashes into zips.
    return tuple(part for part in member.filename.replace("\\", "/").split("/") if part != "")


def _zip_entry(
    member: zipfile.ZipInfo, parts: tuple[str, ...], read: Callable[[zipfile.ZipInfo], bytes]
) -> HandedInFile:
    problem = _zip_problem(member)
    if ".." in parts:
        problem = f"Its path {'/'.join(parts)!r} leads out of the zip; zip it again with plain names."

    def read_checked() -> bytes:
        if problem:
            raise UnreadableFile(problem)
        return read(member)

    return HandedInFile(parts, _seconds(member.date_time), read_checked, "unusable" if problem else "file")


def _read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    try:
        with archive.open(member) as file:
            content = file.read(MAX_NOTEBOOK_BYTES + 1)
    except Exception as error:  # what zipfile, zlib, bz2 and lzma raise has no other common base
        raise UnreadableFile(f"This part of the zip is damaged ({error}); zip it again.") from None
    if len(content) > MAX_NOTEBOOK_BYTES:
        raise _too_large(len(content), member.filename)
    return content


def _seconds(date_time: tuple[int, ...]) -> float:
    try:
        return calendar.timegm((*date_time, 0, 0, 0))
    except ValueError:  # some programs write month 0
        return 0.0


def _zip_problem(member: zipfile.ZipInfo) -> str:
    kind = stat.S_IFMT(member.external_attr >> 16)
    if kind == stat.S_IFLNK:
        return "The file is a link; hand in the notebook itself."
    if kind not in (0, stat.S_IFREG):
        return "This is not a regular file; hand in the notebook itself."
    if member.flag_bits & 1:
        return "This part of the zip is encrypted; zip it again without a password."
    if member.file_size > MAX_NOTEBOOK_BYTES:
        return str(_too_large(member.file_size, member.filename))
    if member.file_size > max(_RATIO_FREE_BYTES, _MAX_RATIO * member.compress_size):
        return f"The zip claims to shrink this file more than {_MAX_RATIO} times, as no notebook does."
    return ""


def _too_large(size: int, name: str) -> UnreadableFile:
    advice = "Clear the outputs in Jupyter (Edit, Clear Outputs of All Cells), save"
    if name.lower().endswith(".zip"):
        advice = "Zip the notebook alone"
    return UnreadableFile(
        f"The file has {size / 1e6:.0f} MB, at most {MAX_NOTEBOOK_BYTES / 1e6:.0f} MB are read. "
        f"{advice}, and hand it in again."
    )
