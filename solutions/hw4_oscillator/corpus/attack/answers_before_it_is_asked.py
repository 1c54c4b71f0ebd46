# %% [raw]
# base: release
# quick: true
# fails:
#   q5: run_time_error

# %% [markdown]
# A thread answers all later requests in advance.

# %% question="q5"
import os
import struct
import sys
import threading
import time

from lecture08_utils.checking.codec import encode


def answer_everything(number):
    reply = encode({"ok": True, "missing": [], "value": 0.5})
    for later in range(number + 1, number + 200):
        time.sleep(0.002)
        os.write(3, struct.pack("<II", len(reply), later) + reply)


def rayleigh_quotient(psi, params, V, x):
    frame = sys._getframe()
    while "number" not in frame.f_locals:
        frame = frame.f_back
    threading.Thread(target=answer_everything, args=[frame.f_locals["number"]]).start()
    time.sleep(1)
    return 0.55
