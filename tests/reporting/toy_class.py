"""Classes of the toy assignment, graded; and what a page must never contain."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

from autograder.grading.batch import grade_class
from autograder.grading.class_folder import ClassFolder, read_class
from autograder.grading.intake import Submission
from tests.grading.toy import TASK, FakeEngine, code, ours, prose

VOID = {"br", "hr", "img", "meta", "link", "input", "line", "circle", "rect", "polyline"}


def graded(out: Path, contents: dict[str, bytes], **options) -> ClassFolder:
    """A class, graded into `out`."""
    submissions = [
        Submission(student, f"{student}.ipynb", lambda content=content: content)
        for student, content in contents.items()
    ]
    grade_class(FakeEngine(), TASK, submissions, out, jobs=1, **options)
    return read_class(out)


def with_cells(*cells: dict) -> list[dict]:
    """Right answers, and other cells behind them."""
    return [
        code("def force(x):\n    return -2 * x", **ours("q1", "stub")),
        code("def energy(x):\n    return x**2", **ours("q2", "stub")),
        prose("Because.", **ours("q3", "manual")),
        *cells,
    ]


class Page(HTMLParser):
    """What a browser would make of a page.

    Attributes:
        elements: tag and attributes of each.
        text: all text together; headings: level and text of each.
    """

    def __init__(self, source: str):
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.headings: list[tuple[int, str]] = []
        self.open: list[str] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        if tag not in VOID:
            self.open.append(tag)
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append((int(tag[1]), ""))

    def handle_endtag(self, tag):
        if tag not in VOID:
            while self.open and self.open.pop() != tag:
                pass

    def handle_data(self, data):
        if self.open and self.open[-1] != "style":
            self.text += data
        for tag in self.open:
            if re.fullmatch(r"h[1-6]", tag) and self.headings:
                self.headings[-1] = (self.headings[-1][0], self.headings[-1][1] + data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def assert_harmless(source: str) -> Page:
    """A page without scripts, handlers, frames, or anything that is fetched; with what screen readers need."""
    page = Page(source)
    tags = {tag for tag, _ in page.elements}
    assert not tags & {"script", "iframe", "object", "embed", "form", "base", "foreignobject", "video", "audio"}
    for tag, attributes in page.elements:
        assert not [name for name in attributes if name.startswith("on")], (tag, attributes)
        for name in ("src", "srcset", "data", "action", "background", "xlink:href"):
            assert (attributes.get(name) or "data:image/png;base64,").startswith("data:image/png;base64,")
        target = attributes.get("href") or "#"
        assert target.startswith(("#", "https://", "http://", "mailto:", "data:,")), target
        # Only our own bars have a style, and it is a width.
        assert re.fullmatch(r"width:[\d.]+%", attributes.get("style") or "width:0%"), attributes
    [policy] = [item["content"] for item in page.all("meta") if item.get("http-equiv")]
    assert policy == "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
    assert source.index("Content-Security-Policy") < source.index("<style>")
    assert page.all("html") == [{"lang": "en"}]
    levels = [level for level, _ in page.headings]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels)), page.headings
    assert all("scope" in header for header in page.all("th"))
    assert all(image.get("alt") for image in page.all("img"))
    assert any(link.get("class") == "skip" and link["href"] == "#main" for link in page.all("a"))
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert all(link["href"][1:] in ids for link in page.all("a") if link["href"].startswith("#"))
    return page
