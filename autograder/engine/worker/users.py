"""Confinement by a user of its own for each worker, where the kernel or a container forbids namespaces.

Root starts the fork server. Files and processes of others are out of reach because their modes and owners say so,
the network because of the filter of system calls. What a worker leaves behind is removed by its user's number, so the
number is one that nobody else has: no account or group, no process, and no file in a public folder. The keeper holds
a lock on it, for graders that run at the same time.
"""

from __future__ import annotations

import contextlib
import fcntl
import grp
import itertools
import os
import pwd
import signal
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from . import seccomp, syscalls
from .confine import Confinement, descendants, limit_processes, prefer_for_oom
from .files import UnlinkedFiles, bytes_on_disk, remove_tree

FIRST_USER, USERS = 20_000, 40_000
# Where anybody may leave files.
_PUBLIC_FOLDERS = ("/tmp", "/var/tmp", "/dev/shm", "/run/lock", "/dev/mqueue")
# An account that was deleted has left its files here.
_HOMES = ("/home",)
# Of one worker there; an honest notebook leaves a few.
_MOST_PUBLIC = 2000
# For root only.
_RESERVED = "/run/lecture08"


class NoFreeUser(RuntimeError):
    """There is no number for a worker's user; the message says why."""


class UserConfinement(Confinement):
    """An unprivileged user, its own folder and a filter of system calls for each worker."""

    user = 0
    _taken = ""
    _reservation = -1

    def separate(self) -> None:
        prefer_for_oom()
        # Root of a container can look at a worker's memory and open files only as its user, and only if dumpable.
        self._is_looked_at_as_user = not syscalls.has_capability(syscalls.CAP_SYS_PTRACE)
        self.user, self._reservation = reserve_user(os.getpid())
        self._unlinked = UnlinkedFiles((self.scratch, *_PUBLIC_FOLDERS))
        self._taken = tempfile.mkdtemp(dir=self.scratch)
        self.scratch = f"{self.scratch}/{self.user}"
        remove_tree(self.scratch)
        os.mkdir(self.scratch, 0o700)
        os.chown(self.scratch, self.user, self.user)

    def seal(self, request: dict[str, Any]) -> None:
        os.close(self._reservation)  # the lock is the keeper's and stays
        self.enter_scratch()
        self.limit(request)
        limit_processes(request)
        os.umask(0o077)
        os.setgroups([])
        syscalls.drop_bounding_set()
        os.setresgid(self.user, self.user, self.user)
        os.setresuid(self.user, self.user, self.user)
        syscalls.drop_capabilities()
        syscalls.prctl(syscalls.PR_SET_DUMPABLE, int(self._is_looked_at_as_user))
        seccomp.install(list(seccomp.worker_rules(alone=False)))

    def scratch_is_overfull(self, request: dict[str, Any]) -> bool:
        """Counts what the worker has in public folders too, and what it has unlinked and still holds open."""
        public = [place for folder in _PUBLIC_FOLDERS for place in _entries_of(self.user, folder)]
        visible = bytes_on_disk(self.scratch, *public)
        if visible > request["scratch_bytes"] or len(public) > _MOST_PUBLIC:
            return True
        as_user = syscalls.file_access_of(self.user) if self._is_looked_at_as_user else contextlib.nullcontext()
        with as_user:
            unlinked = self._unlinked.count(descendants())
        return visible + unlinked > request["scratch_bytes"]

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


def reserve_user(start: int) -> tuple[int, int]:
    """A number that no account, group, process or public file has, for as long as this process lives.

    Args:
        start: where to begin to look; graders that begin at different places hardly ever try the same number.

    Returns:
        The number, and a descriptor: whoever closes it in this process gives the number back.

    Raises:
        NoFreeUser: there is none.
    """
    locks = _open_reservations()
    try:
        taken = {*_owners_of_processes(), *_owners_of_files()}
        for step in range(USERS):
            user = FIRST_USER + (start + step) % USERS
            if user not in taken and not _has_name(user) and _lock(locks, user):
                return user, locks
    except BaseException:
        os.close(locks)
        raise
    os.close(locks)
    raise NoFreeUser(f"no user number from {FIRST_USER} to {FIRST_USER + USERS - 1} is free for a worker")


def _open_reservations() -> int:
    try:
        with contextlib.suppress(FileExistsError):
            os.mkdir(_RESERVED, 0o700)
        folder = os.lstat(_RESERVED)
        if not stat.S_ISDIR(folder.st_mode) or folder.st_uid != 0 or folder.st_mode & 0o077:
            raise NoFreeUser(f"{_RESERVED} is not a folder for root only, so no user number can be reserved there")
        return os.open(f"{_RESERVED}/users", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as problem:
        raise NoFreeUser(f"no user number can be reserved for a worker: {problem}") from None


def _lock(locks: int, user: int) -> bool:
    """Lock the byte of that number. The lock goes with this process and is not inherited."""
    try:
        fcntl.lockf(locks, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, user)
    except BlockingIOError:
        return False
    return True


def _has_name(number: int) -> bool:
    for look_up in (pwd.getpwuid, grp.getgrgid):
        with contextlib.suppress(KeyError):
            look_up(number)
            return True
    return False


def _owners_of_processes() -> Iterator[int]:
    """All users and groups of all processes; the owner of a folder in /proc is root if it is not dumpable."""
    for process in filter(str.isdigit, os.listdir("/proc")):
        with contextlib.suppress(OSError):
            for line in Path(f"/proc/{process}/status").read_text(errors="replace").splitlines():
                if line.startswith(("Uid:", "Gid:", "Groups:")):
                    yield from map(int, line.split()[1:])


def _owners_of_files() -> Iterator[int]:
    """Users and groups of files in public folders, and of homes."""
    homes = ((folder, os.listdir(folder)) for folder in _HOMES if os.path.isdir(folder))
    for place, names in itertools.chain(_public_entries(*_PUBLIC_FOLDERS), homes):
        for name in names:
            with contextlib.suppress(OSError):
                entry = os.lstat(f"{place}/{name}")
                yield from (entry.st_uid, entry.st_gid)


def _entries_of(user: int, folder: str) -> Iterator[str]:
    for place, names in _public_entries(folder):
        for name in names:
            path = f"{place}/{name}"
            with contextlib.suppress(OSError):
                if os.lstat(path).st_uid == user:
                    yield path


def _take_files_of(user: int, folder: str, into: str) -> None:
    for number, path in enumerate(list(_entries_of(user, folder)), start=len(os.listdir(into))):
        with contextlib.suppress(OSError):
            _take(path, f"{into}/{number}")


def _public_entries(*tops: str) -> Iterator[tuple[str, list[str]]]:
    """Folders in which anybody may leave files, with the names in each; not those of workers, which go as a whole."""
    for top in tops:
        for place, folders, names in os.walk(top):
            yield place, [*names, *folders]
            folders[:] = [name for name in folders if _is_public(Path(place, name))]


def _take(path: str, target: str) -> None:
    try:
        os.rename(path, target)
    except OSError:  # another file system
        remove_tree(path)


def _is_public(folder: Path) -> bool:
    with contextlib.suppress(OSError):
        status = folder.lstat()
        of_worker = FIRST_USER <= status.st_uid < FIRST_USER + USERS
        return bool(status.st_mode & stat.S_IWOTH) and not of_worker
    return False
