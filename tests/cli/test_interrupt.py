"""Ctrl-C and SIGTERM end a command in time, and threads do not keep it alive."""

import os
import signal
import subprocess
import sys

import pytest

from autograder.course import ROOT
from tests.engine.life import MOST_SECONDS, Family, await_that, marked, new_marker, nothing_left_of

STOPPING = """
import os, sys, threading, time
from autograder.interrupt import interruptible
from autograder.threads import in_threads

def works_forever(item):
    os.write(1, b"at work\\n")  # in one piece, whatever the other thread writes
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
    # A virtual machine can stand still for half a second, and the longest closing leaves no more room than that.
    if seconds_until_the_end(number, closing, status, word) >= MOST_SECONDS:
        assert seconds_until_the_end(number, closing, status, word) < MOST_SECONDS


def seconds_until_the_end(number, closing, status, word) -> float:
    with stopping("list(in_threads(works_forever, [1, 2], 2))", closing) as command:
        assert command.stdout.readline() == "at work\n"
        family = Family(command.pid, new_marker())
        command.send_signal(number)
        await_that(lambda: not family.left())
        seconds = family.seconds()
        _, errors = command.communicate()
    assert command.returncode == status
    assert word in errors
    assert len(errors.splitlines()) == 1
    return seconds


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


RELEASING = """
import pathlib
from autograder.release import tools
from autograder.interrupt import interruptible
from autograder.threads import in_threads

def run(module):
    return tools.run_tool(module, cwd=pathlib.Path("."), scratch=pathlib.Path("."))

@interruptible
def release():
    with tools.no_tool_left():
        list(in_threads(run, ["sleeping_tool"], 1))

release()
"""


def test_no_tool_of_a_release_outlives_an_interrupt(tmp_path):
    marker = new_marker()
    (tmp_path / "sleeping_tool.py").write_text(f"import subprocess\nsubprocess.run(['sleep', '{marker}'])\n")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT)])}
    command = [sys.executable, "-c", RELEASING]
    with nothing_left_of(marker), subprocess.Popen(command, cwd=tmp_path, env=environment) as release:
        await_that(lambda: marked(marker))
        release.send_signal(signal.SIGTERM)
        assert release.wait(timeout=60) == 143
        await_that(lambda: not marked(marker), seconds=MOST_SECONDS)
