"""Frames as the grader reads them: bytes from student code, of which nothing is believed."""

from __future__ import annotations

from .worker.channel import HEADER


class DamagedFrame(Exception):
    """Bytes that are not the reply to the request that was sent."""


class OversizedFrame(Exception):
    """A reply that announces more bytes than allowed."""

    def __init__(self, size: int):
        super().__init__(size)
        self.size = size


def frame(number: int, message: bytes) -> bytes:
    """Request `number` as bytes."""
    return HEADER.pack(len(message), number) + message


class FrameReader:
    """Collects one reply.

    Args:
        number: of the request that it must answer.
        limit: most bytes of its message.
    """

    def __init__(self, number: int, limit: int):
        self._number = number
        self._limit = limit
        self._data = bytearray()
        self._wanted: int | None = None

    @property
    def message(self) -> bytes:
        return bytes(self._data)

    def feed(self, data: bytes) -> bool:
        """Add bytes as they come; True once the reply is complete.

        Raises:
            OversizedFrame, DamagedFrame: as soon as that is known.
        """
        self._data += data
        if self._wanted is None and len(self._data) >= HEADER.size:
            self._wanted, number = HEADER.unpack_from(self._data)
            if number != self._number:
                raise DamagedFrame
            if self._wanted > self._limit:
                raise OversizedFrame(self._wanted)
            del self._data[: HEADER.size]
        if self._wanted is None or len(self._data) < self._wanted:
            return False
        if len(self._data) > self._wanted:
            raise DamagedFrame
        return True
