"""Frames on a worker's socket: length, number of the request, bytes of the codec."""

from __future__ import annotations

import socket
import struct

HEADER = struct.Struct("<II")


class Closed(Exception):
    """The grader is gone, or has no more questions."""


def read_frame(connection: socket.socket) -> tuple[int, bytes]:
    """The next request as (number, message); raises Closed at the end."""
    length, number = HEADER.unpack(_read(connection, HEADER.size))
    return number, bytes(_read(connection, length))


def write_frame(connection: socket.socket, number: int, message: bytes) -> None:
    """Send a reply to request `number`."""
    connection.sendall(HEADER.pack(len(message), number) + message)


def _read(connection: socket.socket, count: int) -> bytearray:
    data = bytearray(count)
    view = memoryview(data)
    while view:
        received = connection.recv_into(view)
        if not received:
            raise Closed
        view = view[received:]
    return data
