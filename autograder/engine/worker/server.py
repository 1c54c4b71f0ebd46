"""The fork server: imports what notebooks import, once, and forks a worker per request.

Three processes per worker. The *keeper*, forked from the server, makes the namespaces, waits and reports; the
*reaper* is the first process in them, collects orphans, and its end ends all others; the *student* runs the notebook.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import socket
import sys
import traceback
import warnings
from typing import Any, NoReturn

from . import syscalls
from .confine import Confinement

_MESSAGE_BYTES = 65536
_SEAL_FAILED = 71
_STUDENT_SOCKET = 3
_LOOK_SECONDS = 0.3
# Not the process's own limit: it may have been lowered since they were opened.
_ALL_DESCRIPTORS = 1 << 20


class Server:
    """Answers requests on the control socket until it closes.

    Args:
        control: where each request comes as one message with three descriptors: the student's socket, the
            keeper's socket, and where output goes.
        confinement: what keeps student code in.
    """

    def __init__(self, control: socket.socket, confinement: Confinement):
        self._control = control
        self._confinement = confinement
        self._shell: Any = None

    def run(self) -> None:
        """Import everything, say so, serve."""
        from . import preload  # seconds, and only once this process has given up its privileges

        self._shell = preload.everything()
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)
        self._control.send(json.dumps({"ready": True}).encode())
        while True:
            message, descriptors, _, _ = socket.recv_fds(self._control, _MESSAGE_BYTES, 3)
            if not message:
                return
            if len(descriptors) == 3:
                self._fork_keeper(json.loads(message), descriptors)
            for descriptor in descriptors:
                os.close(descriptor)

    def _fork_keeper(self, request: dict[str, Any], descriptors: list[int]) -> None:
        server = os.getpid()
        if _fork() == 0:
            student, keeper, output = descriptors
            # The lifeline stays open: the grader knows by it when the last keeper has ended.
            self._control.close()
            _keep(server, self._confinement, request, self._shell, student, keeper, output)


def _keep(
    server: int, confinement: Confinement, request: dict, shell: Any, student: int, keeper: int, output: int
) -> NoReturn:
    report = socket.socket(fileno=keeper)
    try:
        parent = _handle_of_parent(server)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.setsid()
        # Orphans come here where there is no namespace whose first process would get them.
        syscalls.prctl(syscalls.PR_SET_CHILD_SUBREAPER, 1)
        os.sched_setaffinity(0, {request["core"]})
        confinement.separate()
        reaper = _fork()
        if reaper == 0:
            _reap(confinement, request, shell, student, report, output)
        os.close(student)
        os.close(output)
        _report(report, parent, reaper, confinement, request)
    except BaseException:
        _send(report, {"error": traceback.format_exc()})
        # Whatever there is of the worker is, or becomes, a child of this process.
        with contextlib.suppress(Exception):
            confinement.end_processes()
    os._exit(0)


def _handle_of_parent(server: int) -> int:
    """A pidfd of the fork server; raises ProcessLookupError if it has ended already."""
    handle = os.pidfd_open(server)
    if os.getppid() != server:
        raise ProcessLookupError("the fork server has ended")
    return handle


def _report(
    report: socket.socket, parent: int, reaper: int, confinement: Confinement, request: dict[str, Any]
) -> None:
    handle = os.pidfd_open(reaper)
    with contextlib.suppress(OSError):  # that the grader has hung up is noticed below
        socket.send_fds(report, [json.dumps({"started": True}).encode()], [handle])
    overfull = False
    watched: list[int] = [handle, report.fileno(), parent]
    while not overfull and not select.select(watched, [], [], _LOOK_SECONDS)[0]:
        overfull = confinement.scratch_is_overfull(request)
    # Ended by itself, or the grader hung up, or the fork server has ended, or too many files.
    signal.pidfd_send_signal(handle, signal.SIGKILL)
    _, status = os.waitpid(reaper, 0)
    confinement.end_processes()
    if not select.select([parent], [], [], 0)[0]:
        # Otherwise the worker ended with the fork server, which is no fault of the notebook's.
        _send(report, {"status": os.waitstatus_to_exitcode(status), "overfull": overfull})
    confinement.remove_files()


def _reap(
    confinement: Confinement, request: dict, shell: Any, student: int, report: socket.socket, output: int
) -> NoReturn:
    try:
        # kill(0, …) reaches the sender's group, in other namespaces too: the keeper must not be in it.
        os.setsid()
        syscalls.prctl(syscalls.PR_SET_CHILD_SUBREAPER, 1)
        # The first process of a namespace gets only the signals that it handles, so it handles none.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        confinement.seal(request)
        # Not earlier: a change of user forgets it.
        syscalls.prctl(syscalls.PR_SET_PDEATHSIG, signal.SIGKILL)
    except BaseException:
        _send(report, {"error": traceback.format_exc()})
        os._exit(_SEAL_FAILED)
    report.close()
    child = _fork()
    if child == 0:
        _become_student(request, shell, student, output)
    os.closerange(0, _ALL_DESCRIPTORS)
    while True:
        process, status = os.waitpid(-1, 0)
        if process == child:
            code = os.waitstatus_to_exitcode(status)
            os._exit(code if code >= 0 else 128 - code)


def _become_student(request: dict[str, Any], shell: Any, student: int, output: int) -> NoReturn:
    from .session import Session, converse, keep_compiled_code  # loaded by now

    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        # As in a notebook: modules may lie beside it, and nothing was passed on a command line.
        sys.path.insert(0, "")
        sys.argv = [""]
        os.environ |= request["variables"]
        session = Session(shell, request["arrays"], request["seed"])
        keep_compiled_code(os.environ["HOME"])
        null = os.open("/dev/null", os.O_RDONLY)
        for source, target in ((null, 0), (output, 1), (output, 2)):
            os.dup2(source, target)
        if student != _STUDENT_SOCKET:
            os.dup2(student, _STUDENT_SOCKET)
        os.set_inheritable(_STUDENT_SOCKET, False)
        connection = socket.socket(fileno=_STUDENT_SOCKET)
        os.closerange(_STUDENT_SOCKET + 1, _ALL_DESCRIPTORS)
        converse(connection, session)
        os._exit(0)
    except BaseException:
        traceback.print_exc()
        os._exit(1)


def _fork() -> int:
    with warnings.catch_warnings():
        # JAX warns of threads at each fork; preload made sure that there are none.
        warnings.simplefilter("ignore")
        return os.fork()


def _send(report: socket.socket, message: dict[str, Any]) -> None:
    with contextlib.suppress(OSError):
        report.send(json.dumps(message).encode()[:_MESSAGE_BYTES])
