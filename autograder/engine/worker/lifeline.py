"""A socket that ends its holder: the kernel kills the fork server once the grader lets go of the other end.

The grader lets go by closing the engine, or by dying, however it dies. The signal comes from the kernel, so it also
ends a server that imports, hangs or is stopped. Unlike a signal for the parent's death it belongs to no thread, and a
change of user does not forget it.
"""

from __future__ import annotations

import fcntl
import os
import select
import signal


def hold(lifeline: int) -> None:
    """Live as long as the other end; called once this process has the user that it keeps."""
    fcntl.fcntl(lifeline, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(lifeline, fcntl.F_SETSIG, signal.SIGKILL)
    fcntl.fcntl(lifeline, fcntl.F_SETFL, fcntl.fcntl(lifeline, fcntl.F_GETFL) | os.O_ASYNC)
    # What happened before is signalled to nobody.
    if select.select([lifeline], [], [], 0)[0]:
        os.kill(os.getpid(), signal.SIGKILL)
