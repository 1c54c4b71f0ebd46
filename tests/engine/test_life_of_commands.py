"""`lecture08 grade` is ended at any moment, by any signal: nothing is left of it, and nothing finished is lost.

Two submissions at a time start a child in a session of its own, and then compute or sleep for ever, in a cell or when
a check asks.
"""

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from textwrap import indent

import pytest

import autograder
from tests.grading.toy import as_bytes, code, ours

from .life import Family, await_that, child, fork_servers, marked
from .test_users import PACKAGES, interpreter_for_anybody

PROJECT = Path(autograder.__file__).resolve().parents[1]
FOR_EVER = {"computes": "while True: pass", "sleeps": "import time; time.sleep(1000)"}
IMPORTING = ("fork server", "imports")
PHASES = [IMPORTING, *((place, how) for place in ("cell", "question") for how in FOR_EVER)]
STATUS = {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGKILL: -signal.SIGKILL}
QUICK = [
    ("bwrap", signal.SIGINT, ("cell", "computes")),
    ("bwrap", signal.SIGKILL, IMPORTING),
    ("uid", signal.SIGTERM, ("question", "sleeps")),
    ("uid", signal.SIGKILL, ("cell", "computes")),
]
SLOW = [
    (sandbox, number, phase)
    for sandbox in ("bwrap", "uid", "none")
    for number in STATUS
    for phase in PHASES
    if (sandbox, number, phase) not in QUICK
    # Without a sandbox, what a submission does when the signal comes has been seen twice.
    if sandbox != "none" or phase in (IMPORTING, ("question", "computes"))
]


@pytest.fixture(scope="module")
def course():
    """A copy of the project that other users cannot read; without budgets, so that the machine is not measured."""
    folder = Path(tempfile.mkdtemp(prefix="course-"))
    for part in ("autograder", "lecture08_utils", "solutions", "assignments"):
        shutil.copytree(PROJECT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__", "cpu.json"))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def temporary():
    """A place for temporary files, which stay when a grader is killed; open for workers that are other users."""
    folder = Path(tempfile.mkdtemp(prefix="temporary-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


class Grading:
    """A running `lecture08 grade`."""

    def __init__(self, course: Path, temporary: Path, sandbox: str, marker: str, place: str, how: str):
        source = f"{child(marker)}\n{FOR_EVER[how]}"
        if place == "question":
            source = f"def diagonalise(*given, **named):\n{indent(source, '    ')}"
        notebook = as_bytes([code(source, **ours("q8", "stub"))])
        folder = Path(tempfile.mkdtemp(dir=course))
        (folder / "in").mkdir()
        for name, content in (("1", b"%PDF"), ("2", notebook), ("3", notebook)):
            (folder / "in" / f"{name}.ipynb").write_bytes(content)
        self.results = folder / "out" / "results"
        python = interpreter_for_anybody() if sandbox == "uid" else sys.executable
        # A test run in the background may have been started with Ctrl-C ignored.
        command = ["env", "--default-signal=INT", python, "-m", "lecture08_utils.cli", "grade", "hw4"]
        command += [str(folder / "in"), "--out", str(folder / "out"), "--jobs", "2", "--sandbox", sandbox]
        self.process = subprocess.Popen(
            command,
            env=os.environ | {"PYTHONPATH": f"{course}:{PACKAGES}", "TMPDIR": str(temporary)},
            cwd="/",
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )

    def statuses(self) -> dict[str, str]:
        """Student → status in the gradebook."""
        with open(self.results.parent / "gradebook.csv", encoding="utf-8", newline="") as file:
            return {row["student"]: row["status"] for row in csv.DictReader(file) if row["status"]}

    def await_that(self, condition):
        await_that(lambda: self.process.poll() is not None or condition())
        assert self.process.poll() is None, self.process.communicate()[1]


@pytest.mark.parametrize(
    ("sandbox", "number", "phase"),
    [*QUICK, *(pytest.param(*case, marks=[pytest.mark.slow, pytest.mark.alone]) for case in SLOW)],
)
def test_nothing_is_left_two_seconds_after_a_signal(course, temporary, marker, sandbox, number, phase):
    if sandbox == "uid" and os.geteuid() != 0:
        pytest.skip("only root can become somebody else")
    place, how = ("cell", "sleeps") if phase == IMPORTING else phase
    grading = Grading(course, temporary, sandbox, marker, place, how)
    with grading.process as process:
        if phase == IMPORTING:
            grading.await_that(lambda: fork_servers(process.pid))
        else:
            grading.await_that(lambda: len(marked(marker)) == 2)
            grading.await_that((grading.results / "1.json").exists)
        family = Family(process.pid, marker)
        process.send_signal(number)
        family.await_end()
        errors = process.communicate()[1]
    assert process.returncode == STATUS[number]
    assert "Traceback" not in errors
    assert "Ended by" in errors.splitlines()[-1] if number != signal.SIGKILL else "Ended by" not in errors, errors
    if phase != IMPORTING:
        assert json.loads((grading.results / "1.json").read_text())["status"] == "unreadable"
        assert len(list(grading.results.iterdir())) == 1
        if number != signal.SIGKILL:
            assert grading.statuses() == {"1": "unreadable", "2": "not_graded", "3": "not_graded"}


@pytest.mark.slow
@pytest.mark.alone
@pytest.mark.parametrize("sandbox", ["bwrap", "uid"])
def test_workers_end_with_their_fork_server_and_grading_goes_on(course, temporary, marker, sandbox):
    if sandbox == "uid" and os.geteuid() != 0:
        pytest.skip("only root can become somebody else")
    grading = Grading(course, temporary, sandbox, marker, "cell", "computes")
    with grading.process as process:
        grading.await_that(lambda: len(marked(marker)) == 2)
        first = marked(marker)
        os.kill(fork_servers(process.pid)[0], signal.SIGKILL)
        grading.await_that(lambda: not marked(marker) & first)
        grading.await_that(lambda: len(marked(marker)) == 2)
        family = Family(process.pid, marker)
        process.send_signal(signal.SIGINT)
        family.await_end()
