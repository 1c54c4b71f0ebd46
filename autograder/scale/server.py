"""``python -m autograder.scale.server``: grades what comes on standard input, until that ends.

A frame is eight bytes with a number, eight with a length, and so many bytes: a request, or its answer of the same
number. Requests are answered side by side, in the order in which they are done.
"""

from __future__ import annotations

import contextlib
import functools
import os
import struct
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from typing import BinaryIO

from autograder.engine.model import Sandbox

from .requests import Request, answer, refusal

HEAD = struct.Struct(">QQ")


def write_frame(stream: BinaryIO, number: int, payload: bytes) -> None:
    """Send one frame; callers take turns."""
    stream.write(HEAD.pack(number, len(payload)) + payload)
    stream.flush()


def read_frame(stream: BinaryIO) -> tuple[int, bytes] | None:
    """The next frame; None when the other side has ended."""
    head = stream.read(HEAD.size)
    if len(head) < HEAD.size:
        return None
    number, length = HEAD.unpack(head)
    payload = stream.read(length)
    return (number, payload) if len(payload) == length else None


def serve(requests: BinaryIO, answers: BinaryIO, grade: Callable[[bytes], bytes]) -> None:
    """Answer requests until they end."""
    writing = threading.Lock()

    def reply(number: int, payload: bytes) -> None:
        done = grade(payload)
        with writing, contextlib.suppress(BrokenPipeError):
            write_frame(answers, number, done)

    while frame := read_frame(requests):
        threading.Thread(target=reply, args=frame, daemon=True).start()


class Graders:
    """An engine for each way to grade that is asked for, started when it is needed.

    Args:
        end: of this process, in which code is loaded that is not on the disk any more; the worker starts another.
    """

    def __init__(self, stack: contextlib.ExitStack, end: Callable[[], None] = lambda: os._exit(1)):
        self._stack = stack
        self._end = end
        self._starting = threading.Lock()
        self._prepared = functools.cache(self._prepare)
        # Assignment → digest of the code that was imported for it.
        self._loaded: dict[str, str] = {}

    def grade(self, payload: bytes) -> bytes:
        """The answer to a request, whatever happens."""
        from autograder.grading.submission import grade_submission

        try:
            request = Request.decode(payload)
            with self._starting:
                engine, task = self._prepared(
                    request.assignment, request.seed, request.device, request.sandbox, request.code
                )
            return answer(grade_submission(engine, task, request.student, request.content))
        except Exception as problem:
            return refusal(f"{type(problem).__name__} on {os.uname().nodename}: {problem}")

    def _prepare(self, assignment: str, seed: int, device: str, sandbox: Sandbox | None, code: str):
        from autograder import course
        from autograder.budgets.choose import choose_limits
        from autograder.engine import Engine, find_gpu
        from autograder.grading.basis import code_digest

        course.enter_course(course.named_course())
        if code != code_digest(course.ROOT, assignment):
            raise ValueError(
                "the course or the grader is another one there; use the same checkout on all machines, at "
                f"{course.ROOT} or where LECTURE08_COURSE says"
            )
        if any(code_digest(course.ROOT, name) != loaded for name, loaded in self._loaded.items()):
            self._end()
        self._loaded[assignment] = code
        task = course.grading_task(assignment, seed=seed)
        gpu = find_gpu() if device == "gpu" else None
        with contextlib.ExitStack() as starting:
            engine = starting.enter_context(Engine(sandbox=sandbox, private=course.private_folders(), gpu=gpu))
            limits = choose_limits(engine, task.checked.assignment, device, course.budgets_folder()).limits
            self._stack.push(starting.pop_all())
        return engine, replace(task, limits=limits)


def main() -> None:
    # What is printed must not get among the answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    with contextlib.ExitStack() as stack:
        serve(sys.stdin.buffer, answers, Graders(stack).grade)
    # Threads that still grade would wait for what is closed.
    os._exit(0)


if __name__ == "__main__":
    main()
