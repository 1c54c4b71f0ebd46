"""The few Linux calls that Python has no function for."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
from collections.abc import Iterator

CLONE_NEWNS = 0x00020000
CLONE_NEWUTS = 0x04000000
CLONE_NEWIPC = 0x08000000
CLONE_NEWUSER = 0x10000000
CLONE_NEWPID = 0x20000000
CLONE_NEWNET = 0x40000000

MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REMOUNT = 1, 2, 4, 8, 32
MS_BIND, MS_REC, MS_PRIVATE = 4096, 16384, 1 << 18

CAP_SYS_PTRACE = 19

PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4
PR_SET_SECCOMP = 22
PR_CAPBSET_DROP = 24
PR_SET_CHILD_SUBREAPER = 36
PR_SET_NO_NEW_PRIVS = 38
PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL = 47, 4

_CAPABILITY_VERSION_3 = 0x20080522
_CAPABILITY_WORDS = 2
_MOST_CAPABILITIES = 64

_libc = ctypes.CDLL(None, use_errno=True)


def _checked(result: int, what: str) -> None:
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")


def prctl(option: int, argument: int | ctypes.c_void_p = 0, second: int | ctypes.c_void_p = 0) -> None:
    """prctl(2); raises OSError."""
    arguments = [ctypes.c_ulong(a) if isinstance(a, int) else a for a in (argument, second, 0, 0)]
    _checked(_libc.prctl(option, *arguments), f"prctl({option})")


def has_capability(number: int) -> bool:
    """Whether this process has that capability in effect."""
    with open("/proc/self/status") as file:
        return any(line.startswith("CapEff:") and bool(int(line.split()[1], 16) >> number & 1) for line in file)


@contextlib.contextmanager
def file_access_of(user: int) -> Iterator[None]:
    """Let this thread open files, and look into processes in /proc, as that user and group would.

    Root that lacks CAP_SYS_PTRACE, as in a container, sees no other user's memory and open files otherwise.
    """
    before = _libc.setfsuid(-1), _libc.setfsgid(-1)
    _libc.setfsgid(user)
    _libc.setfsuid(user)
    try:
        yield
    finally:
        _libc.setfsuid(before[0])
        _libc.setfsgid(before[1])


def unshare(flags: int) -> None:
    """unshare(2); raises OSError."""
    _checked(_libc.unshare(flags), "unshare")


def mount(source: str, target: str, kind: str | None, flags: int, options: str = "") -> None:
    """mount(2); raises OSError."""
    kind_bytes = kind.encode() if kind else None
    result = _libc.mount(source.encode(), target.encode(), kind_bytes, ctypes.c_ulong(flags), options.encode())
    _checked(result, f"mount {kind or 'bind'} on {target}")


class _CapabilityHeader(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


class _CapabilityData(ctypes.Structure):
    _fields_ = (("effective", ctypes.c_uint32), ("permitted", ctypes.c_uint32), ("inheritable", ctypes.c_uint32))


def drop_bounding_set() -> None:
    """No process after this one, and no program that it executes, can have any capability.

    Raises:
        OSError: this process must not do that.
    """
    for capability in range(_MOST_CAPABILITIES):
        try:
            prctl(PR_CAPBSET_DROP, capability)
        except OSError as problem:
            if problem.errno != errno.EINVAL:
                raise
            return  # one more than this kernel has


def drop_capabilities() -> None:
    """Empty the ambient, effective, permitted and inheritable sets, for good; raises OSError."""
    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL)
    header = _CapabilityHeader(_CAPABILITY_VERSION_3, 0)
    data = (_CapabilityData * _CAPABILITY_WORDS)()
    _checked(_libc.capset(ctypes.byref(header), data), "capset")
