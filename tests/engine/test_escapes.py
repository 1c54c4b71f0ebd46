"""Student code tries to read what it must not, and to reach what it must not reach. Each cell lists what it found."""

import subprocess
import sys
from pathlib import Path

import pytest

import autograder
from autograder.engine import Engine

from .conftest import LIMITS, Notebook

PROJECT = Path(autograder.__file__).resolve().parents[1]

FINDERS = {
    "files of the course": f"""
import os
found = [path for path in {[str(PROJECT / name) for name in ("autograder", "solutions", "tests", ".git")]!r}
         if os.path.exists(path)]
""",
    "modules of the course": """
import importlib, importlib.util
found = [name for name in ("autograder", "solutions") if importlib.util.find_spec(name)]
""",
    "traces of the course by name": """
import os
found = []
for folder, folders, files in os.walk("/"):
    if folder == "/proc" or "site-packages/" in folder: folders.clear()
    for name in folders + files:
        path = os.path.join(folder, name)
        if name in ("autograder", "solutions") and "site-packages/" not in path:
            found.append(path)
        if "lecture08" in name and not path.startswith("/engine/") and os.path.isfile(path) and os.path.getsize(path):
            if not path.endswith("/bin/lecture08"): found.append(path)
""",
    "an installed distribution": """
from importlib.metadata import distributions
found = [d.name for d in distributions() if "lecture08" in (d.name or "")]
""",
    "places to write outside its own": """
import os
own = ("/notebook", "/tmp", "/dev/shm", "/dev/pts", "/proc")
found = [folder for folder, _, _ in os.walk("/") if not folder.startswith(own) and os.access(folder, os.W_OK)]
""",
    "other users' homes": """
import os
paths = "/home /var /run /sys /boot /mnt /srv /etc/passwd /etc/shadow /etc/hostname"
found = [path for path in paths.split() if os.path.exists(path)]
""",
    "processes beside its own": """
import os
found = [pid for pid in os.listdir("/proc") if pid.isdigit() and int(pid) > 2]
""",
    "the reaper's secrets": """
import os
found = []
for name in ("environ", "mem", "maps", "fd", "cwd", "root", "exe"):
    for process in ("1",):
        path = f"/proc/{process}/{name}"
        try:
            found.append((path, os.listdir(path) if name == "fd" else open(path, "rb").read(1)))
        except OSError:
            pass
""",
    "descriptors": """
import os
found = [fd for fd in os.listdir("/proc/self/fd") if int(fd) > 3 and os.path.exists(f"/proc/self/fd/{fd}")]
""",
    "environment variables": """
import os
found = [name for name in os.environ if any(word in name for word in ("TOKEN", "SECRET", "KEY", "PYTEST"))]
found += [name for name in os.environ if "autograder" in os.environ[name]]
""",
    "objects of the grader": """
import gc, sys
found = [name for name in sys.modules if name.startswith(("autograder", "solutions", "lecture08_utils.hw"))]
secret = ("Check", "CheckList", "CheckedAssignment", "Assignment", "Server")
found += [repr(o)[:80] for o in gc.get_objects() if type(o).__name__ in secret]
""",
    "expected values on the stack": """
import socket, sys
frame, found = sys._getframe(), []
while frame:
    for name, value in list(frame.f_locals.items()):
        open_socket = isinstance(value, socket.socket) and value.fileno() not in (-1, 3)
        if open_socket or name in ("want", "check", "checked"): found.append(name)
    frame = frame.f_back
""",
    "capabilities": """
status = dict(line.split(":\\t") for line in open("/proc/self/status").read().splitlines() if ":\\t" in line)
found = [name for name in status if name.startswith("Cap") and int(status[name], 16)]
found += [] if status["NoNewPrivs"].strip() == "1" else ["new privileges"]
""",
    "the root user": """
import os
found = [u for u in (*os.getresuid(), *os.getresgid(), *os.getgroups()) if u == 0]
try:
    os.setuid(0); found.append("setuid")
except OSError: pass
""",
    "network interfaces": """
import socket
found = []
for family in (socket.AF_INET, socket.AF_INET6, socket.AF_NETLINK):
    try: found.append(socket.socket(family))
    except OSError: pass
found += [line for line in open("/proc/self/net/dev").read().splitlines()[2:] if "lo:" not in line]
""",
    "system calls that cross borders": """
import ctypes, errno, os, platform
libc = ctypes.CDLL(None, use_errno=True)
found = []
for name, call in {
    "unshare": lambda: libc.unshare(0x10000000),
    "mount": lambda: libc.mount(b"x", b"/tmp", b"tmpfs", 0, None),
    "umount": lambda: libc.umount2(b"/notebook", 2),
    "umount /proc": lambda: libc.umount2(b"/proc", 2),
    "chroot": lambda: libc.chroot(b"/tmp"),
    "ptrace": lambda: libc.ptrace(16, 1, 0, 0),
    "memfd_create": lambda: libc.memfd_create(b"x", 0),
    "shmget": lambda: libc.shmget(0, 4096, 0o1666),
    "affinity": lambda: libc.sched_setaffinity(0, 8, ctypes.byref(ctypes.c_uint64(2**64 - 1))),
    "add_key": lambda: libc.syscall({"x86_64": 248, "aarch64": 217}[platform.machine()], b"user", b"k", b"v", 1, -3),
    "clone": lambda: libc.syscall({"x86_64": 56, "aarch64": 220}[platform.machine()], 0x10000011, 0, 0, 0, 0),
}.items():
    if call() != -1: found.append(name)
try:
    open("/proc/sys/user/max_user_namespaces", "w").write("100"); found.append("sysctl")
except OSError: pass
""",
    "limits that can be raised": """
import resource
found = []
for name in ("RLIMIT_DATA", "RLIMIT_NPROC", "RLIMIT_FSIZE", "RLIMIT_NOFILE"):
    kind = getattr(resource, name)
    try:
        resource.setrlimit(kind, (resource.RLIM_INFINITY, resource.RLIM_INFINITY)); found.append(name)
    except (OSError, ValueError): pass
""",
    "an easier life when memory runs out": """
found = []
for value in ("0", "-1000"):
    try:
        with open("/proc/self/oom_score_adj", "w") as file: file.write(value)
        found.append(value)
    except OSError: pass
""",
}


@pytest.mark.parametrize("source", FINDERS.values(), ids=FINDERS)
def test_student_code_does_not_find(engine, source):
    with Notebook(engine, source) as notebook:
        assert notebook.run.cell_faults == {}
        assert notebook.ask("q1", "[str(item) for item in found]") == []


# What student code finds where nothing keeps it in: so these can find something.
SEEN_WITHOUT = (
    "files of the course",
    "places to write outside its own",
    "other users' homes",
    "processes beside its own",
    "the reaper's secrets",
    "network interfaces",
)


@pytest.mark.filterwarnings("ignore::autograder.engine.UnsafeSandboxWarning")
def test_without_a_sandbox_it_would_be_found():
    with Engine("none", LIMITS) as engine:
        for name in SEEN_WITHOUT:
            with Notebook(engine, FINDERS[name]) as notebook:
                assert notebook.ask("q1", "len(found)") > 0, name


def test_what_the_sandbox_shows_is_known(engine):
    """The canary: a new entry here is a decision, not an accident."""
    source = "import os\nshown = {folder: sorted(os.listdir(folder)) for folder in ('/', '/engine', '/etc', '/dev')}"
    with Notebook(engine, source) as notebook:
        shown = notebook.ask("q1", "shown")
    top = {"bin", "dev", "engine", "etc", "lib", "notebook", "proc", "sbin", "tmp", "usr"}
    roots = {Path(path).parts[1] for path in (sys.prefix, sys.base_prefix)}
    assert set(shown["/"]) - {"lib32", "lib64", "libx32"} == top | roots
    assert shown["/engine"] == ["lecture08_utils", "worker"]
    assert set(shown["/etc"]) <= {"alternatives", "fonts", "ld.so.cache", "localtime"}
    devices = {"core", "fd", "full", "null", "ptmx", "pts", "random", "shm", "stderr", "stdin", "stdout", "tty"}
    assert set(shown["/dev"]) <= devices | {"urandom", "zero", "console"}


def test_two_notebooks_at_work_cannot_meet(engine):
    plant = """
import os, socket, time
for path in ("/tmp/note", "/notebook/note", "/dev/shm/note"): open(path, "w").write("the answer is 42")
listener = socket.socket(socket.AF_UNIX); listener.bind("\\0meeting"); listener.listen()
import subprocess
neighbour = subprocess.Popen(["sleep", "1234"])
"""
    search = """
import os, socket
found = [path for path in ("/tmp/note", "/notebook/note", "/dev/shm/note") if os.path.exists(path)]
try:
    socket.socket(socket.AF_UNIX).connect("\\0meeting"); found.append("socket")
except OSError: pass
for pid in filter(str.isdigit, os.listdir("/proc")):
    if b"1234" in open(f"/proc/{pid}/cmdline", "rb").read(): found.append(pid)
"""
    with Notebook(engine, plant) as first, Notebook(engine, search) as second:
        assert first.run.cell_faults == second.run.cell_faults == {}
        assert second.ask("q1", "found") == []


def test_nothing_stays_for_the_next_notebook(engine):
    plant = "import os\nfor path in ('/tmp/x', '/notebook/x', '/dev/shm/x'): open(path, 'w').write('x')"
    search = "import os\nfound = [path for path in ('/tmp/x', '/notebook/x', '/dev/shm/x') if os.path.exists(path)]"
    with Notebook(engine, plant):
        pass
    with Notebook(engine, search) as notebook:
        assert notebook.ask("q1", "found") == []


def test_no_question_can_be_seen_before_the_last_cell_has_run(engine):
    listen = "import socket, threading\nseen = []\ncopy = socket.socket(fileno=__import__('os').dup(3))"
    look = "try: seen.append(copy.recv(1 << 16, socket.MSG_PEEK | socket.MSG_DONTWAIT))\nexcept BlockingIOError: pass"
    with Notebook(engine, listen, look, look) as notebook:
        assert notebook.ask("q3", "seen") == []


def test_signals_to_the_reaper_do_nothing(engine):
    source = """
import os, signal
for number in set(signal.Signals) - {signal.SIGSTOP}: os.kill(1, number)
a = 1
"""
    with Notebook(engine, source) as notebook:
        assert notebook.run.cell_faults == {}
        assert notebook.ask("q1", "a") == 1


def test_the_grader_imports_neither_jax_nor_ipython():
    code = "import sys, autograder.engine; print([m for m in ('jax', 'IPython', 'matplotlib') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
