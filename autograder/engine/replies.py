"""What a worker's reply says, as far as the engine looks into it; the codec's bytes are decoded with small caps."""

from __future__ import annotations

from typing import Any

from lecture08_utils.checking.codec import Caps, CodecError, decode

# What our worker says about an exception has fifty frames and a few words.
_REPORT = Caps(items=1000)
# A reply with an exception is small; a larger one is an answer, which its asker decodes.
_SMALL_REPLY = 16 * 2**10
# As our worker spells it in a reply. One that spells it otherwise only hides from itself why it failed.
_FAILED = b'"ok":false'


def decode_reply(message: bytes) -> dict[str, Any] | None:
    """The reply as a dict, None if it is damaged or too large for a report."""
    try:
        reply = decode(message, _REPORT)
    except CodecError:
        return None
    return reply if isinstance(reply, dict) else None


def failure_in(message: bytes) -> dict[str, Any]:
    """What a reply says of an exception, {} if it does not say that there was one."""
    may_say_so = len(message) < _SMALL_REPLY and _FAILED in message
    reply = decode_reply(message) if may_say_so else None
    return reply if reply and reply.get("ok") is False else {}
