"""Regions of an answer cell: find their markers, and refuse what otter and nbgrader would each read in its own way.

Both tools look for markers line by line in plain text and let mistakes through silently: an END without a BEGIN, a
marker in lower case or inside a string publishes the answer. Here a marker is a comment of its own, told from
strings by Python's tokenizer, and anything that resembles one is an error.
"""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from .lookalikes import resembled_marker

BEGIN = "# BEGIN SOLUTION"
END = "# END SOLUTION"
# Ours alone: the tools never see these two.
BEGIN_GIVEN = "# BEGIN GIVEN"
END_GIVEN = "# END GIVEN"
STUB = "..."

_MARKERS = (BEGIN, END, BEGIN_GIVEN, END_GIVEN)
_ONE_LINER = re.compile(r"#+ ?SOLUTION\b|(?i:#+\s*solution\s*(no prompt)?\s*$)")
_IN_STRING = re.compile(rf"(?i:#+\s*(begin|end)\s+solution)|{_ONE_LINER.pattern}")
# Text that one of the tools acts on and that our sources have no use for.
_DROPPED_CELL = re.compile(r"##\s*ignore\s*##|#\s*ignore\b", re.IGNORECASE)
_DIRECTIVES = (
    (re.compile(r"#\s*(BEGIN |END )?IGNORE\s*$", re.IGNORECASE), "otter removes this line"),
    (re.compile(r"# (SEED|BEGIN PROMPT|END PROMPT)\s*$"), "otter acts on this line and nbgrader does not"),
    (re.compile(r"(BEGIN|END) (HIDDEN TESTS|MARK SCHEME)|AUTOTEST"), "nbgrader acts on this line"),
    (re.compile(r"^\s*```otter"), "otter reads this fence as a directive"),
)


@dataclass(frozen=True)
class Region:
    """Lines of a cell between two markers, counted from 0: `begin` and `end` are the markers' own lines."""

    begin: int
    end: int


@dataclass(frozen=True)
class MarkedText:
    """What the markers of a code cell say.

    Attributes:
        solution: regions that are removed for students.
        given: regions that students get.
        problems: pairs of a line of the cell, counted from 0, and a sentence.
    """

    solution: tuple[Region, ...] = ()
    given: tuple[Region, ...] = ()
    problems: tuple[tuple[int, str], ...] = ()


def find_regions(text: str) -> MarkedText:
    """Find the regions of a code cell in which students write."""
    try:
        comments = comments_of(text)
    except (tokenize.TokenError, SyntaxError) as error:
        return MarkedText(
            problems=((0, f"The cell is not Python, so its markers cannot be found: {error.args[0]}."),)
        )
    problems = _misplaced(text, comments)
    found: dict[str, list[Region]] = {BEGIN: [], BEGIN_GIVEN: []}
    opened: tuple[int, str] | None = None
    for line, (comment, alone) in sorted(comments.items()):
        if comment not in _MARKERS or not alone:
            continue
        if comment in found:
            if opened:
                problems.append((line, f"`{comment}` inside a region that is still open."))
            opened = (line, comment)
        elif opened is None or _end_of(opened[1]) != comment:
            problems.append((line, f"`{comment}` without a `{comment.replace('END', 'BEGIN')}` above it."))
        else:
            found[opened[1]].append(Region(opened[0], line))
            opened = None
    if opened:
        problems.append((opened[0], f"`{opened[1]}` without an `{_end_of(opened[1])}` in the same cell."))
    return MarkedText(tuple(found[BEGIN]), tuple(found[BEGIN_GIVEN]), tuple(problems))


def find_directives(text: str) -> list[tuple[int, str]]:
    """Find lines that otter or nbgrader would act on although our sources do not mean it."""
    problems = []
    if _DROPPED_CELL.match(text):
        problems.append((0, "Reword the first line: otter drops a cell that starts with `ignore`."))
    for line, content in enumerate(text.split("\n")):
        for pattern, what in _DIRECTIVES:
            if pattern.search(content):
                problems.append((line, f"Reword `{content.strip()}`: {what}."))
    return problems


def find_markers_outside(text: str, *, is_code: bool) -> list[tuple[int, str]]:
    """Find what looks like a marker where there must be none: in prose and in given code."""
    return [
        (
            line,
            f"`{content.strip()}` looks like a marker, but outside a SOLUTION block nothing is removed; reword it.",
        )
        for line, content in (_comments_of_given_code(text) if is_code else enumerate(text.split("\n")))
        if resembled_marker(content)
    ]


def released_lines(text: str, solution: Collection[Region], given: Collection[Region]) -> Iterator[tuple[int, str]]:
    """The lines that students get of a cell: each solution replaced by one ``...``, indented like its BEGIN.

    Returns:
        Pairs of a line of the cell, counted from 0, and what students read there.
    """
    starts = {region.begin for region in solution}
    hidden = {index for region in solution for index in range(region.begin + 1, region.end + 1)}
    hidden |= _marker_lines(given)
    for index, line in enumerate(text.split("\n")):
        if index in starts:
            yield index, line[: len(line) - len(line.lstrip())] + STUB
        elif index not in hidden:
            yield index, line


def without_markers(text: str, regions: Collection[Region]) -> str:
    """The cell without the lines on which these regions begin and end."""
    markers = _marker_lines(regions)
    return "\n".join(line for index, line in enumerate(text.split("\n")) if index not in markers)


def comments_of(text: str) -> dict[int, tuple[str, bool]]:
    """Line of the cell, counted from 0 → the comment there, and whether it stands alone.

    Raises:
        SyntaxError, TokenError: the text is not Python.
    """
    lines, found = text.split("\n"), {}
    for token in tokenize.generate_tokens(io.StringIO(text + "\n").readline):
        if token.type == tokenize.COMMENT:
            line, column = token.start
            found[line - 1] = (token.string.rstrip(), not lines[line - 1][:column].strip())
    return found


def _marker_lines(regions: Collection[Region]) -> set[int]:
    return {index for region in regions for index in (region.begin, region.end)}


def _end_of(begin: str) -> str:
    return begin.replace("BEGIN", "END")


def _comments_of_given_code(text: str) -> list[tuple[int, str]]:
    try:
        return [(line, comment) for line, (comment, _) in comments_of(text).items()]
    except (tokenize.TokenError, SyntaxError):  # a magic
        return [(line, content) for line, content in enumerate(text.split("\n")) if content.lstrip().startswith("#")]


def _misplaced(text: str, comments: dict[int, tuple[str, bool]]) -> list[tuple[int, str]]:
    problems = []
    for line, content in enumerate(text.split("\n")):
        comment, alone = comments.get(line, ("", False))
        outside = content.replace(comment, "") if comment else content
        if _IN_STRING.search(outside):
            problems.append((line, "A marker inside a string: both tools would act on it. Reword the string."))
        elif _ONE_LINER.search(comment):
            problems.append(
                (line, f"`{comment}` marks one line for otter but not for nbgrader: use `{BEGIN}` and `{END}`.")
            )
        elif comment and not (comment in _MARKERS and alone) and (marker := resembled_marker(comment)):
            problems.append((line, _advice(comment, marker)))
    return problems


def _advice(comment: str, marker: str) -> str:
    if "QUESTION" in marker:
        return f"`{comment}` looks like `{marker}`, which belongs in a raw cell: move it there or reword it."
    return f"`{comment}` looks like a marker and is none. Write markers as `{marker}`, alone on a line, or reword it."
