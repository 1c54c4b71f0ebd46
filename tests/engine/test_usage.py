"""What is measured in /proc."""

import os
import subprocess
import sys
import time

from autograder.engine.usage import measure, resident_bytes

BUSY_CHILD = """
import subprocess, sys, time
code = "import time\\nwhile time.process_time() < 0.3: pass\\nprint('done', flush=True)\\ntime.sleep(60)"
subprocess.run([sys.executable, "-S", "-c", code])
"""


def test_the_time_of_children_counts():
    process = subprocess.Popen([sys.executable, "-S", "-c", BUSY_CHILD], stdout=subprocess.PIPE)
    try:
        assert process.stdout.readline() == b"done\n"
        usage = measure(process.pid)
        assert len(usage.processes) == 2
        assert usage.cpu_seconds > 0.25
        assert 0 < usage.resident_bytes <= usage.memory_bound
    finally:
        for child in measure(process.pid).processes[::-1]:
            os.kill(child, 9)
        process.wait()
        process.stdout.close()


def test_a_process_that_is_gone_uses_nothing():
    process = subprocess.Popen(["true"])
    process.wait()
    assert measure(process.pid).processes == ()
    assert resident_bytes(process.pid) == 0


def test_sleeping_is_not_starving():
    before = measure(os.getpid())
    time.sleep(0.1)
    assert measure(os.getpid()).starved_since(before) < 0.09
