"""The side that has the class: sends each submission to a Dask cluster and waits for its result."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

from distributed import CancelledError, Client, KilledWorker

from autograder.engine.model import Sandbox
from autograder.errors import ReportedError
from autograder.grading.submission import GradedSubmission, GradingTask

from . import worker
from .requests import NotGraded, Request, read_answer

_CONNECT_SECONDS = 10.0
# On the way for each thread of the cluster, so that none waits for this side.
_AHEAD = 2
_MOST_ON_THE_WAY = 512
_RETRIES = 2


class NoCluster(ReportedError):
    """The scheduler cannot be reached, has no workers, or went away."""


class Cluster:
    """A Dask cluster that grades; a context manager.

    Args:
        address: of the scheduler, such as ``tcp://10.0.0.1:8786``, or ``tls://`` with certificates in Dask's
            configuration.
        task: what is the same for all submissions; its limits are those of each worker's machine.
        sandbox: on the workers.

    Raises:
        NoCluster: there is nobody to grade.
    """

    def __init__(self, address: str, task: GradingTask, *, code: str, device: str, sandbox: Sandbox | None):
        self._task = task
        self._blank = Request(task.checked.assignment.name, task.seed, device, sandbox, code, "", b"")
        try:
            self._client = Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)
        except (OSError, ValueError) as problem:
            raise NoCluster(f"no Dask scheduler answers at {address}: {problem}") from None
        try:
            self._client.wait_for_workers(1, timeout=_CONNECT_SECONDS)
        except TimeoutError:
            self._client.close()
            raise NoCluster(
                f"the scheduler at {address} has no workers; start some with `dask worker {address}`"
            ) from None
        self.jobs = min(_AHEAD * sum(self._client.nthreads().values()), _MOST_ON_THE_WAY)

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close(timeout=1)

    def grade(self, student: str, content: bytes) -> GradedSubmission:
        """Grade one submission somewhere.

        Raises:
            NoCluster: the scheduler went away.
            NotGraded, BadAnswer: this submission was not graded, or what came back is no result of it.
        """
        payload = replace(self._blank, student=student, content=content).encode()
        sha256 = hashlib.sha256(content).hexdigest()
        try:
            future = self._client.submit(worker.grade, payload, pure=False, retries=_RETRIES)
            reply: Any = future.result()
        except KilledWorker:
            raise NotGraded("every Dask worker that had it died") from None
        except worker.ServerLost:
            raise NotGraded("the grader on a Dask worker died again and again") from None
        except CancelledError:
            raise NoCluster(
                "the Dask scheduler went away; what was graded until then is kept. Run the command again."
            ) from None
        return read_answer(reply, student, sha256, self._task)
