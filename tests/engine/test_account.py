"""One account per submission: what its workers took, and the grader's own work for it."""

import threading
import time

from autograder.engine.account import Account
from autograder.engine.model import Limits

LIMITS = Limits(total_seconds=10.0, wall_factor=3.0, grader_seconds=0.2)


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
    assert account.overrun(1.5).verdict == "time_limit_exceeded"


def test_the_graders_own_work_is_limited_and_waiting_is_no_work():
    account = Account(LIMITS)
    time.sleep(0.3)
    assert account.overrun() is None
    work(0.25)
    assert "0.2 s allowed" in account.overrun().message


def test_watching_a_long_computation_is_not_held_against_it():
    account = Account(LIMITS)
    account.add(9.0, 9.0)
    work(0.3)
    assert account.overrun() is None


def test_other_threads_work_for_others():
    account = Account(LIMITS)
    thread = threading.Thread(target=work, args=(0.3,))
    thread.start()
    thread.join()
    assert account.overrun() is None
