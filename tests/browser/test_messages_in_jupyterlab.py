"""What a student sees in JupyterLab when things go wrong, in both themes."""

from __future__ import annotations

import shutil

import pytest

pytest.importorskip("playwright")

from .lab import CHROMIUM, contrasts, fill_cell, jupyterlab, open_notebook, output_of, run_all, run_cell, start_cell

HW = "hw1_autodiff"
# Places in the released notebook: the stub of q1, its check, its first grade cell, and any cell to write in.
STUB, CHECK, GRADE, SCRATCH = 5, 6, 7, 3
RIGHT = """\
def forward_difference(f, x, h):
    return (f(x + h) - f(x)) / h

def central_difference(f, x, h):
    return (f(x + h) - f(x - h)) / (2 * h)
"""
ENDLESS = RIGHT.replace("    return", "    while True: pass\n    return", 1)
# Contrast of texts, WCAG 2.2, success criterion 1.4.3.
AA = 4.5

pytestmark = [
    pytest.mark.slow,
    pytest.mark.alone,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
]


@pytest.fixture(params=["JupyterLab Light", "JupyterLab Dark"])
def page(request, repository, tmp_path):
    """The released notebook, opened."""
    folder, home = tmp_path / "work", tmp_path / "home"
    folder.mkdir()
    home.mkdir()
    shutil.copy(repository / "assignments" / HW / "nbgrader" / f"{HW}.ipynb", folder)
    pictures = repository / "out" / "browser" / request.param.rpartition(" ")[2].lower()
    pictures.mkdir(parents=True, exist_ok=True)
    with jupyterlab(folder, home, request.param) as address, open_notebook(address, f"{HW}.ipynb") as page:
        page.keep = lambda name: page.screenshot(path=pictures / f"{name}.png")
        yield page


def answer(page, source, *, run=True):
    """Write the stub's cell, run it, and check; returns what the check shows."""
    fill_cell(page, STUB, source)
    if run:
        run_cell(page, STUB)
    return run_cell(page, CHECK)


def test_messages_of_a_first_hour(page):
    seen = {}

    def look(name):
        seen.update(contrasts(page))
        page.keep(name)

    # A fresh notebook runs from top to bottom: given cells say what they wait for.
    run_all(page, seconds=200)
    waiting = page.locator(".jp-OutputArea-output", has_text="Finish q3 first").first
    # The kernel may be done before the page shows it.
    waiting.wait_for(state="attached", timeout=60_000)
    assert "edge_partials and path_sum are still stubs" in waiting.inner_text()
    assert page.locator('[data-mime-type="application/vnd.jupyter.error"]').all_inner_texts() == []
    look("fresh")

    assert "all public checks pass" in answer(page, RIGHT)
    assert "of the check" not in output_of(page, CHECK)
    look("right")

    # Green on an older definition.
    assert "was edited and not run since" in answer(page, RIGHT + "# edited", run=False)
    look("edited")
    shown = answer(page, RIGHT.replace("x, h):", "x, h)", 1))
    assert "of an older definition" in shown
    assert "SyntaxError in line 1" in shown
    look("syntax error")
    shown = answer(page, RIGHT.replace("forward", "forwrad", 1))
    assert "but forwrad_difference: is the name misspelt?" in shown
    shown = answer(page, RIGHT)
    assert "older" not in shown
    assert "edited" not in shown

    # A failure is shown once.
    assert "✗" in answer(page, RIGHT.replace("/ h\n", "* h\n", 1))
    score = run_cell(page, GRADE)
    assert score.startswith("✗ 0 of 0.5 points")
    assert "Returned" not in score
    fill_cell(page, SCRATCH, "check()")
    assert "0.5 of 8.5 points" in run_cell(page, SCRATCH)
    look("wrong")

    # Nothing is silent for long, and the way out leads to the student's own line.
    fill_cell(page, STUB, ENDLESS)
    run_cell(page, STUB)
    start_cell(page, CHECK)
    page.wait_for_timeout(5000)
    assert "waiting for forward_difference(np.sin, 1.0, 0.1). To stop it" in output_of(page, CHECK)
    page.click(".lm-MenuBar-itemLabel >> text=Kernel")
    page.click(".lm-Menu-itemLabel >> text='Interrupt Kernel'")
    page.wait_for_timeout(3000)
    shown = output_of(page, CHECK)
    assert "line 2, in forward_difference:    while True: pass" in shown
    assert "lecture08_utils" not in shown
    look("stopped")

    assert {pair: ratio for pair, ratio in seen.items() if ratio < AA} == {}
    assert len(seen) >= 5

    # A narrow window breaks no number.
    page.set_viewport_size({"width": 640, "height": 1200})
    answer(page, RIGHT.replace("/ h\n", "/ h * np.full(9, -1.2345678e-5)\n", 1))
    heights = page.evaluate(
        "[...document.querySelectorAll('.jp-OutputArea-output pre span')].map(span => span.getClientRects().length)"
    )
    assert len(heights) >= 8
    assert set(heights) == {1}
    page.keep("narrow")
