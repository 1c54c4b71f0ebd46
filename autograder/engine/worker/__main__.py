"""``python -m worker CONTROL BACKEND SCRATCH`` starts the fork server on the descriptor CONTROL.

``python -m worker probe BACKEND SCRATCH HIDDEN…`` only tries the sandbox, and that it hides those paths.
"""

from __future__ import annotations

import os
import socket
import sys

from .confine import Confinement
from .namespaces import NamespaceConfinement
from .server import Server
from .users import UserConfinement

_CONFINEMENTS = {"bwrap": NamespaceConfinement, "uid": UserConfinement, "none": Confinement}
_PROBE = {"memory_bytes": 2**30, "scratch_bytes": 2**20, "processes": 16}


def main(arguments: list[str]) -> int:
    """Serve until the grader hangs up; returns the exit status."""
    control, backend, scratch, *hidden = arguments
    confinement = _CONFINEMENTS[backend](scratch)
    confinement.prepare()
    if control == "probe":
        return _probe(confinement, hidden)
    with socket.socket(fileno=int(control)) as connection:
        connection.set_inheritable(False)
        Server(connection, confinement).run()
    return 0


def _probe(confinement: Confinement, hidden: list[str]) -> int:
    """Confine a process that looks for what student code must not see."""
    confinement.separate()
    child = os.fork()
    if child == 0:
        confinement.seal(_PROBE)
        for path in hidden:
            # A folder that can be entered gives the files whose names can be guessed.
            if os.access(path, os.R_OK) or os.access(path, os.X_OK):
                sys.exit(f"student code could read {path}")
        for path in sys.path[1:]:
            if not path.endswith(".zip") and not os.access(path, os.R_OK):
                sys.exit(f"student code could not import from {path}")
        os._exit(0)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    confinement.remove_files()
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
