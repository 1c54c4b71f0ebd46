"""Count and remove files of a worker, however many there are and however deeply they are nested."""

from __future__ import annotations

import contextlib
import os
import stat

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
