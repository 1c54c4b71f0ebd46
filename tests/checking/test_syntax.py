"""Python's parser in several threads at once."""

import sys
import threading

from lecture08_utils.checking.syntax import parse

# Long enough that another thread takes over while the tree is made.
CODE = "\n".join(f"def f{number}(a, b):\n    return [a + b * {number} for a in range(3)]" for number in range(300))


class Loop:
    """Collecting it runs code of Python, in the middle of whatever goes on."""

    def __init__(self):
        self.itself = self

    def __del__(self):
        sum(range(50))


def test_threads_do_not_spoil_each_others_trees():
    problems = []

    def work():
        for _ in range(30):
            for _ in range(200):
                Loop()
            try:
                parse(CODE)
            except SystemError as problem:
                problems.append(problem)

    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        threads = [threading.Thread(target=work) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(before)
    assert problems == []
