"""Plain data to bytes and back: the only thing that crosses between a grader and student code.

A message is a JSON header followed by raw array buffers::

    magic "L8C1" | header length (uint32, little endian) | header (UTF-8 JSON) | buffer 0 | buffer 1 | …

Allowed are None, bool, int of any size, float, complex, str, list (a tuple becomes a list), dict with string
keys, ``fractions.Fraction``, twins (twins.py) and arrays of bool, integers, float16–64 and complex. There is no way
to name a class or a function in it, so decoding never runs anybody's code. `decode` reads hostile bytes: every cap is
applied before the part that it protects is parsed.
"""

from __future__ import annotations

import json
import math
import re
import struct
import sys
from collections import OrderedDict, defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from .twins import TwinInt, is_twin, residue, twin

MAGIC = b"L8C1"
_PREFIX = struct.Struct("<4sI")
_DTYPES = frozenset(
    ["|b1", "|i1", "<i2", "<i4", "<i8", "|u1", "<u2", "<u4", "<u8", "<f2", "<f4", "<f8", "<c8", "<c16"]
)
# A string that never ends is one token too: to give it up and look further would take a time quadratic in its length.
_TOKENS = re.compile(rb'"(?:[^"\\]|\\.)*+"?|[\[{]|[\]}]|,', re.DOTALL)
_SAFE_INT = 2**53
# Rows of all arrays without entries: they cost no byte in a message, but one list each where they become lists.
_MOST_EMPTY = 100_000


class CodecError(ValueError):
    """Bytes that are not a message of this codec, or one that breaks a cap."""


class NotPlainData(TypeError):
    """A value that the codec does not carry.

    Attributes:
        type_name: name of the offending type, for the message to the student.
        where: where in the answer it was found, as an index expression such as ``[0]['E']``.
    """

    def __init__(self, type_name: str, where: str = ""):
        super().__init__(f"{type_name} at answer{where}" if where else type_name)
        self.type_name = type_name
        self.where = where


@dataclass(frozen=True)
class Caps:
    """What a message may cost its reader."""

    total_bytes: int = 64 * 2**20
    header_bytes: int = 4 * 2**20
    depth: int = 32
    items: int = 200_000


DEFAULT_CAPS = Caps()
# Exactly these: nobody can have changed what they say.
_DICTS = (dict, OrderedDict, defaultdict)


def encode(value: Any) -> bytes:
    """Encode plain data.

    Raises:
        NotPlainData: the value holds something else: an object, an object or masked array, a function, a
            dict with other than string keys, or it is nested deeper than ``DEFAULT_CAPS.depth``.
    """
    buffers: list[bytes] = []
    header = json.dumps(_to_json(value, buffers, "", 0), allow_nan=False, separators=(",", ":")).encode()
    return b"".join([_PREFIX.pack(MAGIC, len(header)), header, *buffers])


def decode(message: bytes, caps: Caps = DEFAULT_CAPS) -> Any:
    """Decode a message that may come from hostile code.

    Raises:
        CodecError: not a message, or larger, deeper or with more items than `caps` allow.
    """
    if len(message) > caps.total_bytes:
        raise CodecError(f"message of {len(message)} bytes, at most {caps.total_bytes} allowed")
    if len(message) < _PREFIX.size:
        raise CodecError("message shorter than its prefix")
    magic, length = _PREFIX.unpack_from(message)
    if magic != MAGIC:
        raise CodecError("message does not start with the codec's magic number")
    if length > caps.header_bytes or _PREFIX.size + length > len(message):
        raise CodecError("header longer than allowed or than the message")
    header = message[_PREFIX.size : _PREFIX.size + length]
    _check_nesting(header, caps)
    try:
        # Bytes may be UTF-16 for json, and then hide brackets from who counts them.
        tree = json.loads(header.decode("utf-8"), parse_constant=_no_constants)
    except (ValueError, RecursionError) as error:
        raise CodecError(f"header is not JSON: {type(error).__name__}") from None
    reader = _BufferReader(memoryview(message)[_PREFIX.size + length :])
    value = _from_json(tree, reader)
    if reader.remaining:
        raise CodecError(f"{reader.remaining} bytes left over behind the last array")
    return value


def _check_nesting(header: bytes, caps: Caps) -> None:
    depth = items = 0
    for number, token in enumerate(_TOKENS.finditer(header)):
        first = header[token.start()]
        if first in b"[{":
            # Tagged values add one level of JSON to each level of data.
            depth += 1
            items += 1
            if depth > 3 * caps.depth:
                raise CodecError("message nested too deeply")
        elif first in b"]}":
            depth -= 1
        elif first == ord(","):
            items += 1
        # Closing brackets and strings count as nothing, and come with what does.
        if items > caps.items or number > 8 * (caps.items + caps.depth):
            raise CodecError(f"message with more than {caps.items} items")


def _no_constants(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _to_json(value: Any, buffers: list[bytes], where: str, depth: int) -> Any:
    if depth > DEFAULT_CAPS.depth:
        raise NotPlainData("data nested too deeply", where)
    kind = type(value)
    if kind is np.str_:
        value, kind = str(value), str
    if value is None or kind is bool or kind is str:
        return _clean_text(value) if kind is str else value
    if kind is int:
        return value if abs(value) <= _SAFE_INT else {"t": "int", "v": hex(value)}
    if kind is float:
        return _float_to_json(value)
    if kind is complex:
        return {"t": "complex", "v": [_float_to_json(value.real), _float_to_json(value.imag)]}
    if kind is Fraction or kind is TwinInt:
        beside = [hex(residue(value))] if is_twin(value) else []
        return {"t": "fraction", "v": [hex(value.numerator), hex(value.denominator), *beside]}
    if kind is list or issubclass(kind, tuple):
        items = value if kind is list else tuple.__iter__(value)  # a named tuple is one
        return [_to_json(item, buffers, f"{where}[{i}]", depth + 1) for i, item in enumerate(items)]
    if kind in _DICTS:
        return {"t": "dict", "v": _dict_to_json(value, buffers, where, depth)}
    return _array_to_json(value, buffers, where)


def _dict_to_json(value: dict, buffers: list[bytes], where: str, depth: int) -> dict:
    items = {}
    for key, item in dict.items(value):
        if type(key) is not str:
            raise NotPlainData(f"dict with a key of type {type(key).__name__}", where)
        items[_clean_text(key)] = _to_json(item, buffers, f"{where}[{key!r}]", depth + 1)
    return items


def _clean_text(text: str) -> str:
    # A lone surrogate is legal in a Python string but in no encoding.
    return text.encode("utf-8", "replace").decode("utf-8")


def _float_to_json(value: float) -> Any:
    return value if math.isfinite(value) else {"t": "float", "v": repr(value)}


def _array_to_json(value: Any, buffers: list[bytes], where: str) -> dict:
    array = _as_array(value, where)
    if array.dtype.name == "bfloat16":
        array = array.astype(np.float32)
    elif array.dtype in (np.longdouble, np.clongdouble):
        array = array.astype(np.float64 if array.dtype == np.longdouble else np.complex128)
    dtype = array.dtype.newbyteorder("<").str
    if dtype not in _DTYPES:
        raise NotPlainData(f"array of dtype {array.dtype}", where)
    buffers.append(np.ascontiguousarray(array, dtype=dtype).tobytes())
    return {"t": "array", "dtype": dtype, "shape": list(array.shape)}


def _as_array(value: Any, where: str) -> np.ndarray:
    # Exact types: a subclass may lie about its contents (and a masked array hides some of them).
    if type(value) is np.ndarray or isinstance(value, np.generic):
        return np.asarray(value)
    jax = sys.modules.get("jax")
    if jax is not None and isinstance(value, jax.Array):
        return np.asarray(value)
    is_function = callable(value) and not isinstance(value, type)
    raise NotPlainData("function" if is_function else type(value).__name__, where)


class _BufferReader:
    def __init__(self, view: memoryview):
        self._view = view
        self._position = 0
        self._empty = 0

    @property
    def remaining(self) -> int:
        return len(self._view) - self._position

    def count_empty(self, rows: int) -> None:
        self._empty += rows
        if self._empty > _MOST_EMPTY:
            raise CodecError("arrays of no entries with absurd shapes")

    def take(self, count: int) -> memoryview:
        if count > self.remaining:
            raise CodecError("array longer than the message")
        start, self._position = self._position, self._position + count
        return self._view[start : self._position]


def _from_json(node: Any, reader: _BufferReader) -> Any:
    if isinstance(node, list):
        return [_from_json(item, reader) for item in node]
    if not isinstance(node, dict):
        return _clean_text(node) if isinstance(node, str) else node
    read = _READERS.get(node["t"]) if isinstance(node.get("t"), str) else None
    if read is None:
        raise CodecError("header with an unknown tag")
    try:
        return read(node, reader)
    except (AttributeError, KeyError, TypeError, ValueError, ZeroDivisionError, OverflowError) as error:
        if isinstance(error, CodecError):
            raise
        raise CodecError(f"malformed {node['t']}: {type(error).__name__}") from None


def _read_array(node: dict, reader: _BufferReader) -> np.ndarray:
    dtype, shape = node["dtype"], node["shape"]
    if dtype not in _DTYPES:
        raise CodecError("array of an unknown dtype")
    if not isinstance(shape, list) or len(shape) > 16 or any(type(n) is not int or n < 0 for n in shape):
        raise CodecError("array with a malformed shape")
    if 0 in shape:
        reader.count_empty(math.prod(max(n, 1) for n in shape))
    nbytes = math.prod(shape) * np.dtype(dtype).itemsize
    # A copy: the caller may keep it longer than the message, and may write to it.
    return np.frombuffer(reader.take(nbytes), dtype=dtype).reshape(shape).copy()


def _read_hex(text: Any) -> int:
    if not isinstance(text, str):
        raise CodecError("malformed integer")
    # Below the number of decimal digits from which on Python refuses to print an integer.
    if len(text) > 3500:
        raise CodecError("integer of more than 4000 digits")
    return int(text, 16)


def _read_fraction(numerator: int, denominator: int, beside: int | None = None) -> Fraction:
    value = Fraction(numerator, denominator)
    return value if beside is None else twin(value, beside)


def _read_float(node: Any) -> float:
    value = node["v"] if isinstance(node, dict) else node
    if type(value) not in (float, int) and value not in ("nan", "inf", "-inf"):
        raise CodecError("malformed float")
    return float(value)


_READERS = {
    "array": _read_array,
    "dict": lambda node, reader: {_clean_text(key): _from_json(item, reader) for key, item in node["v"].items()},
    "int": lambda node, _: _read_hex(node["v"]),
    "float": lambda node, _: _read_float(node),
    "complex": lambda node, _: complex(*(_read_float(part) for part in node["v"])),
    "fraction": lambda node, _: _read_fraction(*(_read_hex(part) for part in node["v"])),
}
