"""A progress line for long loops: a bar in a notebook, one line on a terminal, nothing elsewhere.

Nothing is ever written to stderr: nbgrader takes that for a failed cell.
"""

from __future__ import annotations

import html
import sys
import threading
import time
from collections.abc import Callable, Mapping
from typing import Any

from .uncompiled import ADVICE, Observer

_SECONDS_BETWEEN_UPDATES = 0.1
# What answers within that says nothing on its way.
_SECONDS_OF_SILENCE = 2.0
_SECONDS_BETWEEN_LOOKS = 1.0
_LINE = '<div style="font-size:90%;color:var(--jp-content-font-color2, inherit)">{text}</div>'
_BAR = (
    '<div style="display:flex;align-items:center;gap:.8em;font-family:monospace;font-size:90%">'
    '<div style="width:14em;height:.7em;border:1px solid var(--jp-content-font-color2, #808890);border-radius:3px">'
    '<div style="width:{percent}%;height:100%;background:#0072b2"></div></div><div>{text}</div></div>'
)


class Progress:
    """Shows how far a loop has come, what its figures are and how long it still takes.

    Args:
        total: number of steps.
        show: False for silence.
    """

    def __init__(self, total: int, show: bool = True):
        self._total = total
        self._write = _surface() if show else None
        self._start = time.perf_counter()
        self._first: tuple[int, float] | None = None
        self._last = -1.0
        self._draw(0, "compiling …")

    def update(self, done: int, figures: Mapping[str, float]) -> None:
        """Say that `done` steps are behind us; `figures` are shown by name."""
        now = time.perf_counter()
        # The first call has waited for the compiler, so it says nothing about speed.
        self._first = self._first or (done, now)
        if done < self._total and now - self._last < _SECONDS_BETWEEN_UPDATES:
            return
        self._last = now
        values = ", ".join(f"{name} {value:.4g}" for name, value in figures.items())
        self._draw(done, f"{values}, {self._clock(done, now)}")

    def _clock(self, done: int, now: float) -> str:
        if done >= self._total or self._first is None:
            return f"{now - self._start:.1f} s"
        first_done, first_time = self._first
        if done == first_done:
            return "compiled"
        left = (now - first_time) / (done - first_done) * (self._total - done)
        return f"{left:.0f} s left"

    def _draw(self, done: int, text: str) -> None:
        if self._write:
            self._write(round(100 * done / self._total), text)


class Waiting:
    """Says in a notebook, while something takes long, what it waits for, since when, and how to stop it.

    If JAX does one operation at a time meanwhile, it says that too.

    Args:
        title: of what is waited for.
    """

    def __init__(self, title: str):
        self._title = title
        self._doing = ""
        self._start = time.perf_counter()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._tick, daemon=True) if _in_notebook() else None
        self._observer = Observer(threading.get_ident())
        self._handle: Any = None

    def __enter__(self) -> Waiting:
        if self._thread:
            self._thread.start()
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        self._over.set()
        if self._thread:
            self._thread.join()
        if self._handle:
            ended = "was stopped after" if kind else "took"
            self._show(f"The check of {self._title} {ended} {time.perf_counter() - self._start:.0f} s.{self._advice}")

    def now(self, code: str) -> None:
        """Say what is being done."""
        self._doing = code.strip().splitlines()[-1][:100]

    def _tick(self) -> None:
        if self._over.wait(_SECONDS_OF_SILENCE):
            return
        while True:
            seconds = time.perf_counter() - self._start
            self._show(
                f"Checking {self._title}, {seconds:.0f} s so far: waiting for {self._doing}. "
                f"To stop it: Kernel, Interrupt Kernel.{self._advice}"
            )
            if self._over.wait(_SECONDS_BETWEEN_LOOKS):
                return
            self._observer.look()

    @property
    def _advice(self) -> str:
        return f" {ADVICE}" if self._observer.sees_no_compiled_loop else ""

    def _show(self, text: str) -> None:
        content = {"text/plain": text, "text/html": _LINE.format(text=html.escape(text))}
        if self._handle is None:
            from IPython.display import display  # loaded already, since there is a shell

            self._handle = display(content, raw=True, display_id=True)
        else:
            self._handle.update(content, raw=True)


def _in_notebook() -> bool:
    ipython = sys.modules.get("IPython")
    return ipython is not None and type(ipython.get_ipython()).__name__ == "ZMQInteractiveShell"


def _surface() -> Callable[[int, str], None] | None:
    """What draws percentage and text here, or None where nobody would look."""
    if _in_notebook():
        return _notebook_bar()
    return _terminal_line if sys.stdout.isatty() else None


def _notebook_bar() -> Callable[[int, str], None]:
    from IPython.display import display  # loaded already, since there is a shell

    def content(percent: int, text: str) -> dict[str, str]:
        line = f"{percent:3d} %  {text}"
        return {"text/plain": line, "text/html": _BAR.format(percent=percent, text=html.escape(line))}

    handle = display(content(0, ""), raw=True, display_id=True)
    return lambda percent, text: handle.update(content(percent, text), raw=True)


def _terminal_line(percent: int, text: str) -> None:
    end = "\n" if percent == 100 else ""
    sys.stdout.write(f"\r{percent:3d} %  {text:<60}{end}")
    sys.stdout.flush()
