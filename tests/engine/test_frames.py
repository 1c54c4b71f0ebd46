"""Frames from student code: any bytes, cut anywhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.engine.frames import DamagedFrame, FrameReader, OversizedFrame, frame


@given(st.binary(max_size=200), st.lists(st.integers(1, 50), max_size=20))
def test_a_reply_is_read_however_it_is_cut(message, cuts):
    reader, rest, done = FrameReader(7, 200), frame(7, message), False
    for cut in [*cuts, 10_000]:
        assert not done or not rest
        done = reader.feed(rest[:cut]) if rest else done
        rest = rest[cut:]
    assert done
    assert reader.message == message


@given(st.binary(max_size=64))
def test_any_bytes_are_a_reply_or_a_named_error(data):
    reader = FrameReader(1, 32)
    try:
        done = reader.feed(data)
    except (DamagedFrame, OversizedFrame):
        return
    assert not done or frame(1, reader.message) == data


def test_a_reply_to_another_request_is_damage():
    with pytest.raises(DamagedFrame):
        FrameReader(2, 10).feed(frame(1, b""))


def test_bytes_behind_a_reply_are_damage():
    with pytest.raises(DamagedFrame):
        FrameReader(1, 10).feed(frame(1, b"abc") + b"d")


def test_an_oversized_reply_is_refused_when_its_length_is_known():
    with pytest.raises(OversizedFrame) as problem:
        FrameReader(1, 10).feed(frame(1, bytes(11))[:8])
    assert problem.value.size == 11
