"""How a process of the fork server becomes a confined worker, one way per backend.

`Confinement` is what the fork server calls, in this order, in three processes: `prepare` in itself, once;
`separate` in the keeper, which waits for the worker; `seal` in the worker's first process, before student code.
"""

from __future__ import annotations

import os
import resource
from typing import Any

from . import seccomp, syscalls

_NAMESPACES = (
    syscalls.CLONE_NEWUSER
    | syscalls.CLONE_NEWPID
    | syscalls.CLONE_NEWNS
    | syscalls.CLONE_NEWIPC
    | syscalls.CLONE_NEWNET
    | syscalls.CLONE_NEWUTS
)
_STUDENT_ID = 1000
_NOBODY = 65534
# The kernel counts threads as processes, and XLA starts some ten on one core.
_THREADS = 48
_OPEN_FILES = 512


class Confinement:
    """No confinement but resource limits: the backend ``none``, and what the others add to.

    Args:
        scratch: the only folder that student code may write to.
    """

    def __init__(self, scratch: str):
        self.scratch = scratch

    def prepare(self) -> None:
        """Give up, in the fork server itself, what neither it nor its workers need."""
        syscalls.prctl(syscalls.PR_SET_NO_NEW_PRIVS, 1)
        syscalls.prctl(syscalls.PR_SET_DUMPABLE, 0)

    def separate(self) -> None:
        """Put what the keeper forks next into namespaces of its own."""

    def seal(self, request: dict[str, Any]) -> None:
        """Take everything away from this process that student code must not have."""
        os.chdir(self.scratch)
        self._limit(request)

    def _limit(self, request: dict[str, Any]) -> None:
        for kind, value in (
            (resource.RLIMIT_DATA, request["memory_bytes"]),
            (resource.RLIMIT_FSIZE, request["scratch_bytes"]),
            (resource.RLIMIT_NOFILE, _OPEN_FILES),
            (resource.RLIMIT_CORE, 0),
            (resource.RLIMIT_MEMLOCK, 0),
        ):
            resource.setrlimit(kind, (value, value))


class NamespaceConfinement(Confinement):
    """Namespaces inside bubblewrap's, made by an unprivileged process for each worker."""

    def prepare(self) -> None:
        if os.getuid() == 0:
            self._become_nobody()
        super().prepare()

    def _become_nobody(self) -> None:
        # bubblewrap run by root covers parts of the /proc that it mounts, and the kernel then refuses workers one of
        # their own: mount it here instead, while this process still may.
        syscalls.mount("proc", "/proc", "proc", syscalls.MS_NOSUID | syscalls.MS_NODEV | syscalls.MS_NOEXEC)
        os.setgroups([])
        os.setresgid(_NOBODY, _NOBODY, _NOBODY)
        # The bounding set first: dropping from it needs a capability that the change of user takes away.
        with open("/proc/sys/kernel/cap_last_cap") as file:
            last = int(file.read())
        for capability in range(last + 1):
            syscalls.prctl(syscalls.PR_CAPBSET_DROP, capability)
        os.setresuid(_NOBODY, _NOBODY, _NOBODY)

    def separate(self) -> None:
        user, group = os.getuid(), os.getgid()
        # The id maps of a process that is not dumpable belong to root and could not be written.
        syscalls.prctl(syscalls.PR_SET_DUMPABLE, 1)
        syscalls.unshare(_NAMESPACES)
        _write("/proc/self/setgroups", "deny")
        _write("/proc/self/uid_map", f"{_STUDENT_ID} {user} 1")
        _write("/proc/self/gid_map", f"{_STUDENT_ID} {group} 1")
        # When memory runs out the kernel shall pick student code, not the grader.
        _write("/proc/self/oom_score_adj", "1000")
        syscalls.prctl(syscalls.PR_SET_DUMPABLE, 0)

    def seal(self, request: dict[str, Any]) -> None:
        self._mount(request["scratch_bytes"])
        _write("/proc/sys/user/max_user_namespaces", "0")
        super().seal(request)
        processes = request["processes"] + _THREADS
        resource.setrlimit(resource.RLIMIT_NPROC, (processes, processes))
        syscalls.drop_capabilities()
        seccomp.install()

    def _mount(self, scratch_bytes: int) -> None:
        private = syscalls.MS_NOSUID | syscalls.MS_NODEV
        syscalls.mount("none", "/", None, syscalls.MS_REC | syscalls.MS_PRIVATE)
        syscalls.mount("proc", "/proc", "proc", private | syscalls.MS_NOEXEC)
        syscalls.mount("tmpfs", self.scratch, "tmpfs", private, f"size={scratch_bytes},nr_inodes=20000,mode=0755")
        # One size limit for all that can be written.
        for folder in ("/tmp", "/dev/shm"):
            source = f"{self.scratch}/.{os.path.basename(folder)}"
            os.mkdir(source, 0o1777)
            syscalls.mount(source, folder, None, syscalls.MS_BIND)
        # A terminal of another worker must not be visible; `!cmd` needs one.
        syscalls.mount("devpts", "/dev/pts", "devpts", syscalls.MS_NOSUID, "newinstance,ptmxmode=0666,mode=0620")


def _write(path: str, text: str) -> None:
    with open(path, "w") as file:
        file.write(text)


CONFINEMENTS = {"none": Confinement, "bwrap": NamespaceConfinement}
