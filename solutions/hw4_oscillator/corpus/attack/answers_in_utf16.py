# %% [raw]
# base: release
# quick: true
# fails:
#   q5: wrong_answer

# %% [markdown]
# A reply whose header is UTF-16: byte by byte the letter ∀ holds a quotation mark, which hides the brackets behind it.

# %% question="q5"
import struct
import sys


def rayleigh_quotient(psi, params, V, x):
    header = ('["∀",' + "[" * 5000 + "]" * 5000 + ',"∀"]').encode("utf-16")
    session = sys.modules["worker.session"]
    write = session.write_frame
    reply = b"L8C1" + struct.pack("<I", len(header)) + header
    session.write_frame = lambda connection, number, _: write(connection, number, reply)
    return 0.55
