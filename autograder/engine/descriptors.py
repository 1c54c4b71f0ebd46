"""Descriptors that the grader shares with a sandbox: how they are made, handed over and closed."""

from __future__ import annotations

import contextlib
import socket
from contextlib import ExitStack
from pathlib import Path

_MESSAGE_BYTES = 65536


def socket_pair(ours: ExitStack, theirs: ExitStack, kind: socket.SocketKind) -> tuple[socket.socket, socket.socket]:
    """Two connected sockets, each closed by its own stack."""
    one, other = socket.socketpair(socket.AF_UNIX, kind)
    return ours.enter_context(one), theirs.enter_context(other)


def receive_handle(connection: socket.socket, seconds: float) -> tuple[bytes, int | None]:
    """A message and the pidfd that comes with it; nothing and None if there comes none within that time."""
    connection.settimeout(seconds)
    try:
        message, handles, _, _ = socket.recv_fds(connection, _MESSAGE_BYTES, 1)
    except OSError:
        return b"", None
    return message, handles[0] if handles else None


def process_of(handle: int) -> int:
    """The number, in this process's namespace, of the process behind a pidfd; -1 if it cannot be seen here."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        text = Path(f"/proc/self/fdinfo/{handle}").read_text()
        return int(text.partition("\nPid:")[2].split()[0])
    return -1
