"""The engine started by an unprivileged user, and the backend that gives each worker a user of its own."""

import contextlib
import grp
import json
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy
import pytest

import autograder
from autograder.engine.worker import users

from .test_escapes import FINDERS
from .test_limits import LOOPS

PROJECT = Path(autograder.__file__).resolve().parents[1]
SAMPLE = Path(__file__).with_name("sample.py")
PACKAGES = Path(numpy.__file__).parents[1]
NOBODY = 65534
CONTAINER = [sys.executable, str(Path(__file__).with_name("container.py"))]
AS_NOBODY = {"user": NOBODY, "group": NOBODY, "extra_groups": []}

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")


@pytest.fixture
def course():
    """A copy of the project: the checkout may be readable for root only, or for everybody."""
    folder = Path(tempfile.mkdtemp(prefix="course-"))
    for package in ("autograder", "lecture08_utils"):
        shutil.copytree(PROJECT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(SAMPLE, folder)
    yield folder
    shutil.rmtree(folder)


def interpreter_for_anybody() -> str:
    """An interpreter of this version that an unprivileged user may execute, its library and our packages readable."""
    for python in (sys.executable, f"/usr/bin/python3.{sys.version_info.minor}"):
        command = [python, "-c", "import json, ctypes, numpy"]
        with contextlib.suppress(OSError):
            done = subprocess.run(
                command, env={"PYTHONPATH": str(PACKAGES)}, capture_output=True, cwd="/", **AS_NOBODY
            )
            if done.returncode == 0:
                return python
    pytest.skip("no interpreter of this version with numpy is readable for other users (is the checkout?)")


def run_sample(
    course: Path, sandbox: str, cells: dict[str, str], *private: Path, before: Sequence[str] = (), **user
) -> dict:
    """Run cells in another process.

    Args:
        before: a command that runs the command.
        user: of the process.
    """
    done = subprocess.run(
        [*before, interpreter_for_anybody(), str(course / SAMPLE.name), sandbox, *map(str, private)],
        input=json.dumps(cells).encode(),
        env={"PYTHONPATH": f"{course}:{PACKAGES}", "PYTHONDONTWRITEBYTECODE": "1", "PATH": "/usr/bin:/bin"},
        cwd="/",
        capture_output=True,
        timeout=120,
        **user,
    )
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


CELLS = {
    "works": "import jax\nfound = [float(jax.grad(lambda x: x**2)(3.0))]",
    "loop": LOOPS["regular expression"],
    "child": LOOPS["daemon"],
    "dies": "import os; os._exit(0)",
    "memory": "x = bytearray(3 * 2**30)",
    "folders": (
        "import os, time\nfor place in ('.', '/tmp'):\n    os.chdir(place)\n"
        "    for i in range(1100): os.mkdir('d'); os.chdir('d')\ntime.sleep(1000)"
    ),
    "public files": (
        "import time\nfor i in range(9): open(f'/tmp/student-{i}', 'wb').write(bytes(2**23))\ntime.sleep(1000)"
    ),
}
SHORT = {name: CELLS[name] for name in ("works", "dies")}
VERDICTS = {
    "works": None,
    "loop": "time_limit_exceeded",
    "child": "time_limit_exceeded",
    "dies": "run_time_error",
    "memory": "memory_limit_exceeded",
    "folders": "run_time_error",
    "public files": "run_time_error",
}


def verdict(result: dict) -> str | None:
    return result["fault"] and result["fault"][0]


def verdicts(results: dict) -> dict:
    return {name: verdict(result) for name, result in results.items() if name in VERDICTS}


def test_an_unprivileged_user_can_grade(course):
    course.chmod(0o755)
    results = run_sample(course, "bwrap", SHORT, **AS_NOBODY)
    assert verdicts(results) == {"works": None, "dies": "run_time_error"}


def test_a_worker_with_a_user_of_its_own_is_graded(course):
    results = run_sample(course, "uid", SHORT)
    assert verdicts(results) == {"works": None, "dies": "run_time_error"}


@pytest.mark.slow
@pytest.mark.alone
def test_a_worker_of_an_unprivileged_grader_is_kept_in(course):
    course.chmod(0o755)
    # A tmpfs of its own can be as deep as it likes; it goes with its namespace.
    cells = {name: source for name, source in CELLS.items() if name != "folders"}
    results = run_sample(course, "bwrap", cells | FINDERS, **AS_NOBODY)
    assert verdicts(results) == {name: VERDICTS[name] for name in cells}
    assert results["works"]["found"] == ["6.0"]
    assert {name: results[name] for name in FINDERS} == {name: {"found": [], "fault": None} for name in FINDERS}


UNLINKED = {
    "open files": """
import os, time
held = []
for place in (".", "/tmp", "/dev/shm"):
    for number in range(6):
        held.append(os.open(f"{place}/{number}", os.O_RDWR | os.O_CREAT))
        os.unlink(f"{place}/{number}")
        os.posix_fallocate(held[-1], 0, 2**21)
time.sleep(1000)
""",
    "files open in a child": """
import os, time
if os.fork() == 0:
    os.setsid()
    held = [os.open(".", os.O_TMPFILE | os.O_RDWR) for number in range(9)]
    for file in held: os.write(file, bytes(2**22))
    time.sleep(1000)
time.sleep(1000)
""",
    "mapped files": """
import ctypes, os, time
libc = ctypes.CDLL(None); libc.mmap.restype = ctypes.c_void_p
for number in range(9):
    file = os.open("mapped", os.O_RDWR | os.O_CREAT)
    os.unlink("mapped"); os.write(file, bytes(2**22))
    libc.mmap(None, ctypes.c_size_t(2**22), 1, 1, file, ctypes.c_long(0)); os.close(file)
time.sleep(1000)
""",
    "files of a process that nobody may look at": """
import os, shutil, time
shutil.copy("/usr/bin/sleep", "sleep"); os.chmod("sleep", 0o111)
held = [os.open(".", os.O_TMPFILE | os.O_RDWR) for number in range(2)]
import subprocess; subprocess.Popen(["./sleep", "1000"]); time.sleep(1000)
""",
    "files of a process without its first thread": """
import ctypes, os, threading, time
libc = ctypes.CDLL(None)
if os.fork() == 0:
    held = [os.open(".", os.O_TMPFILE | os.O_RDWR) for number in range(9)]
    for file in held: os.write(file, bytes(2**22))
    threading.Thread(target=time.sleep, args=(1000,)).start()
    libc.syscall({"x86_64": 60, "aarch64": 93}[os.uname().machine], 0)
time.sleep(1000)
""",
    "files under way": """
import os, socket
ours, theirs = socket.socketpair()
file = os.open(".", os.O_TMPFILE | os.O_RDWR)
try: socket.send_fds(ours, [b"x"], [file])
except PermissionError: os._exit(3)
""",
}
ZOMBIES = "import os, time\nfor i in range(3):\n    if os.fork() == 0: os._exit(0)\ntime.sleep(1.5)"
# What a user of its own does not hide: the file system's public part and the processes' numbers.
PUBLIC = {
    "traces of the course by name",
    "places to write outside its own",
    "other users' homes",
    "processes beside its own",
    "an installed distribution",
}


@pytest.mark.slow
@pytest.mark.alone
def test_a_user_of_its_own_keeps_a_worker_in(course):
    finders = {name: source for name, source in FINDERS.items() if name not in PUBLIC}
    finders["network interfaces"] = finders["network interfaces"].partition("found += [line")[0]
    finders["files of the course"] = f"import os\nfound = [n for n in {[str(course)]!r} if os.access(n, os.R_OK)]"
    leave = "import os\nfor folder in ('/tmp', '/dev/shm'): open(f'{folder}/left-by-student', 'w').close()"
    look = "import os\nfound = [f for f in ('/tmp', '/dev/shm') if os.path.exists(f + '/left-by-student')]"
    results = run_sample(course, "uid", CELLS | finders | {"leave": leave, "look": look})
    assert verdicts(results) == VERDICTS
    assert results["works"]["found"] == ["6.0"]
    clean = [*finders, "leave", "look"]
    assert {name: results[name] for name in clean} == {name: {"found": [], "fault": None} for name in clean}


@pytest.mark.skipif(not shutil.which("setpriv"), reason="util-linux gives up capabilities for it")
def test_in_a_container_without_namespaces_users_are_taken(course):
    results = run_sample(course, "auto", SHORT, before=CONTAINER)
    assert results["backend"] == "uid"
    assert verdicts(results) == {"works": None, "dies": "run_time_error"}
    assert results["works"]["found"] == ["6.0"]


def test_a_course_that_everybody_can_read_is_refused(course):
    course.chmod(0o755)
    with pytest.raises(AssertionError, match="student code could read"):
        run_sample(course, "uid", {})


@pytest.mark.parametrize("mode", [0o755, 0o711])
def test_submissions_that_everybody_can_read_are_refused(course, mode):
    submissions = Path(tempfile.mkdtemp())
    submissions.chmod(mode)
    try:
        with pytest.raises(AssertionError, match=f"student code could read {submissions}"):
            run_sample(course, "uid", {}, submissions)
        submissions.chmod(0o700)
        run_sample(course, "uid", {}, submissions)
    finally:
        submissions.rmdir()


@pytest.mark.parametrize(
    "before",
    [[], pytest.param(CONTAINER, marks=pytest.mark.skipif(not shutil.which("setpriv"), reason="util-linux has it"))],
    ids=["root", "root in a container"],
)
def test_files_that_no_folder_holds_any_more_count(course, before):
    results = run_sample(course, "uid", UNLINKED | {"works": CELLS["works"], "zombies": ZOMBIES}, before=before)
    # Root outside a container may look at every process.
    counted = set(UNLINKED) - (set() if before else {"files of a process that nobody may look at"})
    assert {name for name in UNLINKED if verdict(results[name]) == "run_time_error"} == counted
    for name in counted - {"files under way"}:
        assert "32 MiB" in results[name]["fault"][1], name
    assert results["works"]["found"] == ["6.0"]
    assert results["zombies"]["fault"] is None


SHARED = """
import ctypes, os, time
libc = ctypes.CDLL(None); libc.mmap.restype = ctypes.c_void_p
size = 3 * 2**29
start = libc.mmap(None, ctypes.c_size_t(size), 3, 0x21, -1, ctypes.c_long(0))
for place in range(0, size, 2**26):
    ctypes.memset(start + place, 1, 2**26)
    libc.madvise(ctypes.c_void_p(start + place), ctypes.c_size_t(2**26), 4)
time.sleep(1)
"""
FORKS = "import os, time\nfor i in range(3): os.fork()\ntime.sleep(1)"


@pytest.mark.slow
@pytest.mark.alone
@pytest.mark.parametrize(
    ("sandbox", "before", "user"),
    [("bwrap", [], AS_NOBODY), ("uid", [], {}), ("uid", CONTAINER, {})],
    ids=["an ordinary user", "root", "root in a container"],
)
def test_memory_is_counted_once_and_wholly_whoever_looks(course, sandbox, before, user):
    """What is shared by eight processes counts once, and what no page table shows counts as well."""
    course.chmod(0o755 if user else 0o700)
    results = run_sample(course, sandbox, {"shared": SHARED, "forks": FORKS}, before=before, **user)
    assert verdict(results["shared"]) == "memory_limit_exceeded"
    assert results["forks"]["fault"] is None


RESERVE = """
import sys
from autograder.engine.worker.users import FIRST_USER, reserve_user
start = int(sys.argv[1])
print(reserve_user(start)[0] - FIRST_USER - start, flush=True)
sys.stdin.read()
"""


@contextlib.contextmanager
def reserved(start: int) -> Iterator[int]:
    """What another grader gets that begins to look at `start`: how many numbers further on."""
    command = [sys.executable, "-c", RESERVE, str(start)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=PROJECT) as process:
        yield int(process.stdout.readline() or 99)
        process.stdin.close()


def test_a_number_is_reserved_until_its_holder_ends():
    start = 31_000
    with reserved(start) as first, reserved(start) as second:
        assert (first, second) == (0, 1)
    with reserved(start) as again:
        assert again == 0


def test_a_number_that_somebody_has_is_never_taken(monkeypatch):
    start = 32_000
    first = users.FIRST_USER + start
    monkeypatch.setattr(pwd, "getpwuid", _known(first))
    monkeypatch.setattr(grp, "getgrgid", _known(first + 1))
    with (
        tempfile.NamedTemporaryFile(dir="/tmp") as file,
        tempfile.TemporaryDirectory(dir="/var/tmp") as folder,
        subprocess.Popen(["sleep", "60"], user=first + 5, group=first + 6, extra_groups=[first + 7]) as process,
    ):
        os.chown(file.name, first + 2, 0)
        Path(folder).chmod(0o777)
        (inner := Path(folder, "deep")).touch()
        os.chown(inner, first + 3, first + 4)
        number, locks = users.reserve_user(start)
        os.close(locks)
        process.kill()
    assert number == first + 8


def _known(number: int):
    def look_up(asked: int) -> None:
        if asked != number:
            raise KeyError(asked)

    return look_up


def test_files_of_an_account_are_still_there_after_grading(course):
    """The numbers that graders begin with are taken by somebody's files, all that a process's number can lead to."""
    kept = Path(tempfile.mkdtemp(dir="/tmp"))
    kept.chmod(0o1777)
    here = os.getpid()
    theirs = [kept / str(step) for step in range(3000)]
    try:
        for step, file in enumerate(theirs):
            file.touch()
            os.chown(file, users.FIRST_USER + (here + step) % users.USERS, 0)
        results = run_sample(course, "uid", SHORT)
        assert verdicts(results) == {"works": None, "dies": "run_time_error"}
        assert all(file.exists() for file in theirs)
    finally:
        shutil.rmtree(kept)


def test_a_folder_of_reservations_that_others_could_change_is_refused(monkeypatch, tmp_path):
    tmp_path.chmod(0o755)
    monkeypatch.setattr(users, "_RESERVED", str(tmp_path))
    with pytest.raises(users.NoFreeUser, match="is not a folder for root only"):
        users.reserve_user(0)
