"""What two workers could tell each other through what both may only read; and libraries that use the same calls."""

import os

import pytest

from autograder.engine.worker import seccomp

from .conftest import Notebook

_BEFORE = """
import ctypes, mmap, os, resource, numpy as np
libc = ctypes.CDLL(None, use_errno=True)
path, found = os.path.realpath(np.__file__), []
shared = os.open(path, os.O_RDONLY)
"""
# Each cell lists in `found` what the file `shared`, which every worker may read, told it.
PROBES = {
    "record locks": """
import fcntl, struct
(hear, told), (never, _) = os.pipe(), os.pipe()
lock = lambda kind: struct.pack("hhqqi4x", kind, 0, 1 << 40, 1, 0)
for get, take in ((fcntl.F_GETLK, fcntl.F_SETLK), (fcntl.F_OFD_GETLK, fcntl.F_OFD_SETLK)):
    if os.fork() == 0:
        fcntl.fcntl(os.open(path, os.O_RDONLY), take, lock(fcntl.F_RDLCK)); os.write(told, b"x"); os.read(never, 1)
    os.read(hear, 1)
    seen = fcntl.fcntl(os.open(path, os.O_RDONLY), get, lock(fcntl.F_WRLCK))
    if struct.unpack("hhqqi4x", seen)[0] != fcntl.F_UNLCK: found.append(get)
""",
    "locks of files": """
import fcntl
fcntl.flock(shared, fcntl.LOCK_EX)
try: fcntl.flock(os.open(path, os.O_RDONLY), fcntl.LOCK_EX | fcntl.LOCK_NB)
except BlockingIOError: found.append("flock")
""",
    "leases and notices": """
import fcntl
for call, value in ((fcntl.F_SETLEASE, fcntl.F_RDLCK), (fcntl.F_NOTIFY, fcntl.DN_ACCESS)):
    try: fcntl.fcntl(os.open(os.path.dirname(path), os.O_RDONLY), call, value); found.append(call)
    except PermissionError: pass
""",
    "watches": """
for name, arguments in {"inotify_init": (), "inotify_init1": (0,), "fanotify_init": (0, 0)}.items():
    if getattr(libc, name)(*arguments) != -1: found.append(name)
""",
    "pages in memory": """
try: os.preadv(shared, [bytearray(1)], 0, os.RWF_NOWAIT); found.append("preadv2")
except OSError: pass
seen = ctypes.create_string_buffer(64)
start = np.frombuffer(mmap.mmap(shared, 4096, prot=mmap.PROT_READ), np.uint8).ctypes.data
if libc.mincore(ctypes.c_void_p(start), ctypes.c_size_t(4096), seen) != -1: found.append("mincore")
if libc.syscall(451, shared, seen, seen, 0) != -1: found.append("cachestat")
""",
    "putting pages out of memory": """
import jax  # imported by all, so that its library is in memory
library = next(line.split()[-1] for line in open("/proc/self/maps") if "libjax_common" in line)
shared = os.open(library, os.O_RDONLY)
mapped = mmap.mmap(shared, 1 << 24, prot=mmap.PROT_READ)
sum(mapped[place] for place in range(0, 1 << 24, 4096))
start = np.frombuffer(mapped, np.uint8).ctypes.data
for advice in (20, 21):
    if libc.madvise(ctypes.c_void_p(start), ctypes.c_size_t(1 << 24), advice) != -1: found.append(advice)
mapped = None
os.posix_fadvise(shared, 0, 0, os.POSIX_FADV_DONTNEED)
mapped = mmap.mmap(shared, 1 << 24, prot=mmap.PROT_READ)
before = resource.getrusage(resource.RUSAGE_SELF).ru_majflt
sum(mapped[place] for place in range(0, 1 << 24, 4096))
if resource.getrusage(resource.RUSAGE_SELF).ru_majflt > before + 4: found.append("pages had to be read again")
""",
    "figures of the machine": """
import time
def read():
    figures = {}
    for folder, folders, names in os.walk("/proc"):
        folders[:] = [name for name in folders if not name.isdigit() and "self" not in name and name != "net"]
        for name in names:
            try:
                with open(f"{folder}/{name}", "rb") as file: figures[f"{folder}/{name}"] = file.read()
            except OSError: pass
    return figures
before = read(); held = [bytearray(2**26), os.openpty(), os.popen("sleep 9")]
while time.process_time() < 1: pass
after = read()
found = [name for name in after if before.get(name) != after[name]]
if libc.sysinfo(ctypes.create_string_buffer(512)) != -1: found.append("sysinfo")
for name in ("cpuinfo", "stat"):
    try: open(f"/proc/{name}", "w"); found.append(name)
    except OSError: pass
""",
}


@pytest.mark.parametrize("source", PROBES.values(), ids=PROBES)
def test_a_shared_file_tells_nothing(engine, source):
    with Notebook(engine, _BEFORE + source) as notebook:
        assert notebook.run.cell_faults == {}
        assert notebook.ask("q1", "[str(item) for item in found]") == []


# What ordinary libraries do with the same calls.
ORDINARY = {
    "sqlite": """
import sqlite3
for mode in ("delete", "wal"):
    with sqlite3.connect(f"{mode}.db") as base:
        base.execute(f"pragma journal_mode={mode}")
        base.execute("create table t (x)")
        base.executemany("insert into t values (?)", [(1,), (41,)])
    with sqlite3.connect(f"{mode}.db") as base:
        answer = base.execute("select sum(x) from t").fetchone()[0]
    assert answer == 42
""",
    "locks": """
import fcntl, shelve
with open("mine", "w") as file:
    for lock in (fcntl.flock, fcntl.lockf):
        lock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        lock(file, fcntl.LOCK_UN)
with shelve.open("shelf") as shelf: shelf["x"] = 42
with shelve.open("shelf") as shelf: answer = shelf["x"]
""",
    "memory maps": """
import numpy as np, tempfile
a = np.memmap("a.dat", dtype=float, mode="w+", shape=1000)
a[:] = 1.0; a.flush()
b = np.memmap(tempfile.TemporaryFile(), dtype=float, mode="w+", shape=42)
b[:] = 1.0
answer = int(b.sum())
""",
    "several processes": """
import multiprocessing as mp, concurrent.futures
with mp.get_context("fork").Pool(2) as pool: assert pool.map(abs, [-1, -2, -3]) == [1, 2, 3]
with concurrent.futures.ThreadPoolExecutor() as pool: assert list(pool.map(abs, [-1])) == [1]
shared = mp.Array("d", 3); shared[0] = 42
queue = mp.Queue(); queue.put(int(shared[0])); answer = queue.get()
""",
    "shared memory": """
from multiprocessing import shared_memory
block = shared_memory.SharedMemory(create=True, size=42)
block.buf[0] = 42; answer = block.buf[0]
block.close(); block.unlink()
""",
    "asynchronous": """
import asyncio, subprocess
async def run():
    process = await asyncio.create_subprocess_exec("echo", "42", stdout=subprocess.PIPE)
    return (await process.communicate())[0]
answer = int(await run())
""",
    "reserving space": """
import os
with open("big", "wb") as file: os.posix_fallocate(file.fileno(), 0, 2**20)
answer = 42 if os.path.getsize("big") == 2**20 else 0
""",
    "figures": """
import matplotlib.pyplot as plt
plt.plot([1, 2]); plt.title(r"$\\psi$"); plt.savefig("a.pdf"); plt.savefig("a.png")
answer = 42 if plt.imread("a.png").ndim == 3 else 0
""",
    "arrays": """
import jax, jax.numpy as jnp, numpy as np, os, sympy
assert os.cpu_count() >= 1
x = jax.jit(lambda x: jnp.linalg.eigvalsh(x @ x.T))(jnp.eye(50))
assert float(jnp.ones(2**24).sum()) == 2**24 and jnp.sort(jnp.fft.fft(jnp.ones(64)).real)[-1] == 64
assert np.allclose(np.linalg.svd(np.eye(300))[1], 1)
assert sympy.diff("x**2", "x") == sympy.sympify("2*x")
answer = round(float(x.sum())) - 8
""",
    "the shell": """
out = !sort /dev/null; echo 40; ls / | wc -l > /dev/null; nproc > /dev/null; df . > /dev/null
answer = int(out[0]) + 2
""",
    "times": """
%time sum(range(10))
%timeit -n1 -r1 sum(range(10))
import resource; answer = 42 if resource.getrusage(resource.RUSAGE_SELF).ru_maxrss else 0
""",
}


@pytest.mark.parametrize("source", ORDINARY.values(), ids=ORDINARY)
def test_libraries_work(engine, source):
    with Notebook(engine, source) as notebook:
        assert notebook.run.cell_faults == {}
        assert notebook.ask("q1", "answer") == 42


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
@pytest.mark.parametrize("alone", [True, False])
def test_a_filter_has_one_rule_per_call(machine, alone):
    column = {"x86_64": 0, "aarch64": 1}[machine]
    rules = list(seccomp.worker_rules(alone=alone))
    numbers = [numbers[column] for numbers, _ in rules if numbers[column] is not None]
    assert len(numbers) == len(set(numbers))


@pytest.mark.skipif(not os.path.exists("/usr/include/asm-generic/unistd.h"), reason="the kernel's headers say it")
def test_the_numbers_for_aarch64_are_those_of_the_kernel_s_headers():
    with open("/usr/include/asm-generic/unistd.h") as file:
        words = [line.split() for line in file if line.startswith("#define __NR")]
    known = {name.removeprefix("__NR3264").removeprefix("__NR")[1:]: value for _, name, value, *_ in words}
    wrong = {
        name: numbers
        for name, numbers in seccomp.REFUSED.items()
        if numbers[1] is not None and known.get(name, str(numbers[1])) != str(numbers[1])
    }
    assert wrong == {}
