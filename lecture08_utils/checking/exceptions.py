"""What is said of an exception in student code: what it was, in which line, and where a None comes from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from .dialogue import Dialogue
from .evaluate import EXPRESSION_FILE
from .messages import Failure, advice_on_exception, exception_name, exception_sentence, not_defined
from .text import one_line, plain_text, set_off

_MAX_LINE = 200


def failure_of_exception(reply: Mapping[str, Any], dialogue: Dialogue) -> Failure:
    """What a check says of an exception that student code raised.

    Args:
        reply: what came back; untrusted.
    """
    kind, name = one_line(reply.get("type")), one_line(reply.get("name"))
    text = set_off(plain_text(reply.get("text")))
    if kind == "NameError" and name in dialogue.question.defines:
        sentence = not_defined([name], dialogue.question.id)
        return Failure("missing", sentence, sentence, asked=dialogue.shown())
    if _speaks_of_none(text) and (problem := dialogue.stubs()):
        return Failure("run_time_error", problem)
    frames = reply.get("frames")
    frames = frames if isinstance(frames, list) else []
    line = one_line(_innermost_line(frames, dialogue).strip(), _MAX_LINE)
    if not line and _is_own_line(frames) and "argument" not in text:
        problem = f"The line below fails with what your code gives it: {kind}: {text}"
        problem += _about_none(text, dialogue.shown(), dialogue)
        safe = f"A line of the check fails with what your code gives it ({exception_name(kind)})."
        return Failure("run_time_error", problem + dialogue.promise(), safe, asked=dialogue.shown())
    problem = f"Your code raised {kind}: {text}"
    if line:
        problem += f"\nin the line\n    {line}"
    if advice := advice_on_exception(kind):
        problem += f"\n{advice}"
    problem += _about_none(text, line, dialogue)
    return Failure("run_time_error", problem, exception_sentence(kind, line), asked=dialogue.shown())


def _about_none(text: str, line: str, dialogue: Dialogue) -> str:
    """A line on where None comes from, for an exception that speaks of it."""
    if not _speaks_of_none(text):
        return ""
    called = [f"`{name}`" for name in dialogue.question.defines if re.search(rf"\b{name}\(", line)]
    # A class itself never returns None; its methods do.
    classes = [f"`{name}`" for name in dialogue.question.defines if name[0].isupper()]
    if classes:
        where = f"a method of {' or '.join(classes)}, or a function, that is not filled in yet or has no `return`."
    else:
        where = "a stub that is not filled in yet, or from a missing `return`"
        where += f": what does {' or '.join(called)} return?" if called else "."
    return f"\nNone comes from {where}"


def _innermost_line(frames: list, dialogue: Dialogue) -> str:
    for frame in reversed(frames):
        if isinstance(frame, list) and len(frame) == 2 and type(frame[0]) is str and type(frame[1]) is int:
            line = "" if frame[0] == EXPRESSION_FILE else dialogue.source_line(*frame)
            if line:
                return line
    return ""


def _is_own_line(frames: list) -> bool:
    """Whether an exception came from the question's own code, and not from something that it called."""
    last = frames[-1] if frames else None
    return isinstance(last, list) and last[:1] == [EXPRESSION_FILE]


def _speaks_of_none(text: str) -> bool:
    return "NoneType" in text or "Output was None" in text
