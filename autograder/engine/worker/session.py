"""A worker's conversation with the grader: run cells, keep and restore names, answer questions.

Beside the requests of `lecture08_utils.checking.evaluate` there are four, with the same replies:
``{"op": "cell", "cell", "source", "released", "stopped"}``, ``{"op": "keep", "state"}``,
``{"op": "restore", "state"}`` and, before any cell, ``{"op": "unneeded", "cells"}``. Of a cell that had to be stopped
earlier only the definitions are run.
"""

from __future__ import annotations

import os
import random
import socket
from typing import Any

import jax
import numpy as np

from lecture08_utils.checking.codec import decode, encode
from lecture08_utils.checking.evaluate import Evaluation, describe
from lecture08_utils.checking.notebook import array_converter
from lecture08_utils.notebooks.shell import NotebookShell, State

from .channel import Closed, read_frame, write_frame
from .unneeded import unneeded

_OK = encode({"ok": True})
# Trainings are above it. What checks compile is mostly below: it is hardly ever needed twice, and to write it costs
# as much.
_WORTH_KEEPING_SECONDS = 0.1


def keep_compiled_code(scratch: str) -> None:
    """Let JAX find again what it has compiled for this submission, and for no other.

    Trainings that differ in their seed, or in the number of steps, are the same program.

    Args:
        scratch: the folder where this worker may write.
    """
    jax.config.update("jax_compilation_cache_dir", os.path.join(scratch, ".compiled"))
    jax.config.update("jax_persistent_cache_min_compile_time_secs", _WORTH_KEEPING_SECONDS)


class Session:
    """Runs one notebook in this process.

    Args:
        arrays: ``"jax"`` or ``"numpy"``, what student code gets for the arrays of a question.
        seed: of the random state that the first cell finds.
    """

    def __init__(self, shell: NotebookShell, arrays: str, seed: int):
        self._shell = shell
        self._names = shell.user_ns
        self._evaluation = Evaluation(self._names, array_converter(arrays))
        self._states: dict[str, State] = {}
        self._own = {"cell": self._cell, "keep": self._keep, "restore": self._restore, "unneeded": self._unneeded}
        random.seed(seed)
        np.random.seed(seed % 2**32)

    def answer(self, message: bytes) -> bytes:
        """Answer one encoded request with one encoded reply."""
        request = decode(message)
        own = self._own.get(request["op"])
        if request["op"] == "begin":
            self._shell.find_functions(request["names"])
        try:
            return own(request) if own else self._evaluation.reply(request)
        except BaseException as error:
            return encode(describe(error))

    def _cell(self, request: dict[str, Any]) -> bytes:
        stopped = request["stopped"]
        error = self._shell.run(request["cell"], request["source"], definitions_only=stopped)
        reply = None if error is None else self._describe(error)
        if (reply or stopped) and request["released"]:
            self._shell.run(f"{request['cell']} as released", request["released"])
        return _OK if reply is None else encode(reply)

    def _describe(self, error: BaseException) -> dict[str, Any]:
        reply = describe(error)
        cause = self._shell.passed_over
        if cause is not None and cause is not error:
            earlier = describe(cause)
            reply["text"] += f" (before that, {earlier['type']}: {earlier['text']})"
        if isinstance(error, SyntaxError) and error.filename and error.lineno:
            reply["frames"].append([str(error.filename), int(error.lineno)])
        return reply

    def _unneeded(self, request: dict[str, Any]) -> bytes:
        return encode({"ok": True, "value": unneeded(request["cells"])})

    def _keep(self, request: dict[str, Any]) -> bytes:
        self._states[request["state"]] = self._shell.state()
        return _OK

    def _restore(self, request: dict[str, Any]) -> bytes:
        self._shell.restore(self._states[request["state"]])
        return _OK


def converse(connection: socket.socket, session: Session) -> None:
    """Answer requests until the grader hangs up."""
    process = os.getpid()
    while True:
        try:
            number, message = read_frame(connection)
        except (Closed, OSError):
            return
        reply = session.answer(message)
        if os.getpid() != process:
            # A child that student code forked and that came back here: only its parent answers.
            os._exit(0)
        write_frame(connection, number, reply)
