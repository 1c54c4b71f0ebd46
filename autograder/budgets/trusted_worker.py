"""``python -m autograder.budgets.trusted_worker CONNECTION ARRAYS SEED`` runs one trusted notebook in this process.

What a worker in a sandbox does, on one core as there, so that what is measured here holds there.
"""

from __future__ import annotations

import os
import signal
import socket
import sys

from autograder.engine.worker import preload, syscalls
from autograder.engine.worker.channel import write_frame
from autograder.engine.worker.session import Session, converse


def main(connection: int, arrays: str, seed: int) -> None:
    """Say that everything is imported, then answer the requests on a socket until it closes.

    Args:
        connection: descriptor of the socket.
        arrays, seed: see `Session`.
    """
    syscalls.prctl(syscalls.PR_SET_PDEATHSIG, signal.SIGKILL)
    # Not the first core for everybody: two measurements at a time would share it.
    cores = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {cores[os.getpid() % len(cores)]})
    shell = preload.everything()
    sys.path.insert(0, "")
    sys.argv = [""]
    with socket.socket(fileno=connection) as grader:
        write_frame(grader, 0, b"")
        converse(grader, Session(shell, arrays, seed))


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
