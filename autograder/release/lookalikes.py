"""Comments that look like a marker: with such a typing error a solution would no longer be taken for one.

Recognised are, with BEGIN, START, OPEN or END, STOP, CLOSE and SOLUTION, ANSWER, GIVEN, QUESTION in either order:

- both words and nothing else, in any case, with anything that is no letter between and around them
  (``# Begin_Solution``, ``##END SOLUTION ---``); one of them may have a typing error (``# begin soluton``);
- both words in capitals anywhere in the comment, each with a typing error or two (``# BEGN SOLUTION of q3``);
- ``begin solution`` and ``end solution`` behind the #, whatever follows;
- SOLUTION alone, BEGIN or END alone in capitals.
"""

from __future__ import annotations

import re
from itertools import pairwise, product

_BEGIN = ("BEGIN", "START", "OPEN")
_END = ("END", "STOP", "CLOSE")
_NOUNS = {"SOLUTION": "SOLUTION", "ANSWER": "SOLUTION", "GIVEN": "GIVEN", "QUESTION": "QUESTION"}
# Pair of words → the marker that it stands for.
_PAIRS = {
    pair: f"# {marker} {meant}"
    for (marker, verbs), (noun, meant) in product((("BEGIN", _BEGIN), ("END", _END)), _NOUNS.items())
    for verb in verbs
    for pair in ((verb, noun), (noun, verb))
}
_GLUED = {"".join(pair): marker for pair, marker in _PAIRS.items()}
_ALONE = {"BEGIN": "# BEGIN SOLUTION", "END": "# END SOLUTION", "SOLUTION": "# BEGIN SOLUTION"}
_AT_THE_START = re.compile(r"#+\s*(begin|end)\s+solution", re.IGNORECASE)
_WORD = re.compile("[A-Za-z]+")


def resembled_marker(comment: str) -> str | None:
    """The marker that a comment resembles, or None; a marker resembles itself."""
    start = _AT_THE_START.search(comment)
    if start:
        return f"# {start[1].upper()} SOLUTION"
    words = _WORD.findall(comment)
    return _whole(words) or _in_capitals(words)


def _whole(words: list[str]) -> str | None:
    letters = "".join(words)
    if letters.upper() in _GLUED:
        return _GLUED[letters.upper()]
    if letters in _ALONE or letters.upper() == "SOLUTION":
        return _ALONE[letters.upper()]
    if letters.isupper():
        return next((marker for glued, marker in _GLUED.items() if _distance(letters, glued) <= _typos(glued)), None)
    if len(words) == 2:
        # In small letters `and solution` or `being given` are prose: only one longer word may be misspelt, once.
        first, second = (word.upper() for word in words)
        for (one, other), marker in _PAIRS.items():
            if (first == one and _is_typo(second, other)) or (second == other and _is_typo(first, one)):
                return marker
    return None


def _in_capitals(words: list[str]) -> str | None:
    for word in words:
        if word in _GLUED:
            return _GLUED[word]
    for first, second in pairwise(words):
        if first.isupper() and second.isupper():
            for (one, other), marker in _PAIRS.items():
                if _distance(first, one) <= _typos(one) and _distance(second, other) <= _typos(other):
                    return marker
    return None


def _typos(word: str) -> int:
    """How many typing errors leave a word recognisable."""
    return min(len(word) // 4, 2) if len(word) > 3 else 1


def _is_typo(word: str, meant: str) -> bool:
    return len(meant) > 4 and _distance(word, meant) <= 1


def _distance(one: str, other: str) -> int:
    """How many letters were left out, added, replaced or exchanged with their neighbour."""
    rows = [list(range(len(other) + 1))]
    for i, a in enumerate(one, start=1):
        row = [i]
        for j, b in enumerate(other, start=1):
            cost = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (a != b))
            if i > 1 and j > 1 and (a, one[i - 2]) == (other[j - 2], b):
                cost = min(cost, rows[-2][j - 2] + 1)
            row.append(cost)
        rows.append(row)
    return rows[-1][-1]
