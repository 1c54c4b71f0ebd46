# %% [raw]
# base: release
# quick: true
# fails:
#   q5: time_limit_exceeded

# %% [markdown]
# A second reader of the socket takes requests away and answers none.

# %% question="q5"
import os
import socket
import threading


def rayleigh_quotient(psi, params, V, x):
    thief = socket.socket(fileno=os.dup(3))
    threading.Thread(target=lambda: [thief.recv(1 << 20) for _ in range(1000)], daemon=True).start()
    return thief.recv(1 << 20)
