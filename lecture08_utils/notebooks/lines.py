"""What can be told of a cell by a look at its lines.

Student code is looked at with regular expressions only: Python's parser can be crashed from outside. None of these
patterns has two neighbours that match the same character: on hostile text that would take for ever.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_LINE_END = re.compile(r"\r\n|\r|\n")
_DEFINITION = re.compile(r"(?:async[ \t]+)?def[ \t]+(\w+)|class[ \t]+(\w+)", re.ASCII)
_ASSIGNMENT = re.compile(r"[(\[]?([\w, \t]+)(?:[)\]][ \t]*)?(?::[^=]*)?=(?!=)", re.ASCII)
_IMPORT = re.compile(r"(?:from[ \t]+[\w.]+[ \t]+)?import[ \t]+([\w., \t]+)", re.ASCII)
_GLOBAL = re.compile(r"""globals\(\)\[["'](\w+)["']\]""", re.ASCII)
# A function's result under the function's own name, or the name given up: what an experiment does, and no answer.
_OVERWRITTEN = re.compile(r"^(\w+)[ \t]*=[ \t]*\1\(", re.ASCII | re.MULTILINE)
_DELETED = re.compile(r"^del\b([\w, \t(]+)", re.ASCII | re.MULTILINE)
_BLOCK = re.compile(r"(?:if|elif|else|try|except|finally|with|for|while)\b")
# What a cell that only calls a grader consists of.
_IDLE_LINE = re.compile(
    r"""(?:\#.*|pass|import[ ]otter|(?:check|grade)\(\s*["'][\w.]+["']\s*\);?"""
    r"""|grader[ ]*=[ ]*otter\.Notebook\([^()]*\)|grader\.(?:check|check_all|export)\([^()]*\);?)?"""
)
_PART = re.compile(r"(?:async[ \t]+def|def|class)\b|@\w")
_MOST_PARTS = 100
# Names are looked for in more than anybody writes, and in no more than that: it is the grader's time.
LONGEST_CELL = 200_000


def names_bound_in_lines(source: str) -> frozenset[str]:
    """Names that a cell defines outside of functions and classes, as far as a look at its lines can tell."""
    return frozenset(_bound(source[:LONGEST_CELL]))


def _bound(source: str) -> Iterator[str]:
    in_block = False
    for line in _LINE_END.split(source):
        code = line.lstrip(" \t")
        is_indented = code != line
        if not code:
            continue
        if not is_indented:
            in_block = _BLOCK.match(code) is not None
        elif not in_block:
            continue
        yield from _bound_by(code)


def _bound_by(statement: str) -> Iterator[str]:
    if found := _DEFINITION.match(statement):
        yield found[1] or found[2]
    elif found := _IMPORT.match(statement):
        yield from (words[-1] for part in found[1].split(",") if (words := part.split()))
    elif found := _ASSIGNMENT.match(statement):
        # Not the "force =" of a call over several lines, nor two words, which are a keyword and something else.
        yield from (word for part in found[1].split(",") if (word := part.strip()).isidentifier())
    elif found := _GLOBAL.match(statement):
        yield found[1]


def only_calls_a_grader(source: str) -> bool:
    """Whether a cell does nothing where nobody watches."""
    return len(source) <= LONGEST_CELL and all(_IDLE_LINE.fullmatch(line.strip()) for line in _LINE_END.split(source))


def overwritten_names(source: str) -> frozenset[str]:
    """Names that a cell deletes, or gives to what the function of that name returns."""
    looked_at = source[:LONGEST_CELL]
    deleted = (word.strip(" \t(") for found in _DELETED.finditer(looked_at) for word in found[1].split(","))
    return frozenset({*(found[1] for found in _OVERWRITTEN.finditer(looked_at)), *deleted})


def is_unfinished(source: str) -> bool:
    """Whether a body ends in ``...``, as those of stubs do."""
    lines = [line for line in _LINE_END.split(source[:LONGEST_CELL]) if line.strip()]
    following = [*lines[1:], ""][: len(lines)]
    return any(
        line.strip() == "..." and _indent(line) > _indent(after) for line, after in zip(lines, following, strict=True)
    )


def definitions_in(source: str) -> Iterator[tuple[int, str]]:
    """What stands above the first definition of a cell, and the parts that begin with one: a hundred at most.

    Yields:
        The number of lines above a part, and the part; nothing where nothing is defined.
    """
    lines = source[:LONGEST_CELL].split("\n")
    starts = [place for place, line in enumerate(lines) if _PART.match(line)]
    # A decorator belongs to what is below it.
    starts = [place for place in starts if not (place and lines[place - 1].startswith("@"))]
    if starts and starts[0]:
        starts.insert(0, 0)
    for start, end in zip(starts[:_MOST_PARTS], [*starts[1:], len(lines)], strict=False):
        yield start, "\n".join(lines[start:end])


def open_names(source: str) -> frozenset[str]:
    """Names of functions and classes whose body still has the ``...`` of a stub."""
    parts = (part for _, part in definitions_in(source) if is_unfinished(part))
    return frozenset(name for part in parts for name in names_bound_in_lines(part))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" \t"))
