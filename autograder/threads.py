"""Work in several threads that never keep the process alive."""

from __future__ import annotations

import contextlib
import queue
import threading
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future
from typing import TypeVar

Item = TypeVar("Item")
Outcome = TypeVar("Outcome")

_SECONDS_DEAF = 0.1


def in_threads(work: Callable[[Item], Outcome], items: Sequence[Item], jobs: int) -> Generator[Outcome, None, None]:
    """What `work` makes of each item, in the order in which that is done.

    Closing the iterator begins nothing more and waits for nothing: unlike those of a `ThreadPoolExecutor`, the
    threads end with the process, whatever they are at.

    Args:
        jobs: how many items are worked on at the same time.

    Raises:
        Whatever `work` raises.
    """
    waiting: queue.SimpleQueue[Item] = queue.SimpleQueue()
    done: queue.SimpleQueue[Future[Outcome]] = queue.SimpleQueue()
    stopped = threading.Event()
    for item in items:
        waiting.put(item)

    def serve() -> None:
        while not stopped.is_set():
            try:
                item = waiting.get_nowait()
            except queue.Empty:
                return
            future: Future[Outcome] = Future()
            try:
                future.set_result(work(item))
            except BaseException as error:
                future.set_exception(error)
            done.put(future)

    try:
        for number in range(min(jobs, len(items))):
            threading.Thread(target=serve, name=f"{work.__name__} {number}", daemon=True).start()
        for _ in items:
            yield _next(done).result()
    finally:
        stopped.set()


def _next(done: queue.SimpleQueue[Future[Outcome]]) -> Future[Outcome]:
    # In pieces: a signal that comes to another thread, or just before this one waits, does not end a wait.
    while True:
        with contextlib.suppress(queue.Empty):
            return done.get(timeout=_SECONDS_DEAF)
