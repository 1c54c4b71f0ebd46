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
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, islice

FEWEST = 5  # among fewer students, nobody can say what is common
_RUN = 12  # tokens in a fingerprint: about a line and a half
_WINDOW = 6  # of this many neighbours one is kept
# What one in ten shares is a common answer, not a copied one; nor is what more than thirty do, which bounds the work.
_COMMON = 0.1
_MOST_OWNERS = 30
_FEWEST_IN_COMMON = 10  # fingerprints that two must share in a question: about eight lines
_LEAST_SHARE = 0.7
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
        share: of the rare passages there, of the one with fewer, that the other has as well; weighted, at most 1.
        passages: how many they share there.
        questions: those in which most of what is rare is the same, the most first.
    """

    first: str
    second: str
    share: float
    passages: int
    questions: tuple[str, ...]


def similar_pairs(
    answers: Mapping[str, Mapping[str, str]],
    released: Iterable[str] = (),
    groups: Iterable[Collection[str]] = (),
) -> list[SimilarPair]:
    """The pairs that stand out, the strongest evidence first.

    Args:
        answers: student → question → code.
        released: code that everybody got.
        groups: students of whom it is known; pairs within one are left out.
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
    most = max(2, min(_MOST_OWNERS, int(_COMMON * len(answers))))
    rare = {mark: students for mark, students in owners.items() if len(students) <= most}
    weights = {mark: math.log((len(answers) + 1) / len(students)) for mark, students in rare.items()}
    totals: dict[tuple[str, str], float] = defaultdict(float)
    common: dict[tuple[str, str, str], list[float]] = defaultdict(list)
    for key, students in rare.items():
        for student in students:
            totals[student, key[0]] += weights[key]
        for first, second in combinations(students, 2):
            common[first, second, key[0]].append(weights[key])
    known = {pair for group in groups for pair in combinations(sorted(group), 2)}
    return _notable({key: weights for key, weights in common.items() if key[:2] not in known}, totals)


def same_answers(answers: Mapping[str, Mapping[str, str]], released: Iterable[str] = ()) -> list[tuple[str, ...]]:
    """Groups of students whose answers are the same code but for names, comments and texts, sorted.

    However common these are: what a tenth of a class has copied from one another is no common answer. Who answered no
    question at some length is in no group.

    Args:
        answers, released: see `similar_pairs`.
    """
    given = {mark for source in released for mark in _fingerprints(source)}
    groups: dict[tuple[tuple[str, tuple[str, ...]], ...], list[str]] = defaultdict(list)
    for student, own in sorted(answers.items()):
        if any(len(_fingerprints(source) - given) >= _FEWEST_IN_COMMON for source in own.values()):
            groups[tuple(sorted((question, _shape(source)) for question, source in own.items()))].append(student)
    return sorted(tuple(students) for students in groups.values() if len(students) > 1)


def _shape(source: str) -> tuple[str, ...]:
    """The tokens of code in which each name is replaced by the place where it comes first; numbers stay."""
    places: dict[str, str] = {}
    shape = []
    for text in islice(_texts(source), _MOST_TOKENS):
        is_chosen = (text[0].isalpha() or text[0] == "_") and text not in _KEPT and text[-1] not in "\"'"
        is_text = text[0] in "\"'" or text[-1] in "\"'"
        shape.append("''" if is_text else places.setdefault(text, f"name {len(places)}") if is_chosen else text)
    return tuple(shape)


def _notable(
    common: Mapping[tuple[str, str, str], Sequence[float]], totals: Mapping[tuple[str, str], float]
) -> list[SimilarPair]:
    """The pairs with a question in which most of what is rare is the same, the strongest evidence first.

    Args:
        common: two students and a question → the weights of what they share there.
        totals: student and question → the weight of all that is rare there.
    """
    found: dict[tuple[str, str], list[tuple[float, float, int, str]]] = defaultdict(list)
    for (first, second, question), weights in common.items():
        shared, total = sum(weights), min(totals[first, question], totals[second, question])
        if len(weights) >= _FEWEST_IN_COMMON and shared >= _LEAST_SHARE * total:
            found[first, second].append((shared, total, len(weights), question))
    ordered = sorted(found.items(), key=lambda item: (-sum(part[0] for part in item[1]), item[0]))
    return [_pair(*names, sorted(parts, reverse=True)) for names, parts in ordered[:_MOST_PAIRS]]


def _pair(first: str, second: str, parts: Sequence[tuple[float, float, int, str]]) -> SimilarPair:
    share = sum(shared for shared, *_ in parts) / sum(total for _, total, *_ in parts)
    passages = sum(count for _, _, count, _ in parts)
    return SimilarPair(first, second, min(1.0, share), passages, tuple(question for *_, question in parts))


def tokens(source: str) -> Iterator[str]:
    """The tokens of code, in which names that can be chosen freely are all alike.

    Keywords, builtins and what follows a dot stay: they are the language's and the libraries'.
    """
    for text in _texts(source):
        first = text[0]
        if first.isdigit():
            yield "0"
        elif first in "\"'" or text[-1:] in ("'", '"'):
            yield "''"
        elif first.isalpha() or first == "_":
            yield text if text in _KEPT else "a"
        else:
            yield text


def _texts(source: str) -> Iterator[str]:
    """The tokens as they stand there, without comments."""
    return (found[0] for found in _TOKEN.finditer(source) if not found[0].startswith("#"))


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
