"""Advice for code that ran out of time in a loop that JAX may take one operation at a time."""

from __future__ import annotations

import re
from collections.abc import Iterable

ADVICE = (
    "There is a loop in this answer, and no jax.jit. If each step of it computes with JAX, put what one step does "
    "into a function, call jax.jit of it once, before the loop, and the result of that in the loop."
)
# Line by line, so that no pattern takes long on hostile text.
_LOOP = re.compile(r"^[ \t]*(?:for|while)\b[^\n]*:", re.MULTILINE)
_JAX = re.compile(r"\b(?:jax|jnp)\b")
_COMPILED = re.compile(r"jit\b|scan\b|\bpmap\b|\blax\.map\b|\b(?:fori_loop|while_loop|minimise\w*)\b")


def advice_on_time(sources: Iterable[str]) -> str:
    """A sentence for the answer to a question that took too long, or nothing.

    Args:
        sources: of the question's cells.
    """
    text = "\n".join(sources)
    may_be_slow = _LOOP.search(text) and _JAX.search(text) and not _COMPILED.search(text)
    return ADVICE if may_be_slow else ""
