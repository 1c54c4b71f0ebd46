"""A filter of system calls: what no notebook needs and what an escape would start with.

Namespaces already take away files, processes and network. The filter closes what they leave: kernel keyrings that
siblings would share, memory that no process's size shows (memfd, System V shared memory), further namespaces, other
processes' memory, leaving the worker's core, children whose processor time no process's sum shows (SIGCHLD ignored).
Refused calls fail with EPERM, so that libraries fall back.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import signal
import struct

from . import syscalls

_AUDIT_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
# name: (number on x86_64, number on aarch64)
_REFUSED = {
    "shmget": (29, 194),
    "msgget": (68, 186),
    "semget": (64, 190),
    "ptrace": (101, 117),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "sched_setaffinity": (203, 122),
    "mq_open": (240, 180),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    "unshare": (272, 97),
    "perf_event_open": (298, 241),
    "setns": (308, 268),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "memfd_create": (319, 279),
    "bpf": (321, 280),
    "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),
    "pidfd_getfd": (438, 438),
    "memfd_secret": (447, 447),
}
_CLONE3 = 435
_CLONE = (56, 220)
_SOCKET = (41, 198)
_SIGACTION = (13, 134)
_AF_UNIX, _NO_FAMILY = 1, 0xFFFF
_NEW_NAMESPACES = 0x7E020000

_LOAD, _JUMP_EQUAL, _JUMP_ABOVE, _AND, _RETURN = 0x20, 0x15, 0x35, 0x54, 0x06
_ALLOW, _REFUSE, _ABSENT = 0x7FFF0000, 0x00050000 | errno.EPERM, 0x00050000 | errno.ENOSYS
_OFFSET_NUMBER, _OFFSET_ARCH, _OFFSET_ARGUMENT = 0, 4, 16
_X32_BIT = 0x40000000
_MODE_FILTER = 2


class UnknownProcessor(RuntimeError):
    """System calls have other numbers on this processor; the message says which are known."""


def install(*, sockets: bool = True) -> None:
    """Filter this process and all that it starts; needs no_new_privs.

    Args:
        sockets: whether it may make Unix sockets that have a name. Where the network is shared, other workers and
            services of the machine listen on some.

    Raises:
        UnknownProcessor: there is no filter for this processor.
        OSError: the kernel refuses the filter.
    """
    machine = platform.machine()
    if machine not in _AUDIT_ARCH:
        known = " and ".join(_AUDIT_ARCH)
        raise UnknownProcessor(f"there is no filter of system calls for the processor {machine}, only for {known}")
    family = _AF_UNIX if sockets else _NO_FAMILY
    program = _program(_AUDIT_ARCH[machine], list(_AUDIT_ARCH).index(machine), family)
    code = ctypes.create_string_buffer(b"".join(program), 8 * len(program))
    # struct sock_fprog: a length, padding, a pointer.
    fprog = ctypes.create_string_buffer(struct.pack("HxxxxxxQ", len(program), ctypes.addressof(code)))
    syscalls.prctl(syscalls.PR_SET_SECCOMP, _MODE_FILTER, ctypes.c_void_p(ctypes.addressof(fprog)))


def _program(arch: int, column: int, family: int) -> list[bytes]:
    # Each test skips its own verdict unless it holds, so that tests can be listed in any order.
    program = [
        _op(_LOAD, _OFFSET_ARCH),
        _op(_JUMP_EQUAL, arch, 1, 0),
        _op(_RETURN, _REFUSE),
        _op(_LOAD, _OFFSET_NUMBER),
        _op(_JUMP_ABOVE, _X32_BIT, 0, 1),
        _op(_RETURN, _REFUSE),
        # glibc falls back to clone, whose flags a filter can read.
        _op(_JUMP_EQUAL, _CLONE3, 0, 1),
        _op(_RETURN, _ABSENT),
    ]
    for numbers in _REFUSED.values():
        program += [_op(_JUMP_EQUAL, numbers[column], 0, 1), _op(_RETURN, _REFUSE)]
    program += [
        _op(_JUMP_EQUAL, _CLONE[column], 0, 4),
        _op(_LOAD, _OFFSET_ARGUMENT),
        _op(_AND, _NEW_NAMESPACES),
        _op(_JUMP_EQUAL, 0, 0, 9),
        _op(_RETURN, _ALLOW),
        # The kernel adds a child's time to its parent's only if somebody waits for it.
        _op(_JUMP_EQUAL, _SIGACTION[column], 0, 3),
        _op(_LOAD, _OFFSET_ARGUMENT),
        _op(_JUMP_EQUAL, signal.SIGCHLD, 5, 0),
        _op(_RETURN, _ALLOW),
        _op(_JUMP_EQUAL, _SOCKET[column], 0, 2),
        _op(_LOAD, _OFFSET_ARGUMENT),
        _op(_JUMP_EQUAL, family, 0, 1),
        _op(_RETURN, _ALLOW),
        _op(_RETURN, _REFUSE),
    ]
    return program


def _op(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("HBBI", code, if_true, if_false, value)
