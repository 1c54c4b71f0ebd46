"""Whether a training takes so long because JAX does one operation at a time.

Seen from outside, by looking now and then at what the thread is doing that is waited for.
"""

from __future__ import annotations

import os
import sys
from types import FrameType

ADVICE = (
    "JAX does one operation at a time here: the loop is not compiled. Put what one step does into a function of its "
    "own, call jax.jit of it once, before the loop, and the result of that in the loop: steps are then far faster."
)
_FEWEST_LOOKS, _MOST_OF_THEM = 8, 0.6
_JAX = f"{os.sep}jax{os.sep}_src{os.sep}"
# What happens once for each compiled function, and waiting for what one computes. Most of what else JAX does in
# Python it does for each operation.
_NO_OPERATION = {
    "trace_to_jaxpr",
    "trace_to_jaxpr_dynamic",
    "lower_jaxpr_to_module",
    "compile_or_get_cached",
    "backend_compile_and_load",
    "block_until_ready",
    "_value",
}


class Observer:
    """Looks at one thread.

    Args:
        thread: its identifier, as `threading.get_ident` gives it.

    Example:
        >>> import threading
        >>> Observer(threading.get_ident()).sees_no_compiled_loop
        False
    """

    def __init__(self, thread: int):
        self._thread = thread
        self._looks: list[bool] = []

    def look(self) -> None:
        """See what the thread is doing now."""
        self._looks.append(_is_one_operation(sys._current_frames().get(self._thread)))

    @property
    def sees_no_compiled_loop(self) -> bool:
        """Whether there were enough looks, and most of them saw JAX with a single operation."""
        enough = len(self._looks) >= _FEWEST_LOOKS
        return enough and sum(self._looks) >= _MOST_OF_THEM * len(self._looks)


def _is_one_operation(frame: FrameType | None) -> bool:
    """Whether that place is in JAX's Python, and neither leads to a compiled function nor waits for one."""
    is_in_jax = False
    while frame:
        if _JAX in frame.f_code.co_filename:
            if frame.f_code.co_name in _NO_OPERATION:
                return False
            is_in_jax = True
        frame = frame.f_back
    return is_in_jax
