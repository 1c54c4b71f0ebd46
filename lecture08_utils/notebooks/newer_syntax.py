"""Python 3.12 reads f-strings that 3.11 does not (PEP 701); here they become `str.format`, which both read.

Inside their braces they have the quotes of the string itself, as in `f"{", ".join(names)}"`, backslashes, comments
and line ends. Other syntax of newer versions is not translated.
"""

from __future__ import annotations

import ast
import re
import sys

_STRING = re.compile(r"(?i)(f|rf|fr|[bru]|br|rb)?(\"\"\"|'''|\"|')")
_WORD = re.compile(r"\w+")
_GAP = re.compile(r"(?:[ \t\f]|\\\r?\n)*")
_GAP_IN_BRACKETS = re.compile(r"(?:\s|\\\r?\n|#[^\n]*)*")
_DEBUG = re.compile(r"=(?!=)\s*(?=[!:}])")
_CONVERSION = re.compile(r"!\s*([rsa])\s*(?=[:}])")


class _NoString(Exception):
    """A text that ends in the middle."""


def for_this_python(lines: list[str]) -> list[str]:
    """The lines of a cell, with f-strings that this Python does not read translated; as they are if it reads them."""
    source = "".join(lines)
    if sys.version_info >= (3, 12) or not re.search(r"(?i)f[r]?[\"']", source) or _is_read(source):
        return lines
    try:
        translated = translate(source)
    except (_NoString, RecursionError):
        return lines
    return translated.splitlines(keepends=True) if _is_read(translated) else lines


def translate(source: str) -> str:
    """Python code with a call of `format` in place of each f-string."""
    scanner = _Scanner(source)
    return scanner.code(0, ends="")


def _is_read(source: str) -> bool:
    try:
        # As IPython compiles cells, which may await something.
        compile(source, "<cell>", "exec", ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


class _Scanner:
    """Reads from `place` on."""

    def __init__(self, source: str):
        self._source = source
        self.place = 0

    def code(self, depth: int, ends: str) -> str:
        """Code up to one of those characters outside of brackets, or to the end.

        Args:
            depth: more than 0 if the code is inside brackets already, where lines may end.
            ends: ``""`` for the whole text.
        """
        parts: list[str] = []
        inner = 0
        while self.place < len(self._source):
            character = self._source[self.place]
            if ends and inner == 0 and self._stops(character, ends):
                return "".join(parts)
            if _STRING.match(self._source, self.place):
                parts.append(self._strings(depth + inner))
            elif character == "#":
                comment = self._until_line_end()
                parts.append("" if depth else comment)
            elif word := _WORD.match(self._source, self.place):
                parts.append(self._take(len(word[0])))
            else:
                inner += (character in "([{") - (character in ")]}")
                parts.append(self._take(1))
        if ends:
            raise _NoString
        return "".join(parts)

    def _stops(self, character: str, ends: str) -> bool:
        if character == "!" and self._source.startswith("!=", self.place):
            return False
        if character == "=":
            before = self._source[self.place - 1]
            return before not in "=!<>" and _DEBUG.match(self._source, self.place) is not None
        return character in ends

    def _strings(self, depth: int) -> str:
        """A string, and those that are joined to it by standing behind it."""
        gap = _GAP_IN_BRACKETS if depth else _GAP
        parts, has_format = [], False
        while match := _STRING.match(self._source, self.place):
            is_format = "f" in (match[1] or "").lower()
            has_format |= is_format
            parts.append(self._format_string(match) if is_format else self._plain_string(match))
            space = gap.match(self._source, self.place)
            assert space is not None  # it matches nothing at least
            if not _STRING.match(self._source, space.end()):
                break
            parts.append(self._take(len(space[0])))
        if not has_format or len(parts) == 1:
            return "".join(parts)
        # Each second part is the gap between two strings.
        return "(" + "".join(f" + {part}" if place % 2 else part for place, part in enumerate(parts)) + ")"

    def _plain_string(self, match: re.Match[str]) -> str:
        start, quote = self.place, match[2]
        self.place = match.end()
        while not self._source.startswith(quote, self.place):
            self._take(2 if self._source.startswith("\\", self.place) else 1)
        self.place += len(quote)
        return self._source[start : self.place]

    def _format_string(self, match: re.Match[str]) -> str:
        prefix, quote = match[1].lower().replace("f", ""), match[2]
        self.place = match.end()
        values: list[str] = []
        text = self._format_text(quote, values, is_raw="r" in prefix)
        self.place += len(quote)
        return f"{prefix}{quote}{text}{quote}.format({', '.join(values)})"

    def _format_text(self, end: str, values: list[str], *, is_raw: bool) -> str:
        parts: list[str] = []
        in_field = end == "}"
        while not self._source.startswith(end, self.place):
            rest = self._source[self.place : self.place + 2]
            if not in_field and rest in ("{{", "}}"):
                parts.append(self._take(2))
            elif rest == "\\N" and not is_raw and "}" in self._source[self.place :]:
                parts.append(self._take(self._source.index("}", self.place) + 1 - self.place))
            elif rest.startswith("\\"):
                parts.append(self._take(2))
            elif rest.startswith("{"):
                parts.append(self._field(values, is_raw=is_raw))
            else:
                parts.append(self._take(1))
        return "".join(parts)

    def _field(self, values: list[str], *, is_raw: bool) -> str:
        self._take(1)
        start = self.place
        values.append(f"({self.code(1, ends='!:=}').strip()})")
        shown = conversion = spec = ""
        if debug := _DEBUG.match(self._source, self.place):
            self.place = debug.end()
            shown = self._source[start : self.place].replace("{", "{{").replace("}", "}}")
        if found := _CONVERSION.match(self._source, self.place):
            self.place = found.end()
            conversion = f"!{found[1]}"
        if self._source.startswith(":", self.place):
            self._take(1)
            spec = ":" + self._format_text("}", values, is_raw=is_raw)
        if not self._source.startswith("}", self.place):
            raise _NoString
        self._take(1)
        if shown and not conversion and not spec:
            conversion = "!r"
        return f"{shown}{{{conversion}{spec}}}"

    def _until_line_end(self) -> str:
        end = self._source.find("\n", self.place)
        return self._take((len(self._source) if end < 0 else end) - self.place)

    def _take(self, count: int) -> str:
        taken = self._source[self.place : self.place + count]
        if len(taken) < count:
            raise _NoString
        self.place += count
        return taken
