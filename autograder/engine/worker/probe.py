"""Try a sandbox without importing anything: confine a process that looks for what student code must not see."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Sequence

from .confine import Confinement
from .seccomp import UnknownProcessor
from .users import NoFreeUser

_LIMITS = {"data_bytes": 2**30, "scratch_bytes": 2**20, "processes": 16}


def probe(control: socket.socket, confinement: Confinement, hidden: Sequence[str]) -> int:
    """Returns the exit status; what is wrong goes to stderr.

    Args:
        control: gets the confined process's pidfd, so that the grader can see whether it sees that process. The
            grader hangs up once it has looked.
        hidden: paths that the process must not be able to read.
    """
    ours, theirs = socket.socketpair()
    try:
        confinement.separate()
    except NoFreeUser as problem:
        sys.exit(str(problem))
    child = os.fork()
    if child == 0:
        control.close()
        ours.close()
        _look_around(confinement, hidden)
        theirs.send(b"confined")
        theirs.recv(1)  # nothing ever comes
        os._exit(0)
    theirs.close()
    if ours.recv(16):
        socket.send_fds(control, [b"confined"], [os.pidfd_open(child)])
        control.recv(1)
    ours.close()
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    confinement.end_processes()
    confinement.remove_files()
    return status


def _look_around(confinement: Confinement, hidden: Sequence[str]) -> None:
    try:
        confinement.seal(_LIMITS)
    except UnknownProcessor as problem:
        sys.exit(str(problem))
    for path in hidden:
        # A folder that can be entered gives the files whose names can be guessed.
        if os.access(path, os.R_OK) or os.access(path, os.X_OK):
            sys.exit(f"student code could read {path}")
    for path in sys.path[1:]:
        if not path.endswith(".zip") and not os.access(path, os.R_OK):
            sys.exit(f"student code could not import from {path}")
