# %% [raw]
# base: release
# quick: true
# fails:
#   q5: wrong_answer

# %% [markdown]
# Mounts, unmounts, new namespaces and a new root.

# %% question="q5"
import ctypes
import os

libc = ctypes.CDLL(None)
for target in (b"/proc", b"/tmp", b"/dev/shm", b"/notebook", b"/engine", b"/"):
    libc.umount2(target, 2)
    libc.mount(b"none", target, None, 32 | 4096, None)
    libc.mount(b"proc", target, b"proc", 0, None)
for flag in (0x10000000, 0x20000, 0x20000000, 0x40000000, 0x2000000):
    libc.unshare(flag)
for process in (1, os.getppid()):
    for kind in ("user", "mnt", "pid", "net"):
        try:
            libc.setns(os.open(f"/proc/{process}/ns/{kind}", os.O_RDONLY), 0)
        except OSError:
            pass
libc.chroot(b"/tmp")
libc.pivot_root(b"/tmp", b"/tmp")


def rayleigh_quotient(psi, params, V, x):
    return 0.55
