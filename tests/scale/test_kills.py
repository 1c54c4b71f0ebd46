"""Whatever is killed at whatever moment: after a restart every submission has one result, the undisturbed run's."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import socket
import subprocess
import sys
import time

import psutil
import pytest

from autograder.grading.batch import grade_class
from tests.grading.test_kills import await_results, found
from tests.grading.toy import TASK, FakeEngine

from .class_run import submissions

pytestmark = [pytest.mark.slow, pytest.mark.alone]
COUNT = 40
# More of them with KILLS=20; each takes five to twenty seconds.
MOMENTS = int(os.environ.get("KILLS", "4"))
_SECONDS_EACH = "0.1"


class DaskCommands:
    """A scheduler and two workers, started as their documentation says."""

    def __init__(self, root, folder):
        self._root, self._folder = root, folder
        self._environment = {
            **os.environ,
            "PYTHONPATH": str(root),
            "STAND_IN_SECONDS": _SECONDS_EACH,
            "DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "3s",
        }
        self.processes: list[subprocess.Popen] = []
        self.start()

    def start(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.address = f"tcp://127.0.0.1:{port}"
        common = ["--no-dashboard"]
        self.scheduler = self._run("dask", "scheduler", "--host", "127.0.0.1", "--port", str(port), *common)
        preload = ["--preload", "tests.scale.dask_worker", "--nthreads", "2", "--local-directory", str(self._folder)]
        self.workers = [self._run("dask", "worker", self.address, *preload, *common) for _ in range(2)]

    def _run(self, *command):
        program = [sys.executable, "-m", *command]
        with (self._folder / "log.txt").open("a") as log:
            process = subprocess.Popen(program, cwd=self._root, env=self._environment, stderr=log)
        self.processes.append(process)
        return process

    def grade(self, out):
        return self._run("tests.scale.class_run", str(out), self.address, str(COUNT))

    def stop(self):
        for process in self.processes:
            for child in [*descendants(process), process]:
                kill(child.pid)
        for process in self.processes:
            process.wait()
        self.processes = []


def descendants(process):
    try:
        return psutil.Process(process.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def kill(number):
    with contextlib.suppress(ProcessLookupError):
        os.kill(number, signal.SIGKILL)


def victims(cluster, grading, kind):
    if kind == "grader":
        return [grading.pid]
    if kind == "scheduler":
        return [cluster.scheduler.pid]
    below = [child for worker in cluster.workers for child in descendants(worker)]
    servers = [child.pid for child in below if "tests.scale.stand_in" in child.cmdline()]
    if kind == "grader of a worker":
        return servers
    return [child.pid for child in below if "multiprocessing.spawn" in " ".join(child.cmdline())]


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    out = tmp_path_factory.mktemp("undisturbed")
    grade_class(FakeEngine(), TASK, submissions(COUNT), out, jobs=1)
    return found(out), (out / "gradebook.csv").read_text()


@pytest.mark.parametrize("kind", ["grader", "worker", "grader of a worker", "scheduler"])
def test_after_a_restart_every_submission_has_one_result(kind, undisturbed, repository, tmp_path):
    moments = random.Random(kind)
    cluster = DaskCommands(repository, tmp_path)
    killed = 0
    try:
        for number in range(MOMENTS):
            out = tmp_path / f"out{number}"
            grading = cluster.grade(out)
            await_results(grading, out, moments.randrange(COUNT // 2))
            time.sleep(moments.uniform(0.0, 0.5))
            if chosen := victims(cluster, grading, kind):
                kill(moments.choice(chosen))
                killed += 1
            if kind == "scheduler":
                grading.wait(timeout=60)
                cluster.stop()
                cluster.start()
            status = grading.wait(timeout=120)
            for _ in range(3):
                if status == 0 and found(out) == undisturbed[0]:
                    break
                status = cluster.grade(out).wait(timeout=120)
            assert found(out) == undisturbed[0], (number, (tmp_path / "log.txt").read_text()[-3000:])
            assert (out / "gradebook.csv").read_text() == undisturbed[1]
        assert killed >= MOMENTS / 2
    finally:
        cluster.stop()
