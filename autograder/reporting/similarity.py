"""Pairs of submissions that have more in common than chance: a hint where to look, never a verdict.

Answers are read as tokens: comments, texts and layout do not count, and all names a student chose are alike, so that
renaming changes nothing. Of each run of tokens, winnowing keeps some fingerprints (Schleimer, Wilkerson & Aiken,
*Winnowing: local algorithms for document fingerprinting*, SIGMOD 2003). Those of the release are left out, and the
more students share one, the less it weighs.
"""

from __future__ import annotations

import builtins
import keyword
import math
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, islice

FEWEST = 5  # among fewer students, nobody can say what is common
_RUN = 12  # tokens in a fingerprint: about a line and a half
_WINDOW = 6  # of this many neighbours one is kept
# What one in ten shares is a common answer, not a copied one. It bounds the pairs looked at, too.
_COMMON = 0.1
_FEWEST_IN_COMMON = 6  # fingerprints that two must share: about five lines
_LEAST_SHARE = 0.4
_MOST_PAIRS = 30
_MOST_TOKENS = 20_000
_TOKEN = re.compile(
    r"""\#[^\n]*|(?:[rbfuRBFU]{0,2})(?:\"\"\".*?(?:\"\"\"|\Z)|'''.*?(?:'''|\Z)|"[^"\n]*"?|'[^'\n]*'?)"""
    r"""|\.?[^\W\d]\w*|\d[\w.]*|[^\s\w]""",
    re.DOTALL,
)
_KEPT = frozenset(keyword.kwlist) | frozenset(dir(builtins))


@dataclass(frozen=True)
class SimilarPair:
    """Two students whose answers share rare passages.

    Attributes:
        share: of the rare passages of the one with fewer, weighted, that the other has as well; at most 1.
        passages: how many they share.
        questions: where, the most first.
    """

    first: str
    second: str
    share: float
    passages: int
    questions: tuple[str, ...]


def similar_pairs(answers: Mapping[str, Mapping[str, str]], released: Iterable[str] = ()) -> list[SimilarPair]:
    """The pairs that stand out, the most similar first.

    Args:
        answers: student → question → code.
        released: code that everybody got.
    """
    if len(answers) < FEWEST:
        return []
    given = {mark for source in released for mark in _fingerprints(source)}
    marks = {
        student: {(question, mark) for question, source in own.items() for mark in _fingerprints(source) - given}
        for student, own in answers.items()
    }
    owners: dict[tuple[str, int], list[str]] = defaultdict(list)
    for student in sorted(marks):
        for mark in marks[student]:
            owners[mark].append(student)
    weights = {mark: math.log((len(answers) + 1) / len(students)) for mark, students in owners.items()}
    most = max(2, int(_COMMON * len(answers)))
    common: dict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)
    for mark, students in owners.items():
        if 2 <= len(students) <= most:
            for pair in combinations(students, 2):
                common[pair].append(mark)
    totals = {
        student: sum(weights[mark] for mark in own if len(owners[mark]) <= most) for student, own in marks.items()
    }
    pairs = [
        _pair(pair, shared, weights, totals) for pair, shared in common.items() if len(shared) >= _FEWEST_IN_COMMON
    ]
    notable = [pair for pair in pairs if pair.share >= _LEAST_SHARE]
    return sorted(notable, key=lambda pair: (-pair.share, -pair.passages, pair.first, pair.second))[:_MOST_PAIRS]


def _pair(
    pair: tuple[str, str],
    shared: Sequence[tuple[str, int]],
    weights: Mapping[tuple[str, int], float],
    totals: Mapping[str, float],
) -> SimilarPair:
    counts = Counter(question for question, _ in shared)
    # Their order must not depend on that of a set.
    questions = tuple(sorted(counts, key=lambda question: (-counts[question], question)))
    share = sum(weights[mark] for mark in shared) / min(totals[student] for student in pair)
    return SimilarPair(*pair, min(1.0, share), len(shared), questions)


def tokens(source: str) -> Iterator[str]:
    """The tokens of code, in which names that can be chosen freely are all alike.

    Keywords, builtins and what follows a dot stay: they are the language's and the libraries'.
    """
    for found in _TOKEN.finditer(source):
        text = found[0]
        if text.startswith("#"):
            continue
        first = text[0]
        if first.isdigit():
            yield "0"
        elif first in "\"'" or text[-1:] in ("'", '"'):
            yield "''"
        elif first.isalpha() or first == "_":
            yield text if text in _KEPT else "a"
        else:
            yield text


def _fingerprints(source: str) -> set[int]:
    read = islice(tokens(source), _MOST_TOKENS)
    codes = [zlib.crc32(token.encode("utf-8", "replace")) for token in read]
    hashes = list(_hashes(codes))
    if not hashes:
        return set()
    last = max(1, len(hashes) - _WINDOW + 1)
    return {min(hashes[start : start + _WINDOW]) for start in range(last)}


def _hashes(codes: Sequence[int]) -> Iterator[int]:
    """A number for each run of tokens, from the one before: Karp and Rabin's."""
    base, size = 1_000_003, 2**61 - 1
    leading = pow(base, _RUN, size)
    value = 0
    for place, code in enumerate(codes):
        value = (value * base + code) % size
        if place >= _RUN:
            value = (value - leading * codes[place - _RUN]) % size
        if place >= _RUN - 1:
            # Small numbers are taken; a polynomial's are not random enough for that.
            yield (value * 0x9E3779B97F4A7C15) & 0xFFFFFFFFFFFFFFFF
