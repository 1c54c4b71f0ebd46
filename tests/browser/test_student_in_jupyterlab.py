"""A student opens the released notebook in JupyterLab, fills in the stubs and runs it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

pytest.importorskip("playwright")

from autograder.release import build_submission

from .lab import CHROMIUM, fill_cell, jupyterlab, open_notebook, run_all

HW = "hw4_oscillator"
REFERENCE = Path("solutions", HW, "corpus", "accepted", "reference.py")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.alone,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
]


def solved_stubs(repository: Path) -> dict[int, str]:
    """Index of a stub cell → the reference's text for it."""
    cells = build_submission(repository / REFERENCE, repository, "nbgrader")["cells"]
    return {
        index: "".join(cell["source"])
        for index, cell in enumerate(cells)
        if cell["metadata"]["lecture08"]["role"] == "stub"
    }


def test_all_public_checks_go_green(repository, tmp_path):
    folder, home = tmp_path / "work", tmp_path / "home"
    folder.mkdir()
    home.mkdir()
    shutil.copy(repository / "assignments" / HW / "nbgrader" / f"{HW}.ipynb", folder)
    pictures = repository / "out" / "browser"
    pictures.mkdir(parents=True, exist_ok=True)
    questions = {
        cell["metadata"]["lecture08"]["question"]
        for cell in json.loads((folder / f"{HW}.ipynb").read_text())["cells"]
        if "".join(cell["source"]).startswith("check(")
    }

    with jupyterlab(folder, home) as address, open_notebook(address, f"{HW}.ipynb") as page:
        for index, source in solved_stubs(repository).items():
            fill_cell(page, index, source)
        run_all(page, seconds=400)
        outputs = page.locator(".jp-OutputArea-output").all_inner_texts()
        errors = page.locator('[data-mime-type="application/vnd.jupyter.error"]').all_inner_texts()
        warnings = page.locator('[data-mime-type="application/vnd.jupyter.stderr"]').all_inner_texts()
        for number, cell in enumerate(page.locator(".jp-Notebook .jp-CodeCell").all()):
            cell.screenshot(path=pictures / f"cell{number:02d}.png")

    assert errors == []
    assert warnings == []
    for question in questions:
        reports = [text for text in outputs if text.startswith(f"{question}: ")]
        assert reports, f"check({question!r}) showed nothing"
        assert all("public check passes" in text or "all public checks pass" in text for text in reports), reports
