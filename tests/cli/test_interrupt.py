"""Ctrl-C and SIGTERM end a command in time, and threads do not keep it alive."""

import signal
import subprocess
import sys

import pytest

from tests.engine.life import Family, new_marker

STOPPING = """
import sys, threading, time
from autograder.interrupt import interruptible
from autograder.threads import in_threads

def works_forever(item):
    print("at work", flush=True)
    while True:
        time.sleep(0.01)

@interruptible
def command():
    try:
        {body}
    finally:
        time.sleep({closing})

command()
"""


@pytest.mark.parametrize(
    ("number", "closing", "status", "word"),
    [(signal.SIGINT, 0, 130, "Ctrl-C"), (signal.SIGTERM, 0, 143, "SIGTERM"), (signal.SIGINT, 60, 130, "Ctrl-C")],
)
def test_a_command_ends_in_time_whatever_its_threads_do_and_however_long_closing_takes(number, closing, status, word):
    command = stopping("list(in_threads(works_forever, [1, 2], 2))", closing)
    assert command.stdout.readline() == "at work\n"
    family = Family(command.pid, new_marker())
    command.send_signal(number)
    family.await_end()
    _, errors = command.communicate()
    assert command.returncode == status
    assert word in errors
    assert len(errors.splitlines()) == 1


def test_threads_do_not_keep_a_process_alive_that_fails():
    command = stopping("next(in_threads(lambda item: 1 / item, [0], 1))", 0)
    _, errors = command.communicate(timeout=60)
    assert command.returncode == 1
    assert errors.endswith("ZeroDivisionError: division by zero\n")
    command = stopping("print(next(in_threads(lambda item: time.sleep(item) or item, [0, 1000], 2)))", 0)
    assert command.communicate(timeout=60) == ("0\n", "")


def stopping(body, closing):
    code = STOPPING.format(body=body, closing=closing)
    # A test run in the background may have been started with Ctrl-C ignored.
    return subprocess.Popen(
        ["env", "--default-signal=INT", sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
