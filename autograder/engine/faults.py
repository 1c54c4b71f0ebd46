"""Sentences about what went wrong, made of what the grader knows: figures, limits, lines of the notebook."""

from __future__ import annotations

import errno
import signal
from collections.abc import Callable
from typing import Any

from lecture08_utils.checking.messages import exception_sentence
from lecture08_utils.checking.text import one_line, plain_text, set_off

from .model import Fault, Limits

_OUT_OF_MEMORY = ("RESOURCE_EXHAUSTED", "Out of memory")
# Our worker sends no more.
_MOST_FRAMES = 50
_ALLOCATION_ERRORS = ("XlaRuntimeError", "JaxRuntimeError")


def show_bytes(count: float) -> str:
    """A size for people."""
    for unit, size in (("GiB", 2**30), ("MiB", 2**20), ("KiB", 2**10)):
        if count >= size:
            shown = count / size
            return f"{shown:.3g} {unit}" if shown < 1000 else f"{shown:.0f} {unit}"
    return f"{count:.0f} bytes"


# No figure that differs from run to run: how long it took stands in the result's seconds.
def cpu_overrun(limit: float) -> Fault:
    return Fault(
        "time_limit_exceeded",
        f"Your code was still at work after {limit:g} s of processor time; {limit:g} s are allowed here.",
        was_at_work=True,
    )


def wall_overrun(limit: float) -> Fault:
    return Fault(
        "time_limit_exceeded",
        f"Your code was not done after {limit:g} s by the clock; {limit:g} s are allowed here.",
        was_at_work=True,
    )


def memory_overrun(limit: int) -> Fault:
    return Fault("memory_limit_exceeded", f"Your code used more than the {show_bytes(limit)} of memory allowed.")


def notebook_overrun(limit: float) -> Fault:
    return Fault(
        "time_limit_exceeded",
        f"Not run: the cells before it used up the time for all cells; {limit:g} s are allowed for all cells.",
    )


def total_overrun(limit: float) -> Fault:
    return Fault(
        "time_limit_exceeded",
        f"Not run: all that was run before used up the {limit:g} s that are allowed for the whole notebook.",
    )


def grader_overrun(limit: float) -> Fault:
    return Fault(
        "time_limit_exceeded",
        f"Not run: to read what your code answered took the grader longer than the {limit:g} s allowed.",
    )


def watching_overrun() -> Fault:
    return Fault(
        "time_limit_exceeded",
        "Not run: your code started so many processes and threads that the grader could not keep watching them all.",
    )


def idle_overrun(limit: float) -> Fault:
    return Fault(
        "time_limit_exceeded",
        f"Your code waited without computing, as time.sleep() does, for more than {limit:g} s in all; "
        f"{limit:g} s are allowed for the whole notebook.",
    )


def too_many_stopped(count: int) -> Fault:
    return Fault("run_time_error", f"Not run: {count} cells before it had to be stopped; that is too many.")


def allocation_refused(limit: int) -> Fault:
    return Fault(
        "memory_limit_exceeded",
        f"Your code asked for more memory than there was left; {show_bytes(limit)} are allowed in all.",
    )


def too_many_processes(limit: int) -> Fault:
    return Fault("run_time_error", f"Your code started too many processes; {limit} are allowed at a time.")


def too_much_output(limit: int) -> Fault:
    return Fault("run_time_error", f"Your code printed more than the {show_bytes(limit)} that are allowed here.")


def too_many_files(limit: int) -> Fault:
    return Fault("run_time_error", f"The files that your code wrote take more than the {show_bytes(limit)} allowed.")


def oversized_answer(limit: int) -> Fault:
    # How much more is the student's to choose, and would tell what a hidden check asks.
    return Fault("run_time_error", f"The answer takes more than the {show_bytes(limit)} that can be looked at.")


def damaged_answer() -> Fault:
    return Fault("run_time_error", "Your code wrote to the channel over which answers travel, and damaged it.")


def ended(code: int | None, *, near_memory_limit: bool, limits: Limits) -> Fault:
    """The worker is gone without having been stopped.

    Args:
        code: its exit status; 128 + the signal's number, or minus that number, if one ended it; None if unknown.
    """
    number = 0 if code is None else -code if code < 0 else code - 128
    if number in set(signal.Signals):
        if number == signal.SIGKILL and near_memory_limit:
            return allocation_refused(limits.memory_bytes)
        name = signal.Signals(number).name
        deep = " Endless recursion does that." if number == signal.SIGSEGV else ""
        return Fault("run_time_error", f"Your code crashed Python (signal {name}).{deep}")
    status = "" if code is None else f" with exit status {code}"
    return Fault("run_time_error", f"Your code ended the Python process{status}, as exit(), quit() or os._exit() do.")


def limit_behind(reply: dict[str, Any], limits: Limits) -> Fault | None:
    """The limit that made student code raise, if one did."""
    kind, text = plain_text(reply.get("type")), plain_text(reply.get("text"))
    if kind == "MemoryError" or (kind in _ALLOCATION_ERRORS and any(word in text for word in _OUT_OF_MEMORY)):
        return allocation_refused(limits.memory_bytes)
    if kind == "OSError" and text.startswith((f"[Errno {errno.ENOSPC}]", f"[Errno {errno.EFBIG}]")):
        size = show_bytes(limits.scratch_bytes)
        return Fault("run_time_error", f"Your code raised OSError: its files may take {size} in all.")
    if kind == "BlockingIOError" and text.startswith(f"[Errno {errno.EAGAIN}]"):
        return Fault(
            "run_time_error", f"Your code raised BlockingIOError; {limits.processes} processes are allowed at a time."
        )
    return None


def raised(reply: dict[str, Any], limits: Limits, source_line: Callable[[str, int], str]) -> Fault:
    """A cell that raised.

    Args:
        reply: what the worker says about it; untrusted.
        source_line: the notebook's line at a file name and number.
    """
    kind, text = reply.get("type"), reply.get("text")
    kind, text = one_line(kind) or "an exception", set_off(plain_text(text))
    detail = f"{kind}: {text}" if text else kind
    fault = limit_behind(reply, limits)
    if fault:
        return Fault(fault.verdict, fault.message, detail)
    return Fault("run_time_error", exception_sentence(kind, _line(reply.get("frames"), source_line)), detail)


def _line(frames: Any, source_line: Callable[[str, int], str]) -> str:
    for frame in reversed(frames[-_MOST_FRAMES:] if isinstance(frames, list) else []):
        if isinstance(frame, list) and len(frame) == 2 and type(frame[0]) is str and type(frame[1]) is int:
            line = source_line(frame[0], frame[1])
            if line.strip():
                return line
    return ""
