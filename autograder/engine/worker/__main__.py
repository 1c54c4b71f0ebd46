"""``python -m worker CONTROL BACKEND SCRATCH`` starts the fork server; CONTROL ``probe`` only tries the sandbox."""

from __future__ import annotations

import os
import socket
import sys

from .confine import CONFINEMENTS, Confinement
from .server import Server

_PROBE = {"memory_bytes": 2**30, "scratch_bytes": 2**20, "processes": 16}


def main(arguments: list[str]) -> int:
    """Serve until the grader hangs up; returns the exit status."""
    control, backend, scratch = arguments
    confinement = CONFINEMENTS[backend](scratch)
    confinement.prepare()
    if control == "probe":
        return _probe(confinement)
    with socket.socket(fileno=int(control)) as connection:
        connection.set_inheritable(False)
        Server(connection, confinement).run()
    return 0


def _probe(confinement: Confinement) -> int:
    confinement.separate()
    child = os.fork()
    if child == 0:
        confinement.seal(_PROBE)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
