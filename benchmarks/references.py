"""The functions of an assignment's reference, for benchmarks that train with them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from autograder.release.source import read_source

ROOT = Path(__file__).parent.parent


def reference(assignment: str) -> dict[str, Any]:
    """The names of a reference: its given and its answered cells, without those that draw figures.

    Args:
        assignment: its name, for example ``"hw3_poisson"``.
    """
    namespace: dict[str, Any] = {}
    for cell in read_source(assignment, ROOT).cells:
        if cell.kind == "code" and not re.search(r"^\s*plot_\w+\(", cell.text, re.MULTILINE):
            exec(compile(cell.solved, assignment, "exec"), namespace)
    return namespace
