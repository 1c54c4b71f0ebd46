"""Templates to self-contained pages."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from lecture08_utils.checking.messages import prose_html
from lecture08_utils.checking.text import plain_text

_LONGEST_REMARK = 1000
_TEMPLATES = Path(__file__).parent / "templates"


def render(template: str, **values: Any) -> str:
    """A page; every value that is not `Markup` is escaped."""
    return _environment().get_template(template).render(values)


def page_environment(folder: Path) -> Environment:
    """Where the templates of a folder become pages: all is escaped, and `stylesheet` is that of every page."""
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["stylesheet"] = Markup((_TEMPLATES / "style.css").read_text(encoding="utf-8"))
    return environment


@functools.cache
def _environment() -> Environment:
    environment = page_environment(_TEMPLATES)
    environment.filters["score"] = lambda score: "–" if score is None else f"{score:g}"
    environment.filters["percent"] = lambda share: "–" if share is None else f"{100 * share:.0f} %"
    environment.filters["seconds"] = _seconds
    environment.filters["ticks"] = lambda text: Markup(prose_html(text))
    environment.filters["cleaned"] = functools.partial(plain_text, length=_LONGEST_REMARK)
    return environment


def _seconds(seconds: float) -> str:
    if 0 < seconds < 0.05:
        return "< 0.1 s"
    return f"{seconds:.1f} s" if seconds < 9.95 else f"{seconds:.0f} s"
