"""Confinement by a user of its own for each worker, where the kernel or a container forbids namespaces.

Root starts the fork server. Files and processes of others are out of reach because their modes and owners say so,
the network because of the filter of system calls. What a worker leaves behind is removed by its user's number.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import stat
from pathlib import Path
from typing import Any

from . import seccomp, syscalls
from .confine import Confinement, limit_processes, prefer_for_oom

_FIRST_USER, _USERS = 20_000, 40_000
# Where anybody may leave files.
_PUBLIC_FOLDERS = ("/tmp", "/var/tmp", "/dev/shm", "/run/lock", "/dev/mqueue")


class UserConfinement(Confinement):
    """An unprivileged user, its own folder and a filter of system calls for each worker."""

    user = 0

    def separate(self) -> None:
        prefer_for_oom()
        self.user = _free_user(os.getpid())
        self.scratch = f"{self.scratch}/{self.user}"
        shutil.rmtree(self.scratch, ignore_errors=True)
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
        seccomp.install()

    def remove_files(self) -> None:
        super().remove_files()
        for folder in _PUBLIC_FOLDERS:
            _remove_files_of(self.user, folder)

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


def _remove_files_of(user: int, folder: str) -> None:
    for place, folders, names in os.walk(folder):
        for name in [*names, *folders]:
            path = Path(place, name)
            with contextlib.suppress(OSError):
                if path.lstat().st_uid == user:
                    shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
        folders[:] = [name for name in folders if _is_public(Path(place, name))]


def _is_public(folder: Path) -> bool:
    with contextlib.suppress(OSError):
        return bool(folder.lstat().st_mode & stat.S_IWOTH)
    return False
