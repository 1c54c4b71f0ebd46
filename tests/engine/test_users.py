"""The engine started by an unprivileged user, and the backend that gives each worker a user of its own."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy
import pytest

import autograder

from .test_escapes import FINDERS
from .test_limits import LOOPS

PROJECT = Path(autograder.__file__).resolve().parents[1]
SAMPLE = Path(__file__).with_name("sample.py")
PACKAGES = Path(numpy.__file__).parents[1]
NOBODY = 65534
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
        "    for i in range(1100): os.mkdir('d'); os.chdir('d')\ntime.sleep(2)"
    ),
    "public files": (
        "import time\nfor i in range(9): open(f'/tmp/student-{i}', 'wb').write(bytes(2**23))\ntime.sleep(2)"
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


def verdicts(results: dict) -> dict:
    return {name: result["fault"] and result["fault"][0] for name, result in results.items() if name in VERDICTS}


def test_an_unprivileged_user_can_grade(course):
    course.chmod(0o755)
    results = run_sample(course, "bwrap", SHORT, **AS_NOBODY)
    assert verdicts(results) == {"works": None, "dies": "run_time_error"}


def test_a_worker_with_a_user_of_its_own_is_graded(course):
    results = run_sample(course, "uid", SHORT)
    assert verdicts(results) == {"works": None, "dies": "run_time_error"}


@pytest.mark.slow
def test_a_worker_of_an_unprivileged_grader_is_kept_in(course):
    course.chmod(0o755)
    # A tmpfs of its own can be as deep as it likes; it goes with its namespace.
    cells = {name: source for name, source in CELLS.items() if name != "folders"}
    results = run_sample(course, "bwrap", cells | FINDERS, **AS_NOBODY)
    assert verdicts(results) == {name: VERDICTS[name] for name in cells}
    assert results["works"]["found"] == ["6.0"]
    assert {name: results[name] for name in FINDERS} == {name: {"found": [], "fault": None} for name in FINDERS}


# What a user of its own does not hide: the file system's public part and the processes' numbers.
PUBLIC = {
    "traces of the course by name",
    "places to write outside its own",
    "other users' homes",
    "processes beside its own",
    "an installed distribution",
}


@pytest.mark.slow
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
    container = [sys.executable, str(Path(__file__).with_name("container.py"))]
    results = run_sample(course, "auto", SHORT, before=container)
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
