"""When two ways to write a person are the same person."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

NAMES_IN_A_LINE = 8


def name_lines(names: Sequence[str]) -> list[str]:
    """Names as indented lines of a message."""
    return [
        f"    {'; '.join(names[start : start + NAMES_IN_A_LINE])}" for start in range(0, len(names), NAMES_IN_A_LINE)
    ]


def keys_of_value(text: str) -> set[str]:
    """What a name, an address, a login or a number may be found under.

    Case, accents, blanks and signs do not count; of an address, the part in front of the @ counts as well. Moodle
    writes ``Participant 71``, Brightspace puts a ``#`` in front of logins.
    """
    text = text.strip().lstrip("#")
    found = {_letters(text)}
    if "@" in text:
        found.add(_letters(text.partition("@")[0]))
    if match := re.fullmatch(r"participant[ _]*(\d+)", text, re.IGNORECASE):
        found.add(f"participant{match[1]}")
    return found - {""}


def keys_of_name(parts: Sequence[str]) -> set[str]:
    """The same for a person's name: ``Doe, Jane``, ``Jane Doe``, or its parts; Canvas writes ``doejane`` in files."""
    parts = [part.strip() for part in parts if part.strip()]
    if len(parts) == 1 and "," in parts[0]:
        last, _, first = parts[0].partition(",")
        parts = [first, last]
    elif len(parts) == 1 and len(words := parts[0].split()) > 1:
        return {_letters(parts[0]), _letters("".join([words[-1], *words[:-1]]))} - {""}
    return {_letters("".join(parts)), _letters("".join(reversed(parts)))} - {""}


def keys_of_person(names: Sequence[str], values: Sequence[str]) -> set[str]:
    """What a row of a platform's file may be found under.

    Of two people of the same name, grading calls each by name and number: ``doejane_101``.

    Args:
        names: the parts of the name.
        values: what else names the person: addresses, logins, numbers.
    """
    by_name = keys_of_name(names)
    by_value = set().union(*map(keys_of_value, values))
    numbers = {key.removeprefix("participant") for key in by_value}
    return by_name | by_value | {name + number for name in by_name for number in numbers}


def _letters(text: str) -> str:
    """Letters and digits, in small letters without accents."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if letter.isalnum())
