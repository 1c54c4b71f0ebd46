"""A branch's own ``pyproject.toml``: the checkout's, without what belongs to graders and developers."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any


def branch_project(root: Path, *, dependencies: list[str] | None = None, extras: Iterable[str]) -> str:
    """The text of a ``pyproject.toml`` that installs what the checkout's does.

    Args:
        dependencies: in place of the checkout's.
        extras: names of the optional dependencies that stay.
    """
    tables = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    project = tables["project"]
    optional = {name: project["optional-dependencies"][name] for name in extras}
    kept = {
        "build-system": tables["build-system"],
        "project": project
        | {"dependencies": dependencies or project["dependencies"], "optional-dependencies": optional},
        "tool": {"hatch": tables["tool"]["hatch"]},
    }
    return "\n\n".join("\n".join(block) for name, table in kept.items() for block in _blocks(name, table)) + "\n"


def _blocks(name: str, table: Mapping[str, Any]) -> Iterator[list[str]]:
    values = [f"{key} = {_toml(value)}" for key, value in table.items() if not isinstance(value, dict)]
    if values:
        yield [f"[{name}]", *values]
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _blocks(f"{name}.{key}", value)


def _toml(value: str | list[str]) -> str:
    # Strings, and lists of them, are written in TOML as in JSON.
    return json.dumps(value, ensure_ascii=False, indent=4 if isinstance(value, list) and len(value) > 1 else None)
