"""One account per submission: what its workers took, and the grader's own work for it."""

import dataclasses
import threading
import time

from autograder.engine.account import Account
from autograder.engine.model import Limits

LIMITS = Limits(total_seconds=10.0, wall_factor=3.0, idle_seconds=100.0, grader_seconds=0.2)
WAITS = Limits(total_seconds=1000.0, idle_seconds=10.0)


def work(seconds: float) -> None:
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass


def test_what_workers_took_adds_up_to_the_total():
    account = Account(LIMITS)
    for _ in range(5):
        account.add(1.9, 2.0)
    assert account.overrun() is None
    account.add(0.6, 0.6)
    assert "10 s that are allowed for the whole notebook" in account.overrun().message


def test_waiting_ends_after_the_wall_factor():
    account = Account(LIMITS)
    account.add(0.0, 29.0)
    assert account.overrun() is None
    assert account.overrun(0.0, 1.5).verdict == "time_limit_exceeded"


def test_what_waits_once_all_time_for_that_is_used_up_ends_and_the_rest_goes_on():
    account = Account(WAITS)
    assert account.overrun(0.0, 9.9) is None
    assert "10 s are allowed for the whole notebook" in account.overrun(0.0, 10.1).message
    account.add(0.0, 10.1)  # the first question that hangs
    for _ in range(3):
        account.add(5.0, 5.1)
        assert account.overrun() is None
        assert account.overrun(90.0, 91.0) is None
        assert account.overrun(0.0, 2.5).verdict == "time_limit_exceeded"
        account.add(0.0, 2.5)  # one more that hangs
    assert account.overrun() is None
    account.add(0.0, 2.5)
    assert "waited without computing" in account.overrun().message


def test_computing_is_no_waiting_however_many_threads_do_it():
    account = Account(WAITS)
    for _ in range(10):
        account.add(20.0, 5.0)
        account.add(20.0, 20.5)
    assert account.overrun() is None
    account.add(0.0, 6.0)
    assert "waited without computing" in account.overrun(0.0, 3.0).message


def test_waiting_for_a_gpu_is_no_idling():
    account = Account(dataclasses.replace(WAITS, clock="wall"))
    account.add(0.0, 900.0)
    assert account.overrun(0.0, 50.0) is None


def test_the_graders_own_work_is_limited_and_waiting_is_no_work():
    account = Account(LIMITS)
    time.sleep(0.3)
    assert account.overrun() is None
    work(0.25)
    assert "0.2 s allowed" in account.overrun().message


def test_watching_is_limited_apart_and_by_the_clock():
    account = Account(LIMITS)
    with account.watching():
        work(0.19)
    work(0.15)
    assert account.overrun() is None
    with account.watching():
        work(0.3)
    assert "so many processes and threads" in account.overrun().message
    account._began -= 10.0
    assert account.overrun() is None


def test_costly_replies_are_followed_by_rests_and_honest_ones_are_not():
    account = Account(dataclasses.replace(LIMITS, grader_seconds=1.0))
    rests = []
    for seconds in (0.2, 0.1, 0.0):
        work(seconds)
        started = time.monotonic()
        account.rest()
        rests.append(time.monotonic() - started)
    assert rests[1] > 0.4
    assert max(rests[0], rests[2]) < 0.3


def test_other_threads_work_for_others():
    account = Account(LIMITS)
    thread = threading.Thread(target=work, args=(0.3,))
    thread.start()
    thread.join()
    assert account.overrun() is None
