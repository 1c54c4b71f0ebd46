"""Count and remove files of a worker, however many there are and however deeply they are nested."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterable, Sequence
from pathlib import Path

MOST_FILES = 20_000
_MOST_LEVELS = 100


def bytes_on_disk(*places: str) -> float:
    """What files, and the files in folders, take on disk; symbolic links are not followed.

    Infinite if they are more, or nested deeper, than anybody needs: looking at them would take too long, and a path
    can be too long for any system call.
    """
    total, count = 0, len(places)
    if count > MOST_FILES:
        return float("inf")
    for place in places:
        with contextlib.suppress(OSError):
            total += os.lstat(place).st_blocks * 512
    waiting = [(place, 0) for place in places]
    while waiting:
        place, depth = waiting.pop()
        with contextlib.suppress(OSError), os.scandir(place) as entries:
            for entry in entries:
                count += 1
                if count > MOST_FILES or depth > _MOST_LEVELS:
                    return float("inf")
                with contextlib.suppress(OSError):
                    total += entry.stat(follow_symlinks=False).st_blocks * 512
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((entry.path, depth + 1))
    return total


class UnlinkedFiles:
    """What processes hold open or mapped of files that no folder holds any more.

    Args:
        folders: where the files were.
    """

    def __init__(self, folders: Sequence[str]):
        self._folders = tuple(f"{folder}/" for folder in folders)
        self._closed: set[int] = set()

    def count(self, processes: Iterable[int]) -> float:
        """Bytes on disk.

        Infinite if a process could not be looked at twice in a row: it has become unreadable on purpose. Programs
        that nobody may read, such as some systems' sudo, end at once here.
        """
        found = _Unlinked(self._folders)
        closed = set()
        for process in processes:
            try:
                found.look_at(process)
            except PermissionError:
                closed.add(process)
            except OSError:
                continue  # it has ended
        returning = closed & self._closed
        self._closed = closed
        return float("inf") if returning else found.total


class _Unlinked:
    """The files, each once."""

    def __init__(self, folders: tuple[str, ...]):
        self._folders = folders
        self._open: dict[tuple[int, int], int] = {}
        self._mapped: dict[int, int] = {}

    @property
    def total(self) -> int:
        # /proc names another device for a mapped file than stat does on some file systems.
        known = {inode for _, inode in self._open}
        mapped = sum(size for inode, size in self._mapped.items() if inode not in known)
        return sum(self._open.values()) + mapped

    def look_at(self, process: int) -> None:
        """Raises OSError."""
        maps: list[str] = []
        # A thread may have open files of its own, and outlive the first one.
        for thread in os.listdir(f"/proc/{process}/task"):
            folder = f"/proc/{process}/task/{thread}"
            try:
                self._add_open(f"{folder}/fd")
                maps = maps or Path(folder, "maps").read_text(errors="replace").splitlines()
            except PermissionError:
                if not _has_ended(folder):
                    raise
        for line in maps:
            fields = line.split(maxsplit=5)
            if len(fields) == 6 and fields[5].endswith(" (deleted)") and fields[5].startswith(self._folders):
                self._add_mapping(process, fields)

    def _add_open(self, folder: str) -> None:
        for descriptor in os.listdir(folder):
            with contextlib.suppress(FileNotFoundError):
                file = os.stat(f"{folder}/{descriptor}")
                if file.st_nlink == 0 and stat.S_ISREG(file.st_mode):
                    self._open[file.st_dev, file.st_ino] = file.st_blocks * 512

    def _add_mapping(self, process: int, fields: list[str]) -> None:
        span, _, offset, _, inode, _ = fields
        size, _ = mapped_bytes(process, span, offset)
        self._mapped[int(inode)] = max(self._mapped.get(int(inode), 0), size)


def mapped_bytes(process: int, span: str, offset: str) -> tuple[int, bool]:
    """What is allocated of a file that a process has mapped, and whether that is known.

    Only the system's root may ask for it; otherwise it is how far the mapping reaches into the file.

    Args:
        span, offset: of the mapping, as /proc/PID/maps has them.
    """
    try:
        return os.stat(f"/proc/{process}/map_files/{span}").st_blocks * 512, True
    except OSError:
        begin, end = (int(part, 16) for part in span.split("-"))
        return int(offset, 16) + end - begin, False


def _has_ended(thread: str) -> bool:
    """Whether nobody has waited yet for a thread that has ended; it holds nothing, and belongs to root."""
    try:
        return Path(thread, "stat").read_bytes().rpartition(b")")[2].split()[0] in (b"Z", b"X")
    except OSError:
        return True


def remove_tree(path: str) -> None:
    """Remove a file or a folder; what cannot be removed stays.

    Recursion, a program's or Python's, would be slow or fail where folders are nested thousands of levels deep. So
    each inner folder is moved to the top before its parent goes. Nothing is reached by a path that somebody could
    meanwhile turn into a link.
    """
    with contextlib.suppress(OSError):
        if not stat.S_ISDIR(os.lstat(path).st_mode):
            os.unlink(path)
            return
        top = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        try:
            _empty(top)
        finally:
            os.close(top)
        os.rmdir(path)


def _empty(top: int) -> None:
    moved = 0
    waiting = _unlink_files(top)
    while waiting:
        name = waiting.pop()
        with contextlib.suppress(OSError):
            folder = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=top)
            try:
                for inner in _unlink_files(folder):
                    # If this name is taken by a folder that is not empty, nothing is lost but this removal.
                    moved += 1
                    new = f"{moved}".rjust(250, ".")
                    os.rename(inner, new, src_dir_fd=folder, dst_dir_fd=top)
                    waiting.append(new)
            finally:
                os.close(folder)
            os.rmdir(name, dir_fd=top)


def _unlink_files(folder: int) -> list[str]:
    """Remove what is no folder; returns the folders' names."""
    folders = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                folders.append(entry.name)
            else:
                with contextlib.suppress(OSError):
                    os.unlink(entry.name, dir_fd=folder)
    return folders
