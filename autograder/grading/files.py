"""The files of a folder, listed and read without trusting them: `zips` does the same for those in a zip.

No link is followed, and nothing larger than a notebook may be is read.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Literal

MAX_NOTEBOOK_BYTES = 50 * 10**6
MAX_FILES = 200_000
_MAX_DEPTH = 7
# What installers and operating systems leave behind; a virtual environment would hide its student among its files.
_CLUTTER = frozenset({"__MACOSX", "__pycache__", "node_modules", "site-packages", "Thumbs.db", "desktop.ini"})
REPOSITORY = ".git"

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
    return sorted(_walk(root, root, (), MAX_FILES), key=lambda entry: entry.parts)


def file_entry(path: Path) -> HandedInFile:
    """One file given by its own path."""
    try:
        modified = os.lstat(path).st_mtime
    except OSError as error:
        raise UnreadableCollection(f"cannot be read: {error.strerror}") from None
    return HandedInFile((path.name,), modified, lambda: _read_regular(lambda flags: os.open(path, flags), path.name))


def _walk(root: int, folder: int, above: tuple[str, ...], share: int) -> Iterator[HandedInFile]:
    """The files below `folder`, which lies at `above` below `root`; at most about `share` of them."""
    try:
        with os.scandir(folder) as listing:
            names = [item.name for item in islice(listing, 2 * MAX_FILES)]
    except OSError as error:
        if not above:
            raise UnreadableCollection(f"cannot be read: {error.strerror}") from None
        yield _refused(above, f"The folder cannot be read: {error.strerror}.")
        return
    if REPOSITORY in names:
        yield HandedInFile((*above, REPOSITORY), 0, read_nothing, "repository")
    names = sorted(name for name in names if not is_ignored((name,)))
    if len(names) > share:
        if not above:
            raise UnreadableCollection(f"holds more than {MAX_FILES} files; is it the right folder?")
        yield HandedInFile(above, 0, read_nothing, "cut")
        names = sorted(names, key=lambda name: not name.lower().endswith((".ipynb", ".zip")))[:share]
    if above and not names:
        yield HandedInFile(above, 0, read_nothing, "empty")
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


def read_nothing() -> bytes:
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
            raise too_large(status.st_size, name)
        try:
            content = file.read(MAX_NOTEBOOK_BYTES + 1)
        except OSError as error:  # of the disk, or of the network that it is on
            raise UnreadableFile(f"The file cannot be read: {error.strerror}.") from None
    if len(content) > MAX_NOTEBOOK_BYTES:
        raise too_large(len(content), name)
    return content


def too_large(size: int, name: str) -> UnreadableFile:
    advice = "Clear the outputs in Jupyter (Edit, Clear Outputs of All Cells), save"
    if name.lower().endswith(".zip"):
        advice = "Zip the notebook alone"
    return UnreadableFile(
        f"The file has {size / 1e6:.0f} MB, at most {MAX_NOTEBOOK_BYTES / 1e6:.0f} MB are read. "
        f"{advice}, and hand it in again."
    )
