"""Text that a student wrote, made safe to show: in messages, names, terminals, notebooks and spreadsheets."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")
# As in JAX's own messages. Other codes are no ornament, and stay as a mark.
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
# Enough for every script's letters; a tower of accents would cover the lines above.
_MAX_MARKS = 3


def plain_text(text: Any, length: int = 2000) -> str:
    """Text without what a terminal obeys or what reorders, hides or covers letters; "" if it is no text.

    Line breaks stay, colours go. Addresses, as in ``<function f at 0x7f…>``, are left out: they differ from run to
    run, and results must not.

    Args:
        length: what goes beyond it is cut, and the cut is marked.
    """
    if not isinstance(text, str):
        return ""
    # Cut first: a student may return megabytes, and cleaning costs time.
    cleaned = _ADDRESS.sub(" at 0x…", _printable(_COLOUR.sub("", text[: length + 20])))
    return cleaned if len(cleaned) <= length else cleaned[:length] + " …"


def one_line(text: Any, length: int = 80) -> str:
    """The same on a single line, for names and keys."""
    return " ".join(plain_text(text, length).split("\n"))


def set_off(text: str) -> str:
    """Lines that a student wrote, marked so that they cannot pass for the grader's: all but the first get a bar."""
    return "\n    | ".join(line for line in text.splitlines() if line.strip())


def _printable(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    letters: list[str] = []
    marks = 0
    for letter in text:
        marks = marks + 1 if unicodedata.category(letter) in ("Mn", "Me") else 0
        if marks > _MAX_MARKS:
            continue
        if letter == "\n" or letter.isprintable():
            letters.append(letter)
        else:
            letters.append(" " if letter.isspace() else "�")
    return "".join(letters)
