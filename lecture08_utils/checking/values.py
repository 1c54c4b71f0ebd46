"""Values as text: short ones for messages, and code that makes a value again."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np

_MAX_VALUES = 8
_MAX_SHOWN = 400


def show_value(value: Any) -> str:
    """A value for a message: short, with the shape of an array in front of its first entries."""
    if isinstance(value, np.ndarray) and value.ndim:
        entries = ", ".join(_show_number(entry) for entry in value.ravel()[:_MAX_VALUES])
        more = ", …" if value.size > _MAX_VALUES else ""
        return f"array of shape {value.shape}: {entries}{more}"
    if isinstance(value, np.ndarray):
        return _show_number(value[()])
    text = _show_number(value) if isinstance(value, int | float | complex) else short_repr(value)
    return text if len(text) <= _MAX_SHOWN else text[:_MAX_SHOWN] + " …"


def short_repr(value: Any) -> str:
    """Like ``repr``, of plain data; long texts in it, keys too, are cut, so that megabytes cost nothing."""
    if isinstance(value, str | bytes):
        text = repr(value[:_MAX_SHOWN])
        return text if len(text) <= _MAX_SHOWN else text[:_MAX_SHOWN] + " …"
    if isinstance(value, dict):
        items = ((short_repr(key), short_repr(item)) for key, item in itertools.islice(value.items(), _MAX_SHOWN))
        return "{" + ", ".join(f"{key}: {item}" for key, item in items) + "}"
    if isinstance(value, list):
        return f"[{', '.join(map(short_repr, value[:_MAX_SHOWN]))}]"
    if isinstance(value, np.ndarray) and value.size > _MAX_VALUES:
        return f"array of shape {value.shape}"
    return repr(value)


def _show_number(value: Any) -> str:
    if isinstance(value, float | np.floating):
        return f"{value + 0.0:.7g}"  # no −0
    return str(value)


def show_code(name: str, value: Any) -> str:
    """Code that makes `value` again under `name`; long arrays are shortened and say so."""
    if not isinstance(value, np.ndarray) or value.ndim == 0:
        return f"{name} = {value!r}"
    grid = _as_linspace(value)
    if grid:
        return f"{name} = {grid}"
    if value.size > 40:
        return f"{name} = np.array({value.ravel()[:6].tolist()})  # and so on; shape {value.shape}"
    return f"{name} = np.array({value.tolist()})"


def _as_linspace(value: np.ndarray) -> str:
    if value.ndim != 1 or value.size < 5 or value.dtype.kind != "f":
        return ""
    start, stop = float(value[0]), float(value[-1])
    if not np.isfinite([start, stop]).all():
        return ""
    even = np.linspace(start, stop, value.size).astype(value.dtype)
    return f"np.linspace({start!r}, {stop!r}, {value.size})" if np.allclose(even, value, 1e-6, 0) else ""
