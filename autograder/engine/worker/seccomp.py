"""A filter of system calls: what no notebook needs and what an escape would start with.

Namespaces already take away files, processes and network. The filter closes what they leave: kernel keyrings that
siblings would share, memory that no process's size shows (memfd, System V shared memory), further namespaces, other
processes' memory, leaving the worker's core, children whose processor time no process's sum shows (SIGCHLD ignored);
and what two workers could tell each other through a file that both may only read: locks, leases, watches, and which
of its pages are in memory.

A refused call fails with the error that a kernel without it gives, so that libraries fall back. Locks are granted and
advice on caching is taken, both without effect: a worker's files are its own.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import platform
import signal
import struct
from collections.abc import Iterator, Sequence

from . import syscalls

_ALLOW, _ERRNO = 0x7FFF0000, 0x00050000
_DONE, _REFUSE, _ABSENT = _ERRNO, _ERRNO | errno.EPERM, _ERRNO | errno.ENOSYS

_AUDIT_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
# name: (number on x86_64, number on aarch64); None where there is none
_Numbers = tuple[int | None, int | None]
REFUSED: dict[str, _Numbers] = {
    "shmget": (29, 194),
    "msgget": (68, 186),
    "semget": (64, 190),
    "sysinfo": (99, 179),
    "ptrace": (101, 117),
    "syslog": (103, 116),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "sched_setaffinity": (203, 122),
    "io_setup": (206, 0),
    "mq_open": (240, 180),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    "inotify_init": (253, None),
    "unshare": (272, 97),
    "inotify_init1": (294, 26),
    "perf_event_open": (298, 241),
    "fanotify_init": (300, 262),
    "setns": (308, 268),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "memfd_create": (319, 279),
    "bpf": (321, 280),
    "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),
    "pidfd_getfd": (438, 438),
    "process_madvise": (440, 440),
    "memfd_secret": (447, 447),
}
_UNKNOWN_TO_OLD_KERNELS: dict[str, _Numbers] = {
    "mincore": (27, 232),
    # glibc falls back to clone, whose flags a filter can read.
    "clone3": (435, 435),
    # RESOLVE_CACHED tells whether a name has been looked up lately.
    "openat2": (437, 437),
    "cachestat": (451, 451),
}
# Reserves gigabytes in no time; what falls back on writing can be watched.
_FALLOCATE: _Numbers = (285, 47)
_WITHOUT_EFFECT: dict[str, _Numbers] = {"flock": (73, 32), "readahead": (187, 213), "fadvise64": (221, 223)}

_CLONE: _Numbers = (56, 220)
_SOCKET: _Numbers = (41, 198)
_SENDMSG: _Numbers = (46, 211)
_SENDMMSG: _Numbers = (307, 269)
_SIGACTION: _Numbers = (13, 134)
_FCNTL: _Numbers = (72, 25)
_MADVISE: _Numbers = (28, 233)
_PREADV2: _Numbers = (327, 286)
_PWRITEV2: _Numbers = (328, 287)

_AF_UNIX = 1
_NEW_NAMESPACES = 0x7E020000
_TAKE_LOCK = (fcntl.F_SETLK, fcntl.F_SETLKW, fcntl.F_OFD_SETLK, fcntl.F_OFD_SETLKW)
_WATCH = (fcntl.F_SETLEASE, fcntl.F_NOTIFY)
_MADV_COLD, _MADV_PAGEOUT = 20, 21

_LOAD, _JUMP_EQUAL, _JUMP_ABOVE, _AND, _RETURN = 0x20, 0x15, 0x35, 0x54, 0x06
_OFFSET_NUMBER, _OFFSET_ARCH, _OFFSET_ARGUMENTS = 0, 4, 16
_X32_BIT = 0x40000000
_MODE_FILTER = 2


class UnknownProcessor(RuntimeError):
    """System calls have other numbers on this processor; the message says which are known."""


# What is done with one system call: its numbers, and instructions that end with a verdict.
Rule = tuple[_Numbers, list[bytes]]


def install(rules: Sequence[Rule]) -> None:
    """Filter this process and all that it starts; needs no_new_privs.

    Raises:
        UnknownProcessor: there is no filter for this processor.
        OSError: the kernel refuses the filter.
    """
    machine = platform.machine()
    if machine not in _AUDIT_ARCH:
        known = " and ".join(_AUDIT_ARCH)
        raise UnknownProcessor(f"there is no filter of system calls for the processor {machine}, only for {known}")
    program = compile_filter(machine, rules)
    code = ctypes.create_string_buffer(b"".join(program), 8 * len(program))
    # struct sock_fprog: a length, padding, a pointer.
    fprog = ctypes.create_string_buffer(struct.pack("HxxxxxxQ", len(program), ctypes.addressof(code)))
    syscalls.prctl(syscalls.PR_SET_SECCOMP, _MODE_FILTER, ctypes.c_void_p(ctypes.addressof(fprog)))


def worker_rules(*, alone: bool = True) -> Iterator[Rule]:
    """What a worker may not do.

    Args:
        alone: whether its network and its place for files are its own. Otherwise it may make no sockets that have a
            name, on which other workers and services of the machine listen, and send no open files, which nobody
            could count while they are under way.
    """
    yield from refused(REFUSED)
    for numbers in _UNKNOWN_TO_OLD_KERNELS.values():
        yield numbers, [_op(_RETURN, _ABSENT)]
    for numbers in _WITHOUT_EFFECT.values():
        yield numbers, [_op(_RETURN, _DONE)]
    yield _FALLOCATE, [_op(_RETURN, _ERRNO | errno.EOPNOTSUPP)]
    # F_GETLK stays, since SQLite needs it: no worker has a lock to be seen.
    yield _FCNTL, _by_argument(1, dict.fromkeys(_TAKE_LOCK, _DONE) | dict.fromkeys(_WATCH, _REFUSE))
    yield _MADVISE, _by_argument(2, dict.fromkeys((_MADV_COLD, _MADV_PAGEOUT), _ERRNO | errno.EINVAL))
    for numbers in (_PREADV2, _PWRITEV2):
        # RWF_NOWAIT tells whether a page is in memory, RWF_DONTCACHE takes it out.
        yield numbers, _by_argument(5, {0: _ALLOW}, _ERRNO | errno.EOPNOTSUPP)
    # The kernel adds a child's time to its parent's only if somebody waits for it.
    yield _SIGACTION, _by_argument(0, {signal.SIGCHLD: _REFUSE})
    yield _CLONE, [_op(_LOAD, _OFFSET_ARGUMENTS), _op(_AND, _NEW_NAMESPACES), *_by_value({0: _ALLOW}, _REFUSE)]
    yield _SOCKET, _by_argument(0, {_AF_UNIX: _ALLOW} if alone else {}, _REFUSE)
    if not alone:
        yield from refused({"sendmsg": _SENDMSG, "sendmmsg": _SENDMMSG})


def refused(calls: dict[str, _Numbers]) -> Iterator[Rule]:
    """Rules that refuse those calls."""
    return ((numbers, [_op(_RETURN, _REFUSE)]) for numbers in calls.values())


def compile_filter(machine: str, rules: Sequence[Rule]) -> list[bytes]:
    """The instructions of the filter for that processor."""
    column = list(_AUDIT_ARCH).index(machine)
    program = [
        _op(_LOAD, _OFFSET_ARCH),
        _op(_JUMP_EQUAL, _AUDIT_ARCH[machine], 1, 0),
        _op(_RETURN, _REFUSE),
        _op(_LOAD, _OFFSET_NUMBER),
        _op(_JUMP_ABOVE, _X32_BIT, 0, 1),
        _op(_RETURN, _REFUSE),
    ]
    for numbers, verdict in rules:
        number = numbers[column]
        if number is not None:
            # A rule ends with a verdict and is skipped unless its number fits, so rules can be in any order.
            program += [_op(_JUMP_EQUAL, number, 0, len(verdict)), *verdict]
    return [*program, _op(_RETURN, _ALLOW)]


def _by_argument(index: int, verdicts: dict[int, int], otherwise: int = _ALLOW) -> list[bytes]:
    # The lower half: these arguments are ints, and the kernel ignores the upper one.
    return [_op(_LOAD, _OFFSET_ARGUMENTS + 8 * index), *_by_value(verdicts, otherwise)]


def _by_value(verdicts: dict[int, int], otherwise: int) -> list[bytes]:
    tests = [[_op(_JUMP_EQUAL, value, 0, 1), _op(_RETURN, verdict)] for value, verdict in verdicts.items()]
    return [*(step for test in tests for step in test), _op(_RETURN, otherwise)]


def _op(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("HBBI", code, if_true, if_false, value)
