"""Whatever is killed on one machine, and when: in the end each submission has one result, the undisturbed run's."""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import time

import pytest

from autograder.engine.usage import measure
from tests.engine.life import birth, fork_servers

from .test_batch import without_seconds

pytestmark = [pytest.mark.slow, pytest.mark.alone]
COUNT = 30
# More of them with KILLS=20; each takes some ten seconds.
MOMENTS = int(os.environ.get("KILLS", "4"))


def grade(root, out):
    return subprocess.Popen([sys.executable, "-m", "tests.grading.class_run", str(out), str(COUNT)], cwd=root)


def victim(grading, kind):
    """A process to kill, None if there is none at this moment."""
    if kind == "grader":
        return grading.pid
    servers = fork_servers(grading.pid)
    if kind == "fork server":
        return servers[0] if servers else None
    workers = [process for process in servers[1:] if measure(process).processes == (process,)]
    return max(workers, key=lambda process: int(birth(process) or 0), default=None)


def kill(grading, kind):
    """Kill a process as soon as there is one of that kind; whether there was before the run ended."""
    while grading.poll() is None:
        if chosen := victim(grading, kind):
            with contextlib.suppress(ProcessLookupError):
                os.kill(chosen, signal.SIGKILL)
                return True
        time.sleep(0.005)
    return False


def await_results(grading, out, count):
    """Until so many submissions have a result: how long that takes is this machine's affair."""
    while grading.poll() is None and len(list((out / "results").glob("*.json"))) < count:
        time.sleep(0.01)


def found(out):
    files = sorted((out / "results").glob("*.json"))
    return {file.name: without_seconds(json.loads(file.read_bytes())) for file in files}


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory, grading_engine, repository):
    out = tmp_path_factory.mktemp("undisturbed")
    assert grade(repository, out).wait(timeout=300) == 0
    return found(out), (out / "gradebook.csv").read_text()


@pytest.mark.parametrize("kind", ["grader", "fork server", "worker"])
def test_after_a_restart_every_submission_has_one_result(kind, undisturbed, repository, tmp_path):
    moments = random.Random(kind)
    killed = 0
    for number in range(MOMENTS):
        out = tmp_path / f"out{number}"
        grading = grade(repository, out)
        await_results(grading, out, moments.randrange(COUNT // 2))
        time.sleep(moments.uniform(0.0, 0.5))
        killed += kill(grading, kind)
        # Other than the grader's death, that of a fork server that is still starting ends a run.
        if grading.wait(timeout=300) != 0:
            assert grade(repository, out).wait(timeout=300) == 0
        assert len(found(out)) == COUNT
        assert found(out) == undisturbed[0], number
        assert (out / "gradebook.csv").read_text() == undisturbed[1]
    assert killed >= MOMENTS / 2
