"""Names for tests of hw4_oscillator's checks: the reference's, and what wrong answers replace in them."""

from __future__ import annotations

import re
from functools import cache

from autograder.release.source import read_source
from lecture08_utils.checking import LocalEvaluator, Outcome, load, run_check
from tests.conftest import REPOSITORY

CHECKED = load("hw4_oscillator", hidden=True)
TRAININGS = [check.id for check in CHECKED.checks if check.retries]
QUICK = [check.id for check in CHECKED.checks if not check.retries]


@cache
def _reference() -> dict:
    namespace: dict = {}
    for cell in read_source("hw4_oscillator", REPOSITORY).cells:
        if cell.kind == "code" and not re.search(r"^\s*plot_\w+\(", cell.text, re.MULTILINE):
            exec(compile(cell.solved, "hw4_oscillator", "exec"), namespace)
    return namespace


def names(code: str = "") -> dict:
    """The reference's names after `code` has run among them; its functions see what `code` redefines."""
    import matplotlib

    matplotlib.use("Agg")
    namespace: dict = {}
    reference = _reference()
    for name, value in reference.items():
        if getattr(value, "__globals__", None) is reference:
            value = type(value)(value.__code__, namespace, name, value.__defaults__, value.__closure__)
        namespace[name] = value
    exec(code, namespace)
    return namespace


def check_ids(pattern: str) -> list[str]:
    """The checks that a pattern such as ``"q2.*gaussians *other_wells"`` names, one for each ``*``."""
    question, *fragments = pattern.split("*")
    own = [check for check in CHECKED.checks if check.question == question.rstrip(".")]
    found = [[check.id for check in own if fragment.strip() in check.name] for fragment in fragments]
    assert all(len(ids) == 1 for ids in found), (pattern, found)
    return [ids[0] for ids in found]


def outcome(namespace: dict, check_id: str, seed: int = 1) -> Outcome:
    """What a check says of these names."""
    check = CHECKED.check(check_id)
    return run_check(CHECKED, check, LocalEvaluator(namespace, CHECKED.assignment), seed)
