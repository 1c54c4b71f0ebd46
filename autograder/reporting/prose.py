"""Markdown of a notebook to HTML that can do nothing: formulas become MathML, pictures from elsewhere their names."""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Sequence
from typing import Any

import nh3
from latex2mathml.converter import convert
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup
from mdit_py_plugins.dollarmath import dollarmath_plugin

# Of what is longer, Markdown's worst cases would take seconds; it is shown as plain text.
LONGEST = 20_000
# Forty definitions that use each other twice are a formula of 2⁴⁰ signs.
_DEFINES = re.compile(
    r"\\(?:(?:re)?new(?:command|environment)|providecommand|Declare[A-Za-z]+|[egx]?def|let)(?![A-Za-z])"
)
_LONGEST_FORMULA = 1_000
# Those with as many characters may be wider than a telephone.
_WIDE_FORMULA = 60
# Formulas become thirty times as long.
_LARGEST = 150_000


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_MATH = _words(
    "math mrow mi mn mo ms mtext mspace mfrac msqrt mroot mstyle mpadded mphantom menclose mover munder munderover "
    "msub msup msubsup mmultiscripts mprescripts none mtable mtr mtd"
)
_TAGS = _words("p br hr strong em s code pre blockquote ul ol li a span div table thead tbody tr th td h3 h4 h5 h6")
_MATH_ATTRIBUTES = _words(
    "displaystyle scriptlevel mathvariant stretchy fence separator accent accentunder form largeop movablelimits "
    "symmetric lspace rspace minsize maxsize width height depth linethickness columnalign columnspacing rowspacing "
    "columnlines rowlines notation"
)
_ATTRIBUTES = {
    **{tag: set(_MATH_ATTRIBUTES) for tag in _MATH},
    "math": {"display", "displaystyle", "tabindex"},
    "a": {"href"},
    "ol": {"start"},
    "th": {"scope"},
}


def render_prose(source: str, level: int = 2) -> tuple[Markup, int]:
    """Markdown as HTML.

    Args:
        source: without control characters, see `plain_text`.
        level: of the heading above; no heading here is more than one level below the one before it.

    Returns:
        The HTML, and the level of its last heading.
    """
    if len(source) > LONGEST:
        return Markup("<pre>{}</pre>").format(source), level
    return _render_prose(source, level)


@functools.lru_cache(maxsize=1024)
def _render_prose(source: str, level: int) -> tuple[Markup, int]:
    try:
        tokens = _parser().parse(source)
        level = _made_accessible(tokens, level)
        rendered = _parser().renderer.render(tokens, _parser().options, {})
    except Exception:  # whatever a parser does not like is still text
        return Markup("<pre>{}</pre>").format(source), level
    if len(rendered) > _LARGEST:
        return Markup("<pre>{}</pre>").format(source), level
    cleaned = nh3.clean(
        rendered,
        tags=set(_TAGS | _MATH),
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
    )
    return Markup(cleaned), level


@functools.cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": 20}).enable(["table", "strikethrough"])
    parser.use(dollarmath_plugin, allow_labels=False, double_inline=True, renderer=_formula)
    parser.add_render_rule("image", _image)
    return parser


def _made_accessible(tokens: Sequence[Token], level: int) -> int:
    """Put headings below the page's own, without gaps, and say what headers of tables are about.

    Returns:
        The level of the last heading.
    """
    for token in tokens:
        if token.type == "heading_open":
            level = max(3, min(int(token.tag[1:]) + 2, level + 1, 6))
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{level}"
        if token.type == "th_open":
            token.attrSet("scope", "col")
    return level


def _image(renderer: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    """A picture's description: fetching it would tell somebody who reads this page."""
    return f"<em>[picture: {html.escape(tokens[index].content or 'without a description')}]</em>"


@functools.lru_cache(maxsize=1024)
def _mathml(source: str, display: str) -> str:
    converted: str = convert(source, display=display)
    return converted


def _formula(source: str, options: dict[str, Any]) -> str:
    """MathML, or the source where that is no formula."""
    if len(source) <= _LONGEST_FORMULA and not _DEFINES.search(source):
        try:
            formula = _mathml(source.strip(), "block" if options["display_mode"] else "inline")
        except Exception:  # its errors have no common base, and deep nesting is a RecursionError
            pass
        else:
            # What scrolls sideways must be within the keyboard's reach.
            is_wide = options["display_mode"] and len(source) > _WIDE_FORMULA
            return formula.replace("<math ", '<math tabindex="0" ', 1) if is_wide else formula
    return f"<code>{html.escape(source)}</code>"
