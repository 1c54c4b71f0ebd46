"""A grader for tests: it speaks as the real server does, and judges by what a notebook says."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from functools import partial

from autograder.grading.submission import grade_submission
from autograder.scale.requests import Request, answer, refusal
from autograder.scale.server import serve
from tests.grading.toy import TASK, FakeEngine


def grade(payload: bytes) -> bytes:
    request = Request.decode(payload)
    seconds = float(os.environ.get("STAND_IN_SECONDS", "0"))
    if b"sleep" in request.content or seconds:
        time.sleep(seconds or 1.0)
    if b"die" in request.content:
        os._exit(9)
    if b"refuse" in request.content:
        return refusal("no room")
    if b"lie" in request.content:
        return answer(grade_submission(FakeEngine(), TASK, "somebody else", request.content))
    return answer(grade_submission(FakeEngine(), TASK, request.student, request.content))


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        serve(sys.stdin.buffer, os.fdopen(os.dup(1), "wb"), partial(grade))
    os._exit(0)
