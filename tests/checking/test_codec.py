"""The codec: what goes in comes out, and hostile bytes are an error of one kind."""

import contextlib
import json
import struct
from collections import Counter, OrderedDict, defaultdict, namedtuple

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from lecture08_utils.checking.codec import Caps, CodecError, NotPlainData, decode, encode

ARRAYS = hnp.arrays(
    dtype=st.sampled_from(["?", "i1", "i8", "u2", "f2", "f4", "f8", "c8", "c16"]),
    shape=hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4),
)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.complex_numbers() | st.text() | st.fractions(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def same(left, right):
    """Equal values of equal types, NaN equal to itself."""
    if isinstance(left, list):
        return isinstance(right, list) and len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, dict):
        return list(left) == list(right) and all(same(left[key], right[key]) for key in left)
    return type(left) is type(right) and repr(left) == repr(right)


@given(PLAIN)
@example({"t": "array", "v": [1]})
def test_plain_data_survives(value):
    assert same(value, decode(encode(value)))


@given(ARRAYS)
def test_arrays_survive_with_dtype_and_shape(array):
    back = decode(encode(array))
    assert back.dtype == array.dtype
    assert back.shape == array.shape
    assert back.tobytes() == array.tobytes()


def test_jax_arrays_and_numpy_scalars_become_numpy_arrays():
    import jax.numpy as jnp

    back = decode(encode([jnp.arange(3.0), np.float32(2.5), jnp.bfloat16(1.5)]))
    assert [item.dtype.name for item in back] == ["float32", "float32", "float32"]
    assert [item.shape for item in back] == [(3,), (), ()]


def test_relatives_of_dict_and_text_in_the_standard_library_and_numpy_are_those():
    value = [OrderedDict(a=1, b=2), defaultdict(list, c=[3]), np.array(["forward"])[0], np.str_("half \ud83d")]
    back = decode(encode(value))
    assert back == [{"a": 1, "b": 2}, {"c": [3]}, "forward", "half ?"]
    assert [type(item) for item in back] == [dict, dict, str, str]


class Sneaky(np.ndarray):
    """A subclass, which could answer differently each time it is looked at."""


@pytest.mark.parametrize(
    ("value", "name", "where"),
    [
        (object(), "object", ""),
        ([1, {"E": print}], "function", "[1]['E']"),
        (np.array([None]), "array of dtype object", ""),
        (np.ma.masked_array([1.0]), "MaskedArray", ""),
        (np.zeros(2).view(Sneaky), "Sneaky", ""),
        ({1: 2}, "dict with a key of type int", ""),
        (Counter("a"), "Counter", ""),
        (np.array(["a"]), "array of dtype <U1", ""),
    ],
)
def test_other_data_is_refused_by_name_and_place(value, name, where):
    with pytest.raises(NotPlainData) as error:
        encode(value)
    assert (error.value.type_name, error.value.where) == (name, where)


def test_a_list_that_contains_itself_is_refused():
    loop = []
    loop.append(loop)
    with pytest.raises(NotPlainData, match="nested too deeply"):
        encode(loop)


@given(st.binary(max_size=200))
def test_random_bytes_are_a_codec_error(junk):
    with pytest.raises(CodecError):
        decode(junk)


@given(PLAIN | ARRAYS, st.data())
def test_mutated_messages_decode_or_are_a_codec_error(value, data):
    message = bytearray(encode(value))
    for _ in range(data.draw(st.integers(1, 4))):
        message[data.draw(st.integers(0, len(message) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(CodecError):
        decode(bytes(message))


def frame(header, buffers=b""):
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return struct.pack("<4sI", b"L8C1", len(text)) + text + buffers


@pytest.mark.parametrize(
    "message",
    [
        frame({"t": "array", "dtype": "|O", "shape": [1]}, b"\0" * 8),
        frame({"t": "array", "dtype": "<f8", "shape": [10**12]}),
        frame({"t": "array", "dtype": "<f8", "shape": [-1]}, b"\0" * 8),
        frame({"t": "array", "dtype": "<f8", "shape": [10**9, 0]}),
        frame({"t": "array", "dtype": "<f8", "shape": [0, 1000, 1000]}),
        frame({"t": "array", "dtype": "<f8", "shape": [True]}, b"\0" * 8),
        frame({"t": "array", "dtype": ["<f8"], "shape": [1]}, b"\0" * 8),
        frame({"t": "array", "dtype": "<f8", "shape": [1]}, b"\0" * 16),
        frame({"t": "fraction", "v": ["0x1", "0x0"]}),
        frame({"t": "dict", "v": 3}),
        frame({"t": ["dict"]}),
        frame({"t": "object"}),
        frame({"v": 3}),
        frame(b"NaN"),
        frame(b"[" * 100_000),
        frame(b"[" + b"1," * 300_000 + b"1]"),
        frame(b'"\xff"'),
        *(frame(f'["∀",{"[" * 9000}{"]" * 9000},"∀"]'.encode(code)) for code in ("utf-16", "utf-16-le", "utf-32")),
        frame(b"\xef\xbb\xbf1"),
        struct.pack("<4sI", b"L8C1", 2**32 - 1),
    ],
)
def test_crafted_messages_are_a_codec_error(message):
    with pytest.raises(CodecError):
        decode(message)


def test_the_cap_on_bytes_comes_first():
    message = encode(np.zeros(1000))
    with pytest.raises(CodecError, match="at most 100 allowed"):
        decode(message, Caps(total_bytes=100))


def test_decoded_arrays_are_writable_copies():
    back = decode(encode(np.zeros(3)))
    back[0] = 1.0
    assert back.tolist() == [1.0, 0.0, 0.0]


def test_arrays_without_entries_have_few_rows_together():
    few = [np.zeros((100, 0))] * 1000
    assert len(decode(encode(few))) == 1000
    with pytest.raises(CodecError, match="arrays of no entries with absurd shapes"):
        decode(encode([np.zeros((90_000, 0)), np.zeros((90_000, 0))]))


def test_named_tuples_are_tuples_and_long_doubles_are_doubles():
    Terms = namedtuple("Terms", "pde bc")
    assert decode(encode(Terms(1.5, [2]))) == [1.5, [2]]
    back = decode(encode(np.array([0.1], dtype=np.longdouble)))
    assert (back.dtype, back[0]) == (np.float64, 0.1)
