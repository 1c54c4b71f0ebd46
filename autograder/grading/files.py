"""The files of a folder or a zip, listed and read without trusting either.

Nothing is extracted, no link is followed, and nothing larger than a notebook may be is read.
"""

from __future__ import annotations

import errno
import os
import stat
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

MAX_NOTEBOOK_BYTES = 50 * 10**6
_MAX_FILES = 50_000
_MAX_DEPTH = 4
# A notebook full of one repeated line shrinks by about 100; only a bomb beats that over a megabyte.
_MAX_RATIO = 200
_RATIO_FREE_BYTES = 10**6


class UnreadableFile(Exception):
    """A file that cannot be taken as a submission; the message says why and what to do."""


class UnreadableCollection(Exception):
    """A folder or a zip that cannot be listed at all; the message says why."""


@dataclass(frozen=True)
class HandedInFile:
    """A file that may be a submission.

    Attributes:
        parts: its path inside the folder or zip, split at the slashes.
        modified: a sort key, later is larger; comparable within one collection.
        read: returns its bytes or raises `UnreadableFile`.
    """

    parts: tuple[str, ...]
    modified: tuple[float, ...]
    read: Callable[[], bytes]

    @property
    def path(self) -> str:
        return "/".join(self.parts)


def is_ignored(parts: tuple[str, ...]) -> bool:
    """Whether a path belongs to an operating system or an editor, not to a student."""
    return any(part.startswith(".") or part == "__MACOSX" for part in parts)


def folder_entries(root: int) -> list[HandedInFile]:
    """The files below an open folder, links among them; reading a link raises.

    Args:
        root: descriptor of the folder; it must stay open while entries are read.

    Raises:
        UnreadableCollection: the folder holds far more files than a class hands in.
    """
    entries: list[HandedInFile] = []
    for parts, status in _walk(root, ()):
        if len(entries) >= _MAX_FILES:
            raise UnreadableCollection(f"holds more than {_MAX_FILES} files; is it the right folder?")
        entries.append(HandedInFile(parts, (status.st_mtime,), _file_reader(root, parts)))
    return sorted(entries, key=lambda entry: entry.parts)


def file_entry(path: Path) -> HandedInFile:
    """One file given by its own path."""
    try:
        modified = os.lstat(path).st_mtime
    except OSError as error:
        raise UnreadableCollection(f"cannot be read: {error.strerror}") from None
    return HandedInFile((path.name,), (modified,), lambda: _read_regular(lambda flags: os.open(path, flags)))


def zip_entries(archive: zipfile.ZipFile) -> list[HandedInFile]:
    """The files in a zip; `archive` must stay open while they are read.

    Raises:
        UnreadableCollection: the zip holds far more files than a class hands in.
    """
    members = [member for member in archive.infolist() if not member.is_dir()]
    if len(members) > _MAX_FILES:
        raise UnreadableCollection(f"holds more than {_MAX_FILES} files")
    return [_zip_entry(archive, member) for member in members]


def _walk(folder: int, above: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], os.stat_result]]:
    with os.scandir(folder) as listing:
        names = sorted(item.name for item in listing)
    for name in names:
        parts = (*above, name)
        if is_ignored(parts):
            continue
        status = os.stat(name, dir_fd=folder, follow_symlinks=False)
        if not stat.S_ISDIR(status.st_mode):
            yield parts, status
        elif len(parts) < _MAX_DEPTH:
            try:
                inner = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=folder)
            except OSError:
                yield parts, status  # reading it will say why
                continue
            try:
                yield from _walk(inner, parts)
            finally:
                os.close(inner)


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

    return lambda: _read_regular(open_beneath)


def _read_regular(open_file: Callable[[int], int]) -> bytes:
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
            raise _too_large(status.st_size)
        content = file.read(MAX_NOTEBOOK_BYTES + 1)
    if len(content) > MAX_NOTEBOOK_BYTES:
        raise _too_large(len(content))
    return content


def _zip_entry(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> HandedInFile:
    # Some Windows programs write backslashes into zips.
    parts = tuple(part for part in member.filename.replace("\\", "/").split("/") if part != "")
    problem = _zip_problem(member)

    def read() -> bytes:
        if problem:
            raise UnreadableFile(problem)
        try:
            with archive.open(member) as file:
                content = file.read(MAX_NOTEBOOK_BYTES + 1)
        except Exception as error:  # what zipfile, zlib, bz2 and lzma raise has no other common base
            raise UnreadableFile(f"This part of the zip is damaged ({error}); zip it again.") from None
        if len(content) > MAX_NOTEBOOK_BYTES:
            raise _too_large(len(content))
        return content

    return HandedInFile(parts, member.date_time, read)


def _zip_problem(member: zipfile.ZipInfo) -> str:
    kind = stat.S_IFMT(member.external_attr >> 16)
    if kind == stat.S_IFLNK:
        return "The file is a link; hand in the notebook itself."
    if kind not in (0, stat.S_IFREG):
        return "This is not a regular file; hand in the notebook itself."
    if member.flag_bits & 1:
        return "This part of the zip is encrypted; zip it again without a password."
    if member.file_size > MAX_NOTEBOOK_BYTES:
        return str(_too_large(member.file_size))
    if member.file_size > max(_RATIO_FREE_BYTES, _MAX_RATIO * member.compress_size):
        return f"The zip claims to shrink this file more than {_MAX_RATIO} times, as no notebook does."
    return ""


def _too_large(size: int) -> UnreadableFile:
    return UnreadableFile(
        f"The file has {size / 1e6:.0f} MB, at most {MAX_NOTEBOOK_BYTES / 1e6:.0f} MB are read. "
        "Clear the outputs in Jupyter (Edit, Clear Outputs of All Cells), save, and hand it in again."
    )
