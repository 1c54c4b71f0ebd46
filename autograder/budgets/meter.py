"""Runs in the worker as the first cell of a notebook that is measured, and is asked afterwards.

No `from __future__` here: IPython would apply it to the cells that follow.
"""

import time

import jax
import jax.monitoring
from jax._src import xla_bridge

_COMPILATION = "/jax/core/compile/"


class Meter:
    """Adds up the seconds in which JAX traces, lowers and compiles.

    Args:
        clock: ``"cpu"`` counts CPU seconds of this process, ``"wall"`` seconds by the clock.

    Attributes:
        after_cells: figures after each cell, from this one on.
    """

    def __init__(self, shell, clock):
        self.after_cells = []
        self._time = time.process_time if clock == "cpu" else time.perf_counter
        self._waits = clock == "wall"
        self._seconds = 0.0
        self._depth = 0
        self._started = 0.0
        # JAX reports the start of a step as a scalar and its end as a duration. It compiles while it traces, too,
        # hence the depth; and durations are wall time always, hence a clock of our own.
        jax.monitoring.register_scalar_listener(self._begins)
        jax.monitoring.register_event_duration_secs_listener(self._ends)
        shell.events.register("post_run_cell", lambda result: self.after_cells.append(self.figures()))

    def figures(self):
        """Seconds so far; resident bytes now; resident bytes at most so far. All devices have finished by then."""
        if self._waits:
            _synchronise()
        with open("/proc/self/status", encoding="ascii", errors="replace") as file:
            status = dict(line.split(":", 1) for line in file)
        return [self._seconds, *(1024 * int(status[name].split()[0]) for name in ("VmRSS", "VmHWM"))]

    def _begins(self, event, value, **_):
        if event.startswith(_COMPILATION):
            if self._depth == 0:
                self._started = self._time()
            self._depth += 1

    def _ends(self, event, duration, **_):
        if event.startswith(_COMPILATION):
            self._depth -= 1
            if self._depth == 0:
                self._seconds += self._time() - self._started


def _synchronise():
    """Wait until every device has done what it was given; if none is in use yet, don't start one."""
    if xla_bridge.backends_are_initialized():
        for device in {*jax.devices(), *jax.devices("cpu")}:
            # A computation, not a copy: a device computes in the order in which it was asked to, copies overtake.
            (jax.device_put(1.0, device) + 1.0).block_until_ready()
