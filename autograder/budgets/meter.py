"""Runs in the worker as the first cell of a notebook that is measured, and is asked afterwards.

No `from __future__` here: IPython would apply it to the cells that follow.
"""

import time

import jax.monitoring

_COMPILATION = "/jax/core/compile/"


class Meter:
    """Adds up the CPU seconds in which JAX traces, lowers and compiles.

    Attributes:
        after_cells: figures after each cell, from this one on.
    """

    def __init__(self, shell):
        self.after_cells = []
        self._seconds = 0.0
        self._depth = 0
        self._started = 0.0
        # JAX reports the start of a step as a scalar and its end as a duration. It compiles while it traces, too,
        # hence the depth; and durations are wall time, hence the processor's clock.
        jax.monitoring.register_scalar_listener(self._begins)
        jax.monitoring.register_event_duration_secs_listener(self._ends)
        shell.events.register("post_run_cell", lambda result: self.after_cells.append(self.figures()))

    def figures(self):
        """Seconds so far; resident bytes now; resident bytes at most so far."""
        with open("/proc/self/status", encoding="ascii", errors="replace") as file:
            status = dict(line.split(":", 1) for line in file)
        return [self._seconds, *(1024 * int(status[name].split()[0]) for name in ("VmRSS", "VmHWM"))]

    def _begins(self, event, value, **_):
        if event.startswith(_COMPILATION):
            if self._depth == 0:
                self._started = time.process_time()
            self._depth += 1

    def _ends(self, event, duration, **_):
        if event.startswith(_COMPILATION):
            self._depth -= 1
            if self._depth == 0:
                self._seconds += time.process_time() - self._started
