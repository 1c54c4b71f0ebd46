"""A TA looks at a submission in nbgrader's formgrader, in a real browser."""

from __future__ import annotations

import pytest
from nbgrader.api import Gradebook
from playwright.sync_api import sync_playwright

from autograder.release import build_submission

from ..nbgrader_bridge.course import NAME, make_course
from .lab import CHROMIUM, QUIET, jupyterlab

pytestmark = [
    pytest.mark.slow,
    pytest.mark.alone,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine"),
]
ESSAY = "q10-answer-1"
HOSTILE = "Because. <img src=x onerror=\"document.title = 'stolen'\"><script>document.title = 'stolen'</script>"


@pytest.fixture(scope="module")
def course(tmp_path_factory, repository):
    course = make_course(tmp_path_factory.mktemp("formgrader"), repository)
    path = repository / "solutions" / NAME / "corpus" / "wrong_answer" / "quotient_with_plus.py"
    notebook = build_submission(path, repository, "nbgrader")
    (answer,) = (cell for cell in notebook["cells"] if "q10-answer-1" in str(cell["metadata"]))
    answer["source"] = HOSTILE
    course.hand_in("bob", notebook)
    course.lecture08("grade", NAME, "submitted", "--out", f"verdicts/{NAME}", "--jobs", "1")
    code, printed = course.run("nbgrader", "autograde", NAME)
    assert code == 0, printed[-3000:]
    return course


def test_scores_and_messages_are_shown_points_are_kept_and_nothing_of_a_student_runs(course, tmp_path):
    with Gradebook(f"sqlite:///{course.folder / 'gradebook.db'}") as gradebook:
        number = gradebook.find_submission_notebook(NAME, NAME, "bob").id
    (tmp_path / "home").mkdir()
    with jupyterlab(course.folder, tmp_path / "home", cwd=course.folder) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        page = browser.new_page(viewport={"width": 1280, "height": 1400})
        asked = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{address}/formgrader/submissions/{number}/", wait_until="domcontentloaded")
        score = page.locator("#q4-test-2")
        score.wait_for()
        page.wait_for_function("() => document.getElementById('q4-test-2').placeholder === '0.75'")
        text = page.inner_text("body")
        assert "0 of 0.75 points: wrong answer" in text
        assert "HIDDEN TESTS" not in page.content()
        assert "onerror=" in text  # as text
        assert page.title() == NAME
        mathjax = [url for url in asked if "MathJax.js" in url]
        assert mathjax
        assert mathjax[0].startswith(f"{address}/static/")

        page.fill(f"#{ESSAY}", "1.5")
        page.press(f"#{ESSAY}", "Tab")
        page.fill(f"#{ESSAY}-comment", "Nearly.")
        page.press(f"#{ESSAY}-comment", "Tab")
        page.wait_for_timeout(2000)
        browser.close()
    code, printed = course.run("nbgrader", "autograde", NAME, "--force")
    assert code == 0, printed[-3000:]
    assert {grade["name"]: grade["score"] for grade in course.grades("bob")}[ESSAY] == 1.5
    assert course.comment("bob", ESSAY) == "Nearly."
