"""Ctrl-C and SIGTERM end a command in order, with a sentence, and in less than two seconds."""

from __future__ import annotations

import _thread
import contextlib
import functools
import os
import select
import signal
import sys
import time
from collections.abc import Callable
from types import FrameType
from typing import Any, NoReturn

_NAMES = {signal.SIGINT: "Ctrl-C", signal.SIGTERM: "SIGTERM"}
# Closing an engine that hangs takes almost as long.
_MOST_SECONDS = 1.5


class Interrupted(BaseException):
    """The user, or whoever manages this machine, wants the command to end."""

    def __init__(self, number: int):
        super().__init__(number)
        self.number = number


def interruptible(command: Callable[..., Any]) -> Callable[..., Any]:
    """A command that ends with status 130 after Ctrl-C and 143 after SIGTERM, once it has closed what it opened."""

    @functools.wraps(command)
    def interruptible_command(*arguments: Any, **options: Any) -> Any:
        # A shell starts jobs in the background with Ctrl-C ignored, and that is left as it is.
        before = {number: signal.getsignal(number) for number in _NAMES}
        handled = [number for number, handler in before.items() if handler != signal.SIG_IGN]
        try:
            for number in handled:
                signal.signal(number, _interrupt)
            return command(*arguments, **options)
        except Interrupted as interrupt:
            with contextlib.suppress(OSError, ValueError):
                sys.stdout.flush()
            _leave(interrupt.number)
        finally:
            for number in handled:
                signal.signal(number, before[number])

    return interruptible_command


def _interrupt(number: int, frame: FrameType | None) -> NoReturn:
    for other in _NAMES:
        signal.signal(other, signal.SIG_IGN)  # no second one disturbs the end
    # In case that closing takes long, or that the exception is lost in a place where Python ignores exceptions. Not
    # from `threading`, one of whose locks this very thread may hold.
    _thread.start_new_thread(_leave_later, (number,))
    raise Interrupted(number)


def _leave_later(number: int) -> NoReturn:
    time.sleep(_MOST_SECONDS)
    _leave(number)


def _leave(number: int) -> NoReturn:
    """Say so, and end without waiting for threads that still compute."""
    sentence = f"Ended by {_NAMES[signal.Signals(number)]}: nothing runs any more, and results written so far stay.\n"
    with contextlib.suppress(OSError, ValueError):
        # Nobody may be reading, or the terminal be stopped.
        if select.select([], [sys.stderr], [], 0)[1]:
            os.write(sys.stderr.fileno(), sentence.encode())
    os._exit(128 + number)
