"""F-strings of Python 3.12 on 3.11: those that both read must say the same translated, the others what 3.12 says."""

import sys
import time

import pytest

from lecture08_utils.notebooks.newer_syntax import for_this_python, translate

NAMES = {"x": 2.5, "n": 7, "d": {"a": 1, "b": "two"}, "w": 8}

BOTH_READ = [
    "f'{x}'",
    "f'{x!r:>{w}}|{n:0{w}d}|'",
    "f'{{}} {x} }}{{'",
    "f'{x=} {n = } {x=!s} {x=:.3f}'",
    "f\"{d['a']} and {'yes' if n == 7 else 'no'}\"",
    "f'{n != 7} {n == 7} {n >= 7}'",
    "rf'\\n{x}\\d' + fr'{n}'",
    "f'''{x}\n  {n:>5}'''",
    "'{plain}' f'{x}' \"{x}\" f'{n}'",
    "(f'{x}'   # first\n  'and {braces}'\n  f'{n}')",
    "f'\\N{BULLET} {x} \\t'",
    "f'{(lambda y: y + 1)(n)} {d!s:>30} {[i for i in range(n)][1:3]}'",
    "f'{x:{w}.{n}f}'",
    "b'f' + rb'\\n', 'f\"{x}\"'",
    "max('f', key=lambda f: f), '# no comment {x}'",
]
NEWER = [
    ("f'{\"nested \" + 'quotes'}'", "nested quotes"),
    ('f"{d["b"]!r:>{d["a"]}}"', "'two'"),
    ('f"{\', \'.join(f"{k}={v}" for k, v in d.items())}"', "a=1, b=two"),
    ("f\"{'\\n'.join(['a', 'b'])}\"", "a\nb"),
    ("f'{\n  x  # the value\n  + 1\n}'", "3.5"),
    ('f"{d["b"]}" f"{d["a"]}" \' {}\'', "two1 {}"),
]


@pytest.mark.parametrize("source", BOTH_READ)
def test_a_translation_says_the_same(source):
    assert eval(translate(source), dict(NAMES)) == eval(source, dict(NAMES))


@pytest.mark.parametrize(("source", "want"), NEWER)
def test_newer_strings_are_read(source, want):
    (value,) = [eval(translate(source), dict(NAMES))]
    assert value == want
    lines = f"value = {source}\n".splitlines(keepends=True)
    names = dict(NAMES)
    exec("".join(for_this_python(lines)), names)
    assert names["value"] == want


@pytest.mark.parametrize(
    "source", ["f = 1", "f'{x}'", "def broken(:\n    f'{x}'", "f'{x", "f'{", "f'{x!'", "f'''{x:", "'"]
)
def test_what_is_read_and_what_is_broken_stays_as_it_is(source):
    lines = source.splitlines(keepends=True)
    assert for_this_python(lines) == lines


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="nothing is translated")
def test_odd_texts_take_no_time():
    start = time.process_time()
    for text in ("f'" * 10_000, "f'{" * 10_000, "f'" + "{x}" * 10_000, "f'{" + "(" * 10_000, "f'\\N" * 10_000):
        for_this_python([f"x = = {text}"])
    assert time.process_time() - start < 10
