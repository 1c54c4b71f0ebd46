"""Python code in pages: coloured, or with what names its author taken out."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from itertools import groupby

from markupsafe import Markup, escape
from pygments.lexers.python import PythonLexer
from pygments.token import Comment, Keyword, Name, Number, Operator, String, _TokenType

# Longer cells are shown without colours.
LONGEST = 20_000
_CLASSES = (
    (Comment, "c"),
    (String, "s"),
    (Number, "n"),
    (Keyword, "k"),
    (Operator.Word, "k"),
    (Name.Function, "f"),
    (Name.Class, "f"),
    (Name.Decorator, "f"),
)
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w.-]{1,64}")
_DIGITS = re.compile(r"\d{5,}")
_SHORTEST_NAME = 3


@functools.lru_cache(maxsize=1024)
def highlighted(source: str) -> Markup:
    """Code as HTML with a class for each kind of word."""
    if len(source) > LONGEST:
        return escape(source)
    parts = []
    # One element for neighbours of a kind: a text of escapes would otherwise become a dozen times as long.
    for name, tokens in groupby(_lexer().get_tokens(source), key=lambda token: _class_of(token[0])):
        text = "".join(text for _, text in tokens)
        parts.append(Markup('<span class="{}">{}</span>').format(name, text) if name else escape(text))
    return Markup("").join(parts)


def _class_of(kind: _TokenType) -> str:
    return next((name for parent, name in _CLASSES if kind in parent), "")


def without_author(source: str, names: Iterable[str]) -> str:
    """Code without comments, texts and whatever else may say who wrote it.

    Args:
        names: of the author; their words are replaced wherever they stand, in any case.
    """
    if len(source) > LONGEST:
        return ""
    kept = []
    for kind, text in _lexer().get_tokens(source):
        if kind in String.Doc:
            kept.append('"""…"""')
        elif kind not in Comment:
            kept.append(_DIGITS.sub("…", _ADDRESS.sub("…", text)) if kind in String else text)
    code = "".join(kept)
    words = {word for name in names for word in re.split(r"[\W_\d]+", name) if len(word) >= _SHORTEST_NAME}
    if words:
        code = re.sub("|".join(map(re.escape, sorted(words, key=len, reverse=True))), "…", code, flags=re.IGNORECASE)
    return "\n".join(line.rstrip() for line in code.splitlines() if line.strip())


@functools.cache
def _lexer() -> PythonLexer:
    return PythonLexer(stripnl=True)
