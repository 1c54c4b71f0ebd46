"""Students' Markdown as HTML that does nothing: formgrader shows it in a page that may change all grades."""

from __future__ import annotations

from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from mistune import HTMLRenderer
from nbconvert.filters.markdown_mistune import InvalidNotebook, IPythonRenderer, MarkdownWithMath


class _Harmless(IPythonRenderer):  # type: ignore[misc]
    """HTML stands there as text, links lead to pages and never to scripts."""

    def __init__(self, attachments: dict[str, dict[str, str]]):
        super().__init__(
            escape=True, allow_harmful_protocols=False, exclude_anchor_links=True, attachments=attachments
        )

    def block_mermaidjs(self, code: str) -> str:
        """A diagram is shown as its text, which nbconvert would not escape."""
        return str(HTMLRenderer.block_code(self, code))

    def _embed_image_or_attachment(self, src: str) -> str:
        try:
            return str(super()._embed_image_or_attachment(src))
        except InvalidNotebook:
            return src  # a picture that is not there: that costs the picture, not the page


@pass_context
def markdown_without_html(context: Context, source: str) -> str:
    """nbconvert's filter `markdown2html`, for text that nobody has to trust."""
    cell: Any = context.get("cell", {})
    return str(MarkdownWithMath(renderer=_Harmless(cell.get("attachments", {}))).render(source))
