"""What Gradescope documents about ``results.json`` and ``gradescope``'s words in it.

https://gradescope-autograders.readthedocs.io/en/latest/specs
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema

_FORMAT = {"enum": ["text", "html", "simple_format", "md", "ansi"]}
_VISIBILITY = {"enum": ["hidden", "after_due_date", "after_published", "visible"]}
_TEST = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "score": {"type": "number"},
        "max_score": {"type": "number"},
        "status": {"enum": ["passed", "failed"]},
        "name": {"type": "string"},
        "name_format": _FORMAT,
        "number": {"type": "string"},
        "output": {"type": "string"},
        "output_format": _FORMAT,
        "tags": {"type": "array", "items": {"type": "string"}},
        "visibility": _VISIBILITY,
        "extra_data": {"type": "object"},
    },
}
SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "score": {"type": "number"},
        "execution_time": {"type": "number"},
        "output": {"type": "string"},
        "output_format": _FORMAT,
        "test_output_format": _FORMAT,
        "test_name_format": _FORMAT,
        "visibility": _VISIBILITY,
        "stdout_visibility": _VISIBILITY,
        "extra_data": {"type": "object"},
        "tests": {"type": "array", "items": _TEST},
        "leaderboard": {
            "type": "array",
            "items": {"type": "object", "required": ["name", "value"]},
        },
    },
    # A score is needed on top unless every test has one.
    "anyOf": [
        {"required": ["score"]},
        {"required": ["tests"], "properties": {"tests": {"items": {"required": ["score"]}}}},
    ],
}


def _refuse(word: str) -> float:
    raise ValueError(f"{word} is no JSON")


def read_results(root: Path) -> dict[str, Any]:
    """The results in a container's folder, if they are what Gradescope reads."""
    results = json.loads((root / "results" / "results.json").read_text("ascii"), parse_constant=_refuse)
    jsonschema.validate(results, SCHEMA)
    return results


def points(results: dict[str, Any]) -> dict[str, float]:
    """Question → points of its tests."""
    found: dict[str, float] = {}
    for test in results["tests"]:
        if "score" in test:
            question = f"q{test['number'].partition('.')[0]}"
            found[question] = round(found.get(question, 0.0) + test["score"], 6)
    return found
