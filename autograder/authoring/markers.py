"""Solution regions: find their markers, and refuse whatever otter and nbgrader would each read in its own way.

Both tools look for markers line by line in plain text and let mistakes through silently: an END without a BEGIN, a
marker in lower case or inside a string publishes the answer. Here a marker is a comment of its own, told from
strings by Python's tokenizer, and anything that resembles one is an error.
"""

from __future__ import annotations

import io
import re
import tokenize
from dataclasses import dataclass

BEGIN = "# BEGIN SOLUTION"
END = "# END SOLUTION"
STUB = "..."

_RESEMBLES_MARKER = re.compile(r"#+\s*(begin|end)\s+solution", re.IGNORECASE)
_ONE_LINER = re.compile(r"#+ ?SOLUTION\b|(?i:#+\s*solution\s*(no prompt)?\s*$)")
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


def find_regions(text: str) -> tuple[list[Region], list[tuple[int, str]]]:
    """Find the solution regions of a code cell.

    Returns:
        The regions, and what is wrong: pairs of a line of the cell, counted from 0, and a sentence.
    """
    if "solution" not in text.lower():
        return [], []
    try:
        comments = _comments(text)
    except (tokenize.TokenError, SyntaxError) as error:
        return [], [(0, f"The cell is not Python, so its markers cannot be found: {error.args[0]}.")]
    problems = _misplaced(text, comments)
    regions: list[Region] = []
    begin = None
    for line, (comment, alone) in sorted(comments.items()):
        if comment not in (BEGIN, END) or not alone:
            continue
        if comment == BEGIN:
            if begin is not None:
                problems.append((line, f"`{BEGIN}` inside a region that is still open."))
            begin = line
        elif begin is None:
            problems.append((line, f"`{END}` without a `{BEGIN}` above it."))
        else:
            regions.append(Region(begin, line))
            begin = None
    if begin is not None:
        problems.append((begin, f"`{BEGIN}` without an `{END}` in the same cell."))
    return regions, problems


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


def find_markers_in_prose(text: str) -> list[tuple[int, str]]:
    """Find solution markers where there must be none: in prose and in given code."""
    return [
        (line, "A solution marker outside a SOLUTION block: nothing would be removed here.")
        for line, content in enumerate(text.split("\n"))
        if _RESEMBLES_MARKER.search(content)
    ]


def strip_regions(text: str, regions: tuple[Region, ...]) -> str:
    """The cell as students get it: each region replaced by one ``...``, indented like its BEGIN."""
    lines: list[str | None] = list(text.split("\n"))
    for region in regions:
        marker = lines[region.begin] or ""
        for index in range(region.begin, region.end + 1):
            lines[index] = None
        lines[region.begin] = marker[: len(marker) - len(marker.lstrip())] + STUB
    return "\n".join(line for line in lines if line is not None)


def keep_regions(text: str, regions: tuple[Region, ...]) -> str:
    """The cell as the reference has it: solved, without markers."""
    markers = {index for region in regions for index in (region.begin, region.end)}
    return "\n".join(line for index, line in enumerate(text.split("\n")) if index not in markers)


def _comments(text: str) -> dict[int, tuple[str, bool]]:
    """Comment on each line, and whether it stands there alone."""
    lines, found = text.split("\n"), {}
    for token in tokenize.generate_tokens(io.StringIO(text + "\n").readline):
        if token.type == tokenize.COMMENT:
            line, column = token.start
            found[line - 1] = (token.string.rstrip(), not lines[line - 1][:column].strip())
    return found


def _misplaced(text: str, comments: dict[int, tuple[str, bool]]) -> list[tuple[int, str]]:
    problems = []
    for line, content in enumerate(text.split("\n")):
        comment, alone = comments.get(line, ("", False))
        outside = content.replace(comment, "") if comment else content
        if _RESEMBLES_MARKER.search(outside) or _ONE_LINER.search(outside):
            problems.append((line, "A marker inside a string: both tools would act on it. Reword the string."))
        elif _RESEMBLES_MARKER.search(comment) and not (comment in (BEGIN, END) and alone):
            problems.append((line, f"Write markers as `{BEGIN}` and `{END}`, each alone on its line."))
        elif _ONE_LINER.search(comment):
            problems.append(
                (line, f"`{comment}` marks one line for otter but not for nbgrader: use `{BEGIN}` and `{END}`.")
            )
    return problems
