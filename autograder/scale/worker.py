"""What a Dask task calls: hands the submission to this worker's grader, which is a process of its own."""

from __future__ import annotations

import subprocess
import sys
import threading
from concurrent.futures import Future
from typing import BinaryIO, cast

from .server import read_frame, write_frame

COMMAND = (sys.executable, "-m", "autograder.scale.server")


class ServerLost(Exception):
    """The grader's process ended while it was asked."""


class Server:
    """A grader's process; threads may share it.

    The process ends with the one that started it: its standard input ends then.
    """

    def __init__(self, command: tuple[str, ...]):
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._requests = cast(BinaryIO, self._process.stdin)
        self._answers = cast(BinaryIO, self._process.stdout)
        self._lock = threading.Lock()
        self._waiting: dict[int, Future[bytes]] = {}
        self._count = 0
        self._is_lost = False
        threading.Thread(target=self._read, name="answers", daemon=True).start()

    @property
    def is_lost(self) -> bool:
        return self._is_lost

    def grade(self, payload: bytes) -> bytes:
        """The answer to a request.

        Raises:
            ServerLost: the process is gone.
        """
        future: Future[bytes] = Future()
        with self._lock:
            if self._is_lost:
                raise ServerLost
            self._count += 1
            self._waiting[self._count] = future
            try:
                write_frame(self._requests, self._count, payload)
            except OSError:
                self._is_lost = True
                raise ServerLost from None
        return future.result()

    def close(self) -> None:
        """End the process."""
        self._requests.close()
        try:
            self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _read(self) -> None:
        with self._answers as stream:
            while frame := read_frame(stream):
                number, payload = frame
                with self._lock:
                    future = self._waiting.pop(number, None)
                if future:
                    future.set_result(payload)
        with self._lock:
            self._is_lost = True
            lost, self._waiting = self._waiting, {}
        for future in lost.values():
            future.set_exception(ServerLost())
        self._process.wait()


_lock = threading.Lock()
_server: Server | None = None


def grade(payload: bytes) -> bytes:
    """The answer to a request, of this process's grader; one that is gone is started again.

    Raises:
        ServerLost: it is lost again and again.
    """
    for _ in range(3):
        try:
            return _this_server().grade(payload)
        except ServerLost:
            pass
    raise ServerLost


def _this_server() -> Server:
    global _server
    with _lock:
        if _server is None or _server.is_lost:
            _server = Server(COMMAND)
        return _server
