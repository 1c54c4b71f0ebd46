"""Confinement by namespaces inside bubblewrap's, made by an unprivileged process for each worker."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import Any

from . import seccomp, syscalls
from .confine import Confinement, limit_processes, prefer_for_oom
from .files import MOST_FILES

_NAMESPACES = (
    syscalls.CLONE_NEWUSER
    | syscalls.CLONE_NEWPID
    | syscalls.CLONE_NEWNS
    | syscalls.CLONE_NEWIPC
    | syscalls.CLONE_NEWNET
    | syscalls.CLONE_NEWUTS
)
_STUDENT_ID = 1000
# Of the machine's figures in /proc: those that never change, and those that libraries want to read.
_STATIC = ("cmdline", "filesystems", "version")
_AS_AT_THE_START = ("cpuinfo", "loadavg", "meminfo", "stat", "uptime")
_NOBODY = 65534


class NamespaceConfinement(Confinement):
    """User, process, mount, network, IPC and host name namespaces of its own for each worker."""

    def prepare(self) -> None:
        if os.getuid() == 0:
            _become_nobody()
        super().prepare()
        self._figures = f"{self.scratch}/figures"
        os.makedirs(f"{self._figures}/folder")
        _write(f"{self._figures}/file", "")
        for name in _AS_AT_THE_START:
            with contextlib.suppress(FileNotFoundError):
                _write(f"{self._figures}/{name}", Path("/proc", name).read_text())

    def separate(self) -> None:
        user, group = os.getuid(), os.getgid()
        # The id maps of a process that is not dumpable belong to root and could not be written.
        syscalls.prctl(syscalls.PR_SET_DUMPABLE, 1)
        prefer_for_oom()
        syscalls.unshare(_NAMESPACES)
        _write("/proc/self/setgroups", "deny")
        _write("/proc/self/uid_map", f"{_STUDENT_ID} {user} 1")
        _write("/proc/self/gid_map", f"{_STUDENT_ID} {group} 1")
        syscalls.prctl(syscalls.PR_SET_DUMPABLE, 0)

    def seal(self, request: dict[str, Any]) -> None:
        self._mount(request["scratch_bytes"])
        self.enter_scratch()
        self.limit(request)
        limit_processes(request)
        syscalls.drop_bounding_set()
        syscalls.drop_capabilities()
        seccomp.install(list(seccomp.worker_rules()))

    def scratch_is_overfull(self, request: dict[str, Any]) -> bool:
        """The tmpfs has a size."""
        return False

    def end_processes(self) -> None:
        """They ended with the first process of their namespace."""

    def remove_files(self) -> None:
        """They went with their mounts."""

    def _mount(self, scratch_bytes: int) -> None:
        private = syscalls.MS_NOSUID | syscalls.MS_NODEV
        syscalls.mount("none", "/", None, syscalls.MS_REC | syscalls.MS_PRIVATE)
        syscalls.mount("proc", "/proc", "proc", private | syscalls.MS_NOEXEC)
        _write("/proc/sys/user/max_user_namespaces", "0")
        self._cover_figures()
        syscalls.mount(
            "tmpfs", self.scratch, "tmpfs", private, f"size={scratch_bytes},nr_inodes={MOST_FILES},mode=0755"
        )
        for folder in ("/tmp", "/dev/shm"):
            self._mount_below_scratch(folder)
        # A terminal of another worker must not be visible; `!cmd` needs one.
        syscalls.mount("devpts", "/dev/pts", "devpts", syscalls.MS_NOSUID, "newinstance,ptmxmode=0666,mode=0620")

    def _cover_figures(self) -> None:
        """Hide the machine's figures, since other workers move them: load, memory, counters of open files."""
        # Binds of what is read-only are read-only; all workers see these very files.
        syscalls.mount(self._figures, self._figures, None, syscalls.MS_BIND)
        again = syscalls.MS_BIND | syscalls.MS_REMOUNT | syscalls.MS_RDONLY
        syscalls.mount("none", self._figures, None, again | syscalls.MS_NOSUID | syscalls.MS_NODEV)
        for entry in list(os.scandir("/proc")):
            if entry.name.isdigit() or entry.is_symlink() or entry.name in _STATIC:
                continue
            cover = "folder" if entry.is_dir() else entry.name if entry.name in _AS_AT_THE_START else "file"
            syscalls.mount(f"{self._figures}/{cover}", entry.path, None, syscalls.MS_BIND)

    def _mount_below_scratch(self, folder: str) -> None:
        """Make a folder writable, within the one size limit for all that can be written."""
        source = f"{self.scratch}/.{os.path.basename(folder)}"
        os.mkdir(source, 0o1777)
        for name in os.listdir(folder):
            # An environment can lie in /tmp; it stays visible, and read-only.
            os.mkdir(f"{source}/{name}")
            syscalls.mount(f"{folder}/{name}", f"{source}/{name}", None, syscalls.MS_BIND | syscalls.MS_REC)
        syscalls.mount(source, folder, None, syscalls.MS_BIND | syscalls.MS_REC)


def _become_nobody() -> None:
    # bubblewrap run by root covers parts of the /proc that it mounts, and the kernel then refuses workers one of
    # their own: mount it here instead, while this process still may.
    syscalls.mount("proc", "/proc", "proc", syscalls.MS_NOSUID | syscalls.MS_NODEV | syscalls.MS_NOEXEC)
    os.setgroups([])
    os.setresgid(_NOBODY, _NOBODY, _NOBODY)
    # First the bounding set: dropping from it needs a capability that the change of user takes away.
    syscalls.drop_bounding_set()
    os.setresuid(_NOBODY, _NOBODY, _NOBODY)


def _write(path: str, text: str) -> None:
    Path(path).write_text(text)
