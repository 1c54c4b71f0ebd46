# %% [raw]
# base: release
# quick: true
# fails:
#   q5: run_time_error

# %% [markdown]
# Half of a frame, then the socket is shut in one direction only.

# %% question="q5"
import os
import socket


def rayleigh_quotient(psi, params, V, x):
    channel = socket.socket(fileno=os.dup(3))
    channel.send(b"\x10\0\0\0")
    channel.shutdown(socket.SHUT_RD)
    channel.shutdown(socket.SHUT_WR)
    return 0.5
