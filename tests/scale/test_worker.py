"""A grader's process and the frames on its pipes."""

import io
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from autograder.scale.server import read_frame, serve, write_frame
from autograder.scale.worker import Server, ServerLost

ECHO = (
    "import os, sys, threading, time\n"
    "from autograder.scale.server import serve\n"
    "met = threading.Barrier(4)\n"
    "def grade(payload):\n"
    "    if payload == b'die': os._exit(9)\n"
    "    if payload == b'meet': return str(met.wait(60)).encode()\n"
    "    time.sleep(float(payload))\n"
    "    return payload\n"
    "serve(sys.stdin.buffer, sys.stdout.buffer, grade)\n"
)


@pytest.fixture
def server():
    found = Server((sys.executable, "-c", ECHO))
    yield found
    found.close()


def test_frames():
    stream = io.BytesIO()
    write_frame(stream, 7, b"seven")
    write_frame(stream, 8, b"")
    stream.seek(0)
    assert [read_frame(stream), read_frame(stream), read_frame(stream)] == [(7, b"seven"), (8, b""), None]
    assert read_frame(io.BytesIO(b"\x00" * 15)) is None
    assert read_frame(io.BytesIO(stream.getvalue()[:18])) is None


def test_requests_are_answered_side_by_side(server):
    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(server.grade, [b"meet"] * 4)) == [b"0", b"1", b"2", b"3"]


def test_whoever_waits_for_a_dead_process_is_told(server):
    with ThreadPoolExecutor(2) as pool:
        waiting = pool.submit(server.grade, b"9")
        time.sleep(0.3)
        dying = pool.submit(server.grade, b"die")
        for asked in (waiting, dying):
            with pytest.raises(ServerLost):
                asked.result()
    assert server.is_lost
    with pytest.raises(ServerLost):
        server.grade(b"0")


def test_a_server_ends_with_its_owner():
    reading, writing = os.pipe()
    os.close(writing)
    answers = io.BytesIO()
    with os.fdopen(reading, "rb") as requests:
        serve(requests, answers, lambda payload: payload)
    assert answers.getvalue() == b""
