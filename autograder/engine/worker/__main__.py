"""``python -m worker serve LIFELINE CONTROL BACKEND SCRATCH`` starts the fork server.

``python -m worker probe LIFELINE CONTROL BACKEND SCRATCH HIDDEN…`` only tries the sandbox, and that it hides those
paths. LIFELINE and CONTROL are descriptors; see `lifeline` and `Server`.
"""

from __future__ import annotations

import os
import socket
import sys

from . import lifeline
from .confine import Confinement
from .namespaces import NamespaceConfinement
from .probe import probe
from .server import Server
from .users import UserConfinement

_CONFINEMENTS = {"bwrap": NamespaceConfinement, "uid": UserConfinement, "none": Confinement}


def main(arguments: list[str]) -> int:
    """Serve, or probe, until the grader hangs up; returns the exit status."""
    task, line, control, backend, scratch, *hidden = arguments
    confinement = _CONFINEMENTS[backend](scratch)
    confinement.prepare()
    lifeline.hold(int(line))
    with socket.socket(fileno=int(control)) as connection:
        for descriptor in (int(line), int(control)):
            os.set_inheritable(descriptor, False)
        if task == "probe":
            return probe(connection, confinement, hidden)
        Server(connection, confinement).run()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
