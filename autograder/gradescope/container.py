"""What the container allows, and limits on student code that leave room for the grader in it."""

from __future__ import annotations

import contextlib
import dataclasses
import math
from pathlib import Path

from autograder.engine.model import Limits

_CGROUPS = Path("/sys/fs/cgroup")
# As Gradescope has it unless another size is chosen; a figure is needed where the container does not tell.
USUAL_CORES = 0.5
# What the grader and the fork server hold for themselves; measured, see docs/gradescope.md.
_GRADERS_BYTES = 170 * 2**20
# Of the time that is left, for the grader's own work and for what student code waits.
_SPARE = 1.5
# Waiting for a notebook's cells may take this share of it, and for one of them a third of that: an endless loop or
# two must leave something for what checks ask, on a faster core than promised too.
_SHARE_OF_CELLS = 0.75
_SHARE_OF_ONE = 1 / 3


@dataclasses.dataclass(frozen=True)
class Container:
    """What there is to use.

    Attributes:
        cores: processor seconds per second, at most 1 since a notebook has one core.
        memory_bytes: None where there is no limit to be seen.
    """

    cores: float
    memory_bytes: int | None


def this_container(groups: Path = _CGROUPS) -> Container:
    """The container that this process is in, by cgroups of version 2 or 1."""
    quota, period = _figures(groups, "cpu.max", "cpu/cpu.cfs_quota_us", "cpu/cpu.cfs_period_us")
    cores = quota / period if quota and period else USUAL_CORES
    memory, _ = _figures(groups, "memory.max", "memory/memory.limit_in_bytes")
    # Version 1 says "no limit" with a number near 2**63.
    return Container(min(cores, 1.0), memory if memory and memory < 2**50 else None)


def fitted(limits: Limits, container: Container, seconds: float) -> Limits:
    """Limits with which a submission ends by itself, and says why, before the container is ended.

    Args:
        seconds: that are left by the clock.
    """
    seconds = max(seconds, 1.0)
    total = min(limits.total_seconds, math.floor(seconds * container.cores / _SPARE) + 1.0)
    room = limits.memory_bytes
    if container.memory_bytes:
        room = min(room, max(container.memory_bytes - _GRADERS_BYTES, container.memory_bytes // 2))
    factor = min(limits.wall_factor, seconds / total)
    waited = _SHARE_OF_CELLS * total
    one = _SHARE_OF_ONE * waited * container.cores
    return dataclasses.replace(
        limits,
        total_seconds=total,
        wall_factor=factor,
        notebook_seconds=min(limits.notebook_seconds, waited / factor),
        cell_seconds=_whole(limits.cell_seconds, one),
        question_seconds=_whole(limits.question_seconds, one),
        own_seconds={name: _whole(own, one) for name, own in limits.own_seconds.items()},
        memory_bytes=room,
    )


def _whole(limit: float, most: float) -> float:
    """A limit, cut; whole seconds, for the people who read them."""
    return min(limit, max(1.0, float(math.floor(most))))


def _figures(groups: Path, modern: str, *old: str) -> tuple[int | None, int | None]:
    """The numbers in a file of version 2, or in the files of version 1; None for what is not there."""
    numbers: list[int] = []
    with contextlib.suppress(OSError, ValueError):
        if (groups / modern).is_file():
            numbers = [int(word) for word in (groups / modern).read_text().split()]
        else:
            numbers = [int((groups / name).read_text()) for name in old]
    positive = [number if number > 0 else None for number in numbers]
    first, second, *_ = [*positive, None, None]
    return first, second
