"""Names of students as names of files: reversible where it is short, safe always."""

from __future__ import annotations

import hashlib
import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Container, Iterable, Mapping

from lecture08_utils.checking.text import one_line

_MAX_BYTES = 120
_MAX_SHOWN = 120
# No separator, nothing that a shell or Windows minds, no "%" and no "~", which stems have.
_READABLE = re.compile(r"\w(?:[\w .,'@+-]*[\w@+-])?")
_PLAIN = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-")


def file_stems(students: Iterable[str]) -> dict[str, str]:
    """A file name, without suffix, for each student of a class.

    Every byte outside ``[A-Za-z0-9_.-]``, and a leading dot, is percent-encoded. A name that is then longer than
    120 bytes, and all names that are alike when case is ignored, are cut and end in ``~`` and eight digits of
    the name's hash, so that no name depends on the order of the class.
    """
    students = list(dict.fromkeys(students))
    encoded = {student: _percent_encode(student) for student in students}
    alike = Counter(stem.lower() for stem in encoded.values())
    return {
        student: stem if len(stem) <= _MAX_BYTES and alike[stem.lower()] == 1 else _hashed(student, stem)
        for student, stem in encoded.items()
    }


def readable_stems(stems: Mapping[str, str]) -> dict[str, str]:
    """A file name for each student that is their name, where every system takes that, and else is the stem.

    Args:
        stems: see `file_stems`.
    """
    folded = {student: unicodedata.normalize("NFC", student).casefold() for student in stems}
    alike = Counter(folded.values())

    def is_readable(student: str) -> bool:
        is_short = len(_bytes(student)) <= _MAX_BYTES
        return is_short and alike[folded[student]] == 1 and _READABLE.fullmatch(student) is not None

    return {student: student if is_readable(student) else stem for student, stem in stems.items()}


def free_name(name: str, used: Container[str]) -> str:
    """The name, with a number behind it if it is used already."""
    numbered = (f"{name} ({number})" for number in itertools.count(2))
    return next(candidate for candidate in itertools.chain([name], numbered) if candidate not in used)


def shown(path: str) -> str:
    """A path that a student chose, as it may stand in a sentence: printable, and not long."""
    text = one_line(path, len(path))
    return text if len(text) <= _MAX_SHOWN else f"{text[: _MAX_SHOWN // 2]}…{text[-_MAX_SHOWN // 2 :]}"


def _percent_encode(name: str) -> str:
    raw = _bytes(name)
    text = "".join(chr(byte) if byte in _PLAIN else f"%{byte:02X}" for byte in raw)
    return f"%2E{text[1:]}" if text.startswith(".") else text


def _hashed(name: str, stem: str) -> str:
    ending = "~" + hashlib.sha256(_bytes(name)).hexdigest()[:8]
    cut = stem[: _MAX_BYTES - len(ending)]
    # Not through the middle of an encoded byte.
    return re.sub(r"%[0-9A-F]?$", "", cut) + ending


def _bytes(name: str) -> bytes:
    # A file name that is not UTF-8 arrives with its odd bytes as surrogates; others cannot be encoded at all.
    try:
        return name.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return name.encode("utf-8", "surrogatepass")


def plain_form(name: str) -> str:
    """A student's name by which tables find it: without blanks around it, a letter and its accent being one sign."""
    return unicodedata.normalize("NFC", name).strip()
