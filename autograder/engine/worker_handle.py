"""The grader's end of one worker: exchange frames with it while watching what it uses."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from . import faults
from .account import Account
from .forkserver import MemoryShort, SandboxLost, Spawned, WorkerKilled
from .frames import DamagedFrame, FrameReader, OversizedFrame, frame
from .memory import MemoryGauge, MemoryGuard
from .model import Clock, EngineClosed, Fault, Limits, WorkerFault
from .usage import Usage, measure

_TICK = 0.05
# The kernel counts processor time in such steps. Nobody can use up a limit in less.
_SHORT = 0.01
_CHUNK = 1 << 18
_END_SECONDS = 5.0
# Time lost to a busy machine is forgiven up to this multiple of the wall limit: it could be made on purpose.
_FORGIVEN = 2.0


@dataclass(frozen=True)
class Allowance:
    """What one exchange may take.

    Attributes:
        cpu_seconds, wall_seconds: the limits.
        cpu_used, wall_used: by earlier exchanges that share them.
        reply_bytes: the largest reply; None: that of an answer.
        account: of the submission.
    """

    cpu_seconds: float
    wall_seconds: float
    cpu_used: float = 0.0
    wall_used: float = 0.0
    reply_bytes: int | None = None
    account: Account | None = None


class Worker(Protocol):
    """What a notebook needs of the process that it runs in."""

    wall_seconds: float

    @property
    def cpu_seconds(self) -> float:
        """CPU seconds up to the last exchange."""

    def seconds(self, clock: Clock) -> float:
        """What all exchanges took, by that clock."""

    def exchange(self, message: bytes, allowance: Allowance) -> bytes:
        """Send one request and wait for its reply."""

    def close(self) -> None:
        """End the process."""


class WorkerHandle:
    """A running worker.

    Args:
        guard: knows when the machine is short of memory.
        on_close: called once the worker is gone.

    Attributes:
        busy: whether it is being asked something.
        wall_seconds: that all exchanges took, without those that the machine was too busy for the worker, or the
            grader for its reply.
    """

    def __init__(self, spawned: Spawned, limits: Limits, guard: MemoryGuard, *, on_close: Callable[[], None]):
        self._spawned = spawned
        self._limits = limits
        self._guard = guard
        self._gauge = MemoryGauge()
        self._on_close = on_close
        self.busy = False
        self.wall_seconds = 0.0
        self._number = 0
        self._usage = Usage()
        self._measured = 0.0
        self._peak_bytes = 0
        self._report: dict = {}
        self._closed = self._cut_off = False

    @property
    def usage(self) -> Usage:
        """What the worker's processes use, as last measured."""
        return self._usage

    @property
    def cpu_seconds(self) -> float:
        """CPU seconds of all the worker's processes up to the last exchange."""
        return self._usage.cpu_seconds

    def seconds(self, clock: Clock) -> float:
        """What all exchanges took, by that clock."""
        return self.wall_seconds if clock == "wall" else self.cpu_seconds

    def exchange(self, message: bytes, allowance: Allowance) -> bytes:
        """Send one request and wait for its reply.

        Raises:
            WorkerFault: the worker broke a limit, died or answered damaged frames. It is closed.
            SandboxLost: the whole sandbox died. The worker is closed.
            MemoryShort: the machine ran out of memory, which was not this worker's fault. It is closed.
            WorkerKilled: by whom is not known. It is closed.
            EngineClosed: the worker was cut off. It is closed.
        """
        self._number += 1
        watch = _Watch(self, self._limits, allowance)
        self.busy = True
        try:
            largest = allowance.reply_bytes or self._limits.answer_bytes
            reader = FrameReader(self._number, largest)
            reply = self._transfer(memoryview(frame(self._number, message)), reader, watch)
            if time.monotonic() - self._measured > _SHORT:
                watch.look_once_more()
        except OversizedFrame:
            raise self._failed(faults.oversized_answer(largest)) from None
        except DamagedFrame:
            raise self._failed(faults.damaged_answer()) from None
        except (EOFError, OSError):
            if self._cut_off:
                self.close()
                raise EngineClosed from None
            raise self._failed(self._cause_of_end()) from None
        except (WorkerFault, MemoryShort):
            self.close()
            raise
        finally:
            self.busy = False
            self.wall_seconds += watch.wall_seconds()
        return reply

    def _transfer(self, outgoing: memoryview, reader: FrameReader, watch: _Watch) -> bytes:
        student, output = self._spawned.student, self._spawned.output
        poll = select.poll()
        poll.register(output, select.POLLIN)
        while True:
            poll.register(student, select.POLLIN | (select.POLLOUT if outgoing else 0))
            with watch.waiting():
                ready = dict(poll.poll(_TICK * 1000))
            if outgoing and ready.get(student.fileno(), 0) & select.POLLOUT:
                outgoing = outgoing[student.send(outgoing[:_CHUNK]) :]
            elif student.fileno() in ready and reader.feed(_receive(student)):
                return reader.message
            if output in ready and not watch.printed(_drain(output)):
                poll.unregister(output)
            watch.look()

    def measure(self) -> Usage:
        """Measure what the worker's processes use; the last figures if they are gone."""
        usage = measure(self._spawned.process)
        self._measured = time.monotonic()
        if usage.processes:
            self._usage = usage
            self._peak_bytes = max(self._peak_bytes, usage.resident_bytes)
        return self._usage

    def memory_is_overrun(self, usage: Usage) -> bool:
        """Whether the worker holds more memory than it may."""
        limit = self._limits.memory_bytes
        used = self._gauge.held(usage, limit)
        self._peak_bytes = max(self._peak_bytes, used)
        return used > limit

    def must_make_room(self) -> bool:
        """Whether the machine is short of memory and this worker holds the most."""
        return self._guard.must_end(self)

    def _failed(self, fault: Fault) -> WorkerFault:
        self.close()
        return WorkerFault(fault)

    def _cause_of_end(self) -> Fault:
        report = self._last_report(_END_SECONDS / 5)
        if not report:
            # It lives on with its socket closed, unless there is nobody left to report.
            self._kill()
            if not self._last_report(_END_SECONDS):
                self.close()
                raise SandboxLost
            return faults.damaged_answer()
        if report.get("overfull"):
            return faults.too_many_files(self._limits.scratch_bytes)
        near = self._peak_bytes > 0.8 * self._limits.memory_bytes
        fault = faults.ended(report.get("status"), near_memory_limit=near, limits=self._limits)
        if report.get("status") in (-signal.SIGKILL, 128 + signal.SIGKILL) and not near:
            self.close()
            # If memory is short, it was the kernel, which was faster than we.
            raise MemoryShort if self._guard.is_short() else WorkerKilled(fault)
        return fault

    def _last_report(self, seconds: float) -> dict:
        """What the keeper says about the worker's end, {} if it says nothing within that time."""
        if not self._report:
            self._spawned.keeper.settimeout(seconds)
            with contextlib.suppress(OSError, ValueError):
                self._report = json.loads(self._spawned.keeper.recv(65536))
        return self._report

    def _kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(self._spawned.handle, signal.SIGKILL)

    def cut_off(self) -> None:
        """End this and every later exchange with EngineClosed; for other threads than the one that uses it."""
        self._cut_off = True
        for connection in (self._spawned.student, self._spawned.keeper):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """End the worker with all its processes and files; nothing if it is closed already."""
        if self._closed:
            return
        self._closed = True
        try:
            self._kill()
            self._last_report(_END_SECONDS)
        finally:
            self._spawned.close()
            self._on_close()


class _Watch:
    """Compares what a worker uses during one exchange with its limits."""

    def __init__(self, handle: WorkerHandle, limits: Limits, allowance: Allowance):
        self._handle = handle
        self._limits = limits
        self._allowance = allowance
        self._started = time.monotonic()
        self._next = self._started + _TICK
        self._before = self._last = handle.usage
        self._starved = self._lag = 0.0
        self._seen, self._own = self._started, time.thread_time()
        self._output = 0

    def printed(self, count: int) -> bool:
        """Count output; False at its end. Raises WorkerFault."""
        self._output += count
        if self._output > self._limits.output_bytes:
            raise WorkerFault(faults.too_much_output(self._limits.output_bytes))
        return count > 0

    @contextlib.contextmanager
    def waiting(self) -> Iterator[None]:
        """Around each wait for the worker, which ends after a tick.

        Time in which this thread neither waited nor computed is not the worker's: other threads of the grader, busy
        with other submissions, or other programs kept it from going on.
        """
        began = time.monotonic()
        yield
        now, own = time.monotonic(), time.thread_time()
        self._lag += max(0.0, now - self._seen - min(now - began, _TICK) - (own - self._own))
        self._seen, self._own = now, own

    def look(self) -> None:
        """Measure, if it is time to. Raises WorkerFault, MemoryShort."""
        now = time.monotonic()
        if now < self._next:
            return
        with self._watching():
            usage = self._handle.measure()
            self._check_size(usage)
        self._starved += min(usage.starved_since(self._last), now - self._next + _TICK)
        self._last, self._next = usage, now + _TICK
        self._check_time(usage.cpu_seconds - self._before.cpu_seconds)

    def look_once_more(self) -> None:
        """Measure what would be held against the next exchange. Raises WorkerFault, MemoryShort."""
        with self._watching():
            self._check_size(self._handle.measure())

    def _watching(self) -> contextlib.AbstractContextManager[None]:
        account = self._allowance.account
        return account.watching() if account else contextlib.nullcontext()

    def _check_size(self, usage: Usage) -> None:
        if len(usage.processes) > self._limits.processes:
            raise WorkerFault(faults.too_many_processes(self._limits.processes))
        if self._handle.memory_is_overrun(usage):
            raise WorkerFault(faults.memory_overrun(self._limits.memory_bytes))
        if self._handle.must_make_room():
            raise MemoryShort

    def wall_seconds(self) -> float:
        """From the exchange's begin to the last wait, without those that the machine was too busy for either side."""
        forgiven = min(self._starved + self._lag, _FORGIVEN * self._allowance.wall_seconds)
        return self._seen - self._started - forgiven

    def _check_time(self, cpu: float) -> None:
        allowance, wall = self._allowance, self.wall_seconds()
        if allowance.account and (overrun := allowance.account.overrun(cpu, wall)):
            raise WorkerFault(overrun)
        if cpu + allowance.cpu_used > allowance.cpu_seconds:
            raise WorkerFault(faults.cpu_overrun(allowance.cpu_seconds))
        if wall + allowance.wall_used > allowance.wall_seconds:
            raise WorkerFault(faults.wall_overrun(allowance.wall_seconds))


def _receive(student) -> bytes:
    data = student.recv(_CHUNK)
    if not data:
        raise EOFError
    return data


def _drain(output: int) -> int:
    return len(os.read(output, _CHUNK))
