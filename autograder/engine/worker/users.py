"""Confinement by a user of its own for each worker, where the kernel or a container forbids namespaces.

Root starts the fork server. Files and processes of others are out of reach because their modes and owners say so,
the network because of the filter of system calls. What a worker leaves behind is removed by its user's number.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import signal
import stat
import tempfile
from pathlib import Path
from typing import Any

from . import seccomp, syscalls
from .confine import Confinement, limit_processes, prefer_for_oom
from .files import bytes_on_disk, remove_tree

_FIRST_USER, _USERS = 20_000, 40_000
# Where anybody may leave files.
_PUBLIC_FOLDERS = ("/tmp", "/var/tmp", "/dev/shm", "/run/lock", "/dev/mqueue")


class UserConfinement(Confinement):
    """An unprivileged user, its own folder and a filter of system calls for each worker."""

    user = 0
    _taken = ""

    def separate(self) -> None:
        prefer_for_oom()
        self.user = _free_user(os.getpid())
        self._taken = tempfile.mkdtemp(dir=self.scratch)
        self.scratch = f"{self.scratch}/{self.user}"
        remove_tree(self.scratch)
        os.mkdir(self.scratch, 0o700)
        os.chown(self.scratch, self.user, self.user)

    def seal(self, request: dict[str, Any]) -> None:
        self.enter_scratch()
        self.limit(request)
        limit_processes(request)
        os.umask(0o077)
        os.setgroups([])
        syscalls.drop_bounding_set()
        os.setresgid(self.user, self.user, self.user)
        os.setresuid(self.user, self.user, self.user)
        syscalls.drop_capabilities()
        syscalls.prctl(syscalls.PR_SET_DUMPABLE, 0)
        seccomp.install(list(seccomp.worker_rules(alone=False)))

    def scratch_is_overfull(self, request: dict[str, Any]) -> bool:
        """Counts what the worker has in public folders too."""
        public = (place for folder in _PUBLIC_FOLDERS for place in _entries_of(self.user, folder))
        return bytes_on_disk(self.scratch, *public) > request["scratch_bytes"]

    def end_processes(self) -> None:
        """And take what they left out of the next worker's sight; removing it all may take long."""
        if not self.user:
            return  # nothing has been separated, so all there is belongs to root
        super().end_processes()
        for folder in _PUBLIC_FOLDERS:
            _take_files_of(self.user, folder, self._taken)

    def remove_files(self) -> None:
        super().remove_files()
        remove_tree(self._taken)

    def kill(self, orphans: list[int]) -> None:
        """Kill all processes of the user in one call, so that no fork outruns it."""
        child = os.fork()
        if child == 0:
            with contextlib.suppress(OSError):
                os.setresuid(self.user, self.user, self.user)
                os.kill(-1, signal.SIGKILL)
            os._exit(0)
        os.waitpid(child, 0)


def _free_user(number: int) -> int:
    # Numbers of living processes differ, so workers that live at the same time hardly ever try the same user.
    taken = {_owner(process) for process in os.listdir("/proc") if process.isdigit()}
    candidates = (_FIRST_USER + (number + step) % _USERS for step in range(_USERS))
    return next(user for user in candidates if user not in taken)


def _owner(process: str) -> int:
    with contextlib.suppress(OSError):
        return os.stat(f"/proc/{process}").st_uid
    return 0


def _entries_of(user: int, folder: str) -> list[str]:
    found = []
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            with contextlib.suppress(OSError):
                if entry.stat(follow_symlinks=False).st_uid == user:
                    found.append(entry.path)
    return found


def _take_files_of(user: int, folder: str, into: str) -> None:
    numbers = itertools.count(len(os.listdir(into)))
    for place, folders, names in os.walk(folder):
        for name in [*names, *folders]:
            path = f"{place}/{name}"
            with contextlib.suppress(OSError):
                if os.lstat(path).st_uid == user:
                    _take(path, f"{into}/{next(numbers)}")
        folders[:] = [name for name in folders if _is_public(Path(place, name))]


def _take(path: str, target: str) -> None:
    try:
        os.rename(path, target)
    except OSError:  # another file system
        remove_tree(path)


def _is_public(folder: Path) -> bool:
    with contextlib.suppress(OSError):
        return bool(folder.lstat().st_mode & stat.S_IWOTH)
    return False
