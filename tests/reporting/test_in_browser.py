"""Pages in headless Chromium without a network: nothing is asked for, nothing is wrong, and all can be read."""

from __future__ import annotations

import pytest

pytest.importorskip("playwright")

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from autograder.reporting import write_reports
from tests.browser.lab import CHROMIUM, contrasts
from tests.grading.toy import TASK, as_bytes, code, notebook, ours, prose

from .test_feedback import HOSTILE, drawn, png
from .toy_class import graded, with_cells

AA = 4.5  # contrast of texts, WCAG 2.2, success criterion 1.4.3
PROSE = r"""# Springs

Take $F=-kx$, so that $$E=\int_0^x kx'\,dx'=\tfrac12kx^2.$$

| x | F |
|---|---|
| 1 | −2 |

[a page](https://example.org) and `code`"""
SIGN = "def force(x):\n    '''A docstring.'''\n    return 2 * x  # 1.5"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
]


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """The pages of a class good, bad and hostile."""
    drawing = {**code("plot()", **ours("q1", "prose")), "outputs": [drawn(image_png=png()), drawn(text_plain="x")]}
    contents = {f"student {number}": notebook() for number in range(8)}
    contents |= {
        "with_figures": as_bytes([prose(PROSE, **ours(None, "prose")), *with_cells(drawing)]),
        "sign": notebook(q1=SIGN),
        "hostile": as_bytes(with_cells(*HOSTILE)),
        "pdf": b"%PDF",
    }
    return write_reports(graded(tmp_path_factory.mktemp("class"), contents), TASK)


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


def barriers(page):
    """What axe-core finds wrong for people who cannot see, or use no mouse: rule and where."""
    found = Axe().run(page).response["violations"]
    return {problem["id"]: [node["target"] for node in problem["nodes"]] for problem in found}


@pytest.mark.parametrize("media", ["light", "dark", "print"])
@pytest.mark.parametrize("name", ["report", "with_figures", "sign", "hostile", "pdf"])
def test_a_page_can_be_read_and_asks_for_nothing(written, browser, repository, name, media):
    path = written.report if name == "report" else written.feedback / f"{name}.html"
    context = browser.new_context(
        offline=True, viewport={"width": 1000, "height": 1200}, color_scheme="light" if media == "light" else "dark"
    )
    page = context.new_page()
    if media == "print":
        page.emulate_media(media="print")
    said, asked = [], []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    for details in page.locator("details").all():
        details.evaluate("node => node.open = true")
    pictures = repository / "out" / "browser" / "pages"
    pictures.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=pictures / f"{name}-{media}.png", full_page=True)

    assert said == []
    assert [url for url in asked if not url.startswith("data:")] == [path.as_uri()]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page is wider than the window"
    assert page.evaluate("[...document.images].every(image => image.naturalWidth > 0)")
    too_low = {pair: ratio for pair, ratio in contrasts(page, "body *").items() if ratio < AA}
    assert too_low == {}
    assert barriers(page) == {}
    if media == "print":
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    context.close()


def test_it_fits_a_telephone(written, browser):
    context = browser.new_context(offline=True, viewport={"width": 360, "height": 800})
    page = context.new_page()
    for path in (written.report, written.feedback / "sign.html", written.feedback / "with_figures.html"):
        page.goto(path.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path.name
    context.close()


def test_the_keyboard_reaches_the_content_first_and_shows_where_it_is(written, browser):
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.goto((written.feedback / "sign.html").as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    context.close()
