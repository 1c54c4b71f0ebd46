"""What a container allows, and limits that fit into it."""

import pytest

from autograder.engine.model import Limits
from autograder.gradescope.container import Container, fitted, this_container

MIB = 2**20


@pytest.fixture
def groups(tmp_path):
    def write(files):
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(text)
        return tmp_path

    return write


def test_version_2(groups):
    assert this_container(groups({"cpu.max": "50000 100000\n", "memory.max": "805306368\n"})) == Container(
        0.5, 768 * MIB
    )


def test_version_2_without_limits(groups):
    assert this_container(groups({"cpu.max": "max 100000\n", "memory.max": "max\n"})) == Container(0.5, None)


def version_1(quota: int, memory: int) -> dict[str, str]:
    return {
        "cpu/cpu.cfs_quota_us": f"{quota}\n",
        "cpu/cpu.cfs_period_us": "100000\n",
        "memory/memory.limit_in_bytes": f"{memory}\n",
    }


def test_version_1(groups):
    assert this_container(groups(version_1(200_000, 768 * MIB))) == Container(1.0, 768 * MIB)


def test_version_1_without_limits(groups):
    assert this_container(groups(version_1(-1, 2**63 - 4096))) == Container(0.5, None)


def test_a_container_that_tells_nothing(tmp_path):
    assert this_container(tmp_path) == Container(0.5, None)


def test_limits_end_a_submission_before_the_container_ends():
    limits = fitted(Limits(), Container(0.5, 768 * MIB), 540.0)
    assert limits.total_seconds == pytest.approx(181.0)
    assert limits.allowed(limits.notebook_seconds)[1] == pytest.approx(0.75 * 181.0)
    assert limits.allowed(limits.total_seconds)[1] <= 540.0
    assert limits.memory_bytes < 768 * MIB


def test_endless_loops_leave_something_for_the_checks():
    limits = fitted(Limits(own_seconds={"q1": 34.0, "q2": 5.0}), Container(0.5, None), 540.0)
    assert limits.own_seconds == {"q1": 22.0, "q2": 5.0}
    waited = limits.allowed(limits.notebook_seconds)[1]
    assert 3 * limits.own_seconds["q1"] / 0.5 <= waited < limits.total_seconds


def test_one_core_may_wait_less():
    limits = fitted(Limits(), Container(1.0, None), 540.0)
    assert limits.allowed(limits.total_seconds)[1] <= 540.001
    assert limits.memory_bytes == Limits().memory_bytes


def test_limits_that_are_lower_stay():
    own = Limits(1.0, 1.0, notebook_seconds=5.0, total_seconds=20.0, memory_bytes=MIB, own_seconds={"q1": 1.0})
    assert fitted(own, Container(0.5, 768 * MIB), 540.0) == own


def test_late_is_not_never():
    assert fitted(Limits(), Container(0.5, None), -3.0).total_seconds > 0
