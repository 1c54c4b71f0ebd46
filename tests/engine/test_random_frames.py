"""A worker that sends random and mutated frames: the grader neither crashes, hangs nor accepts a point.

All of the grader's side is real: sockets, `WorkerHandle`, `FrameReader`, `NotebookRun`, `Student`, `run_check`. Only
the worker is a thread of this test.
"""

from __future__ import annotations

import json
import os
import random
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterator

import numpy as np
import pytest

from autograder.engine import Cell, Limits, WorkerFault
from autograder.engine.forkserver import Spawned
from autograder.engine.memory import MemoryGuard
from autograder.engine.notebook_run import NotebookRun
from autograder.engine.worker.channel import HEADER, Closed, read_frame
from autograder.engine.worker_handle import WorkerHandle
from lecture08_utils.checking import Assignment, CheckedAssignment, CheckList, Question, run_check
from lecture08_utils.checking.codec import decode, encode

check = CheckList("hidden")
SECRET = np.array([0.7361528, -1.9274017, 3.1180462])
LIMITS = Limits(cell_seconds=0.1, question_seconds=0.1, wall_factor=1.0, answer_bytes=2**20, output_bytes=2**16)
# Of one run: starting threads and waiting for silent workers included.
MOST_SECONDS = 20.0


@check("q1", points=1, hint="")
def values(student, rng):
    """f is the secret."""
    student.run("a = 1")
    student.expect("f(x)", x=np.ones(3), want=SECRET)


@check("q1", points=1, hint="")
def each(student, rng):
    """f is the secret, element by element."""
    student.expect("f(x)", each={"x": np.ones(3)}, want=SECRET)


@check("q1", points=1, hint="")
def text(student, rng):
    """f is a word, and the answer may be anything."""
    answer = student.ask("f()")
    student.require(isinstance(answer, str) and answer == "a word that nobody guesses", "It is not.", returned=answer)


CHECKED = CheckedAssignment(Assignment("demo", "Demo", (Question("q1", "Guess", ("f",)),)), tuple(check.checks))


@pytest.fixture(scope="module")
def ended() -> Iterator[int]:
    """A process that has ended and is not waited for: signals to it do nothing, and its number stays its own."""
    with subprocess.Popen([sys.executable, "-S", "-c", ""]) as process:
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        yield process.pid


def random_value(dice: random.Random, depth: int = 0):
    """Plain data of any kind."""
    simple = [
        None, True, dice.random(), float("nan"), float("-inf"), dice.getrandbits(dice.choice([3, 64, 20_000])),
        "accepted", "\ud800\x1b[2J", 1j, np.zeros(dice.choice([(), (3,), (0,), (0, 10**6), (3, 1)])), np.float16(2),
        np.full(3, dice.uniform(-4, 4)), np.zeros(3, bool),
    ]  # fmt: skip
    kind = dice.randrange(len(simple) + 2) if depth < 4 else dice.randrange(len(simple))
    if kind < len(simple):
        return simple[kind]
    items = [random_value(dice, depth + 1) for _ in range(dice.randrange(5))]
    return items if kind == len(simple) else {f"k{number}": item for number, item in enumerate(items)}


def random_reply(dice: random.Random) -> bytes:
    """A reply as a cunning worker would write it: well-formed, with odd values in known fields."""
    if dice.random() < 0.7:
        fields = {
            "ok": dice.choice([True, 1, "true"]),
            "value": random_value(dice),
            "missing": dice.choice([[], ["f"]]),
        }
    else:
        names = ("type", "text", "name", "frames", "where")
        kind = dice.choice(["exception", "not plain data", random_value(dice)])
        fields = {"ok": False, "kind": kind} | {name: random_value(dice) for name in names}
        fields["frames"] = dice.choice([fields["frames"], [["<cell 1>", 1]], [["<cell 9>", 2**70]]])
    return encode(fields | {"score": 1.0, "verdict": "accepted"})


def mutated(data: bytes, dice: random.Random) -> bytes:
    damaged = bytearray(data)
    for _ in range(dice.choice([1, 1, 2, 20])):
        place = dice.randrange(len(damaged) + 1)
        kind = dice.randrange(4)
        if kind == 0:
            damaged[place : place + 1] = bytes([dice.randrange(256)])
        elif kind == 1:
            del damaged[place : place + dice.randrange(1, 9)]
        elif kind == 2:
            damaged[place:place] = dice.randbytes(dice.randrange(1, 9))
        else:
            damaged[place : place + 4] = struct.pack("<I", dice.choice([0, 1, 2**31, 2**32 - 1, len(damaged)]))
    return bytes(damaged)


def in_another_encoding(reply: bytes, dice: random.Random) -> bytes:
    """A header that `json.loads` takes for UTF-16 or UTF-32, with letters that are quotation marks byte by byte."""
    deep = "[" * dice.choice([1, 40, 5000])
    header = dice.choice([reply[8:].decode("utf-8", "replace"), f'["\u2200",{deep}{"]" * len(deep)},"\u2200"]'])
    data = header.encode(dice.choice(["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig"]))
    return reply[:4] + struct.pack("<I", len(data)) + data


def hostile_bytes(number: int, dice: random.Random) -> bytes:
    """What the worker sends in place of a reply to request `number`."""
    reply = random_reply(dice)
    framed = HEADER.pack(len(reply), number) + reply
    kind = dice.randrange(12)
    if kind == 0:
        return dice.randbytes(dice.randrange(64))
    if kind == 1:
        return mutated(framed, dice)
    if kind == 2:
        return framed[: dice.randrange(len(framed))]
    if kind == 3:
        return framed + HEADER.pack(len(reply), number + 1) + reply
    if kind == 4:
        return HEADER.pack(len(reply), dice.choice([0, number - 1, number + 1, 2**32 - 1])) + reply
    if kind == 5:
        return HEADER.pack(dice.choice([2**20 + 1, 2**32 - 1]), number) + reply
    if kind in (6, 7):
        reply = mutated(reply, dice)
    if kind == 8:
        reply = in_another_encoding(reply, dice)
    return HEADER.pack(len(reply), number) + reply


class HostileWorker:
    """The other end of a `WorkerHandle`'s socket: mostly honest until it is asked something."""

    def __init__(self, dice: random.Random, process: int):
        self.sent = 0
        self._dice = dice
        student, self._socket = socket.socketpair()
        keeper, self._keeper = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        output, self._output = os.pipe()
        student.setblocking(False)
        os.set_blocking(output, False)
        self._keeper.send(json.dumps({"status": dice.choice([0, 1, -9, 139, None])}).encode())
        spawned = Spawned(student, keeper, output, os.pidfd_open(process), process)
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()
        self.handle = WorkerHandle(spawned, LIMITS, MemoryGuard(list), on_close=lambda: None)

    def _serve(self) -> None:
        try:
            while True:
                number, message = read_frame(self._socket)
                operation = decode(message)["op"]
                # What the engine keeps before the first cell comes from a worker that no student has touched.
                honest = {"keep": 1.0, "cell": 0.9, "restore": 0.98, "question": 0.98, "begin": 0.95}
                if self._dice.random() < honest.get(operation, 0.0):
                    reply = encode({"ok": True, "missing": []})
                    self._socket.sendall(HEADER.pack(len(reply), number) + reply)
                    continue
                self.sent += 1
                self._socket.sendall(hostile_bytes(number, self._dice))
                if self._dice.random() < 0.5:
                    self._socket.shutdown(self._dice.choice([socket.SHUT_WR, socket.SHUT_RDWR]))
        except (Closed, OSError):
            pass

    def join(self) -> None:
        self._socket.close() if not self._thread.is_alive() else None
        self._thread.join()
        self._socket.close()
        self._keeper.close()
        os.close(self._output)


def judge(dice: random.Random, process: int) -> int:
    """All checks on one hostile notebook; returns how many frames it sent."""
    workers: list[HostileWorker] = []

    def start() -> WorkerHandle:
        workers.append(HostileWorker(dice, process))
        return workers[-1].handle

    started = time.monotonic()
    with NotebookRun([Cell(1, "f = 1", "q1")], LIMITS, start) as run:
        for item in CHECKED.checks:
            with run.question("q1") as evaluator:
                try:
                    outcome = run_check(CHECKED, item, evaluator, seed=1)
                except WorkerFault as fault:
                    assert fault.fault.verdict != "accepted"  # noqa: PT017
                    continue
            assert outcome.score == 0
            json.dumps([outcome.message, outcome.verdict], ensure_ascii=False).encode()
    for worker in workers:
        worker.join()
    assert time.monotonic() - started < MOST_SECONDS
    return sum(worker.sent for worker in workers)


@pytest.mark.parametrize("frames", [500, pytest.param(10_000, marks=pytest.mark.slow)])
def test_random_frames_are_verdicts(frames, ended):
    sent, seed = 0, 0
    while sent < frames:
        seed += 1
        sent += judge(random.Random(seed), ended)
