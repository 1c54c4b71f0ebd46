"""Memory that no page table shows, memory that nobody touches, and a machine that runs out of it."""

import contextlib
import os
import subprocess
import sys
import threading
from types import SimpleNamespace

import pytest

from autograder.engine import ForkServerError, memory
from autograder.engine.memory import MemoryGauge, MemoryGuard
from autograder.engine.usage import Usage, measure
from autograder.engine.worker import syscalls

from .conftest import Notebook

HOLD = """
import ctypes, mmap, os, time
libc = ctypes.CDLL(None); libc.mmap.restype = ctypes.c_void_p
def shared(size, file=-1):
    return libc.mmap(None, ctypes.c_size_t(size), 3, 1 if file >= 0 else 0x21, file, ctypes.c_long(0))
"""
# Each holds some 600 MiB where 512 MiB are allowed, and has little of it resident.
HIDDEN = {
    "taken out of the page table": """
size = 600 * 2**20; start = shared(size)
for place in range(0, size, 2**24):
    part = min(2**24, size - place); ctypes.memset(start + place, 1, part)
    libc.madvise(ctypes.c_void_p(start + place), ctypes.c_size_t(part), 4)
time.sleep(1000)
""",
    "unmapped but for a page": """
for number in range(20):
    size = 30 * 2**20; start = shared(size); ctypes.memset(start, 1, size)
    libc.munmap(ctypes.c_void_p(start + 4096), ctypes.c_size_t(size - 4096))
    time.sleep(0.1)
time.sleep(1000)
""",
    "in a process without its first thread": """
import threading
def hold():
    x = bytearray(600 * 2**20); time.sleep(1000)
if os.fork() == 0:
    threading.Thread(target=hold).start()
    libc.syscall({"x86_64": 60, "aarch64": 93}[os.uname().machine], 0)
time.sleep(1000)
""",
    "in a child": """
if os.fork() == 0:
    size = 600 * 2**20; start = shared(size)
    ctypes.memset(start, 1, size); libc.madvise(ctypes.c_void_p(start), ctypes.c_size_t(size), 4)
    time.sleep(1000)
time.sleep(1000)
""",
}


@pytest.mark.parametrize("source", HIDDEN.values(), ids=HIDDEN)
def test_shared_memory_counts_though_it_is_not_resident(engine, source):
    with Notebook(engine, HOLD + source, "b = 2") as notebook:
        assert notebook.verdicts == {1: "memory_limit_exceeded"}
        assert notebook.ask("q2", "b") == 2


def test_a_shared_mapping_counts_once(engine):
    source = "start = shared(200 * 2**20); ctypes.memset(start, 1, 200 * 2**20)\nfor i in range(3):\n"
    source += "    if os.fork() == 0: ctypes.memset(start, 2, 200 * 2**20); time.sleep(1000)\ntime.sleep(1.5)"
    with Notebook(engine, HOLD + source) as notebook:
        assert notebook.run.cell_faults == {}


def test_an_array_that_is_never_touched_costs_nothing(engine):
    """More than the limit, and later cells and questions may still use what the limit allows."""
    large = "import numpy as np\nbig = np.zeros(1200 * 2**17)\nother = np.empty((9000, 9000))"
    used = "import jax.numpy as jnp\nx = float(jnp.ones(2**24).sum()) + np.ones(2**23).sum()"
    with Notebook(engine, large, used) as notebook:
        assert notebook.run.cell_faults == {}
        assert notebook.ask("q1", "big[7] + float(np.ones(2**24).sum())") == 2.0**24
        assert notebook.ask("q2", "x") == 2.0**24 + 2**23


def test_an_array_that_is_touched_later_is_charged_then(engine):
    with Notebook(
        engine, "import numpy as np\nbig = np.zeros(1200 * 2**17)", "big[:] = 1; b = 1", "b = 2"
    ) as notebook:
        assert notebook.verdicts == {2: "memory_limit_exceeded"}
        assert notebook.ask("q3", "b") == 2


SHARER = """
import mmap, sys
held = mmap.mmap(-1, 64 * 2**20)
for place in range(0, len(held), 4096): held[place] = 1
held.madvise(mmap.MADV_DONTNEED)
print("ready", flush=True); sys.stdin.read()
"""


@pytest.mark.parametrize("as_root", [True, False])
def test_the_gauge_sees_it_with_and_without_the_rights_of_the_systems_root(monkeypatch, as_root):
    if not as_root:
        monkeypatch.setattr(memory.os, "stat", _refused_stat(os.stat))
    with _started(SHARER) as process:
        usage = measure(process.pid)
        assert usage.resident_bytes < 64 * 2**20 < MemoryGauge().held(usage, most=0) < 100 * 2**20


def _refused_stat(stat):
    def refuse(path):
        if "map_files" in str(path):
            raise PermissionError
        return stat(path)

    return refuse


@contextlib.contextmanager
def _started(code: str):
    command = [sys.executable, "-S", "-c", code]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout.readline() == b"ready\n"
        yield process
        process.stdin.close()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_a_process_of_another_user_can_be_looked_at_with_its_rights(monkeypatch):
    """As root without CAP_SYS_PTRACE must: its own identity gives it nothing."""
    read = memory.Path.read_bytes

    def as_its_owner_only(path):
        if syscalls._libc.setfsuid(-1) == 0 and "smaps" in str(path):
            raise PermissionError
        return read(path)

    monkeypatch.setattr(memory.Path, "read_bytes", as_its_owner_only)
    become = "os.setresgid(*[12345] * 3); os.setresuid(*[12345] * 3); ctypes.CDLL(None).prctl(4, 1)\nheld = "
    with _started("import ctypes, os\n" + SHARER.replace("held = ", become)) as process:
        usage = measure(process.pid)
        assert usage.resident_bytes < 64 * 2**20 < MemoryGauge().held(usage, most=0)
    assert syscalls._libc.setfsuid(-1) == 0


def test_a_jump_is_looked_at_at_once(monkeypatch):
    monkeypatch.setattr(memory, "_SHARE_OF_TIME", 1e-9)
    gauge, sizes = MemoryGauge(), []
    for bound, held in ((1000, 100), (1100, 200), (1300, 400), (2000, 1100)):
        monkeypatch.setattr(gauge, "_measure", lambda processes, held=held: sizes.append(held) or held)
        found = gauge.held(Usage(processes=(1,), memory_bound=bound), most=500)
        assert held <= 500 or found == held
    assert sizes == [100, 1100]


def test_a_process_that_cannot_be_looked_at_counts_with_all_that_is_resident(monkeypatch):
    def refuse(process, *names):
        raise PermissionError

    monkeypatch.setattr(memory, "_read_as_owner", refuse)
    usage = measure(os.getpid())
    assert MemoryGauge().held(usage, most=0) == pytest.approx(usage.resident_bytes, rel=0.2)


def worker(size: int) -> SimpleNamespace:
    return SimpleNamespace(usage=Usage(resident_bytes=size))


def test_when_memory_is_short_the_largest_worker_ends_and_no_other():
    small, large = worker(1), worker(2)
    left = [0]
    guard = MemoryGuard(lambda: [small, large], lambda: left[0])
    assert not guard.must_end(small)
    assert guard.must_end(large)
    assert not guard.must_end(small)
    left[0] = 2**40
    guard = MemoryGuard(lambda: [small, large], lambda: left[0])
    assert not guard.must_end(large)


def test_a_new_worker_waits_for_room_while_others_are_at_work():
    workers = [worker(1)]
    guard = MemoryGuard(lambda: workers, lambda: 0)
    timer = threading.Timer(0.3, workers.clear)
    timer.start()
    guard.wait_for_room(60.0)
    assert workers == []
    timer.join()


def test_a_notebook_that_had_to_make_room_is_run_again_and_not_blamed(engine, monkeypatch):
    shortages = iter([2**40, 0])
    monkeypatch.setattr(engine, "_guard", MemoryGuard(engine._busy_workers, lambda: next(shortages, 2**40)))
    with Notebook(engine, "a = 1", "import time; time.sleep(0.5); b = 2") as notebook:
        assert notebook.run.cell_faults == {}
        assert notebook.ask("q2", "a + b") == 3
    assert next(shortages, None) is None


def test_a_machine_without_memory_is_an_error_of_ours(engine, monkeypatch):
    monkeypatch.setattr(engine, "_guard", MemoryGuard(engine._busy_workers, lambda: 0))
    monkeypatch.setattr(memory, "_MACHINE_SECONDS", 0.001)
    with (
        pytest.raises(ForkServerError, match="ran out of memory 3 times"),
        Notebook(engine, "import time; time.sleep(1)"),
    ):
        pass


def test_whoever_is_over_the_limit_is_blamed_even_then(engine, monkeypatch):
    monkeypatch.setattr(engine, "_guard", MemoryGuard(engine._busy_workers, lambda: 0))
    # Nothing else makes it end: a worker that is not the largest stays.
    monkeypatch.setattr(engine._guard, "must_end", lambda worker: worker.usage.resident_bytes > 1000 * 2**20)
    with Notebook(engine, "x = bytearray(1500 * 2**20)\nimport time; time.sleep(1000)") as notebook:
        assert notebook.verdicts == {1: "memory_limit_exceeded"}


def test_a_container_s_limit_is_the_machine_s(monkeypatch, tmp_path):
    group = tmp_path / "docker" / "x"
    group.mkdir(parents=True)
    (group / "memory.max").write_text(f"{768 * 2**20}\n")
    (group / "memory.current").write_text(f"{700 * 2**20}\n")
    (group / "memory.stat").write_text(f"anon 5\ninactive_file {100 * 2**20}\n")
    (tmp_path / "docker" / "memory.max").write_text("max\n")
    monkeypatch.setattr(memory, "own_cgroup", lambda: group)
    assert memory.available_bytes() == 168 * 2**20
    assert memory._total_bytes() == 768 * 2**20
