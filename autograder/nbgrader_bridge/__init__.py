"""`nbgrader autograde` that takes its scores from a class that `lecture08 grade` has graded, and runs nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbgrader

FOLDER = "verdicts"
_HERE = "autograder.nbgrader_bridge"


def configure(config: Any) -> None:
    """Complete the configuration of nbgrader's course folder.

    While the folder holds ``verdicts/``, `nbgrader autograde` takes over what `lecture08 grade` found. Else it runs
    the notebooks itself.

    Args:
        config: what `get_config()` gives in `nbgrader_config.py`.
    """
    config.Autograde.sanitize_preprocessors = [
        "nbgrader.preprocessors.ClearOutput",
        f"{_HERE}.preprocessors.RestoreCells",
        "nbgrader.preprocessors.OverwriteKernelspec",
        "nbgrader.preprocessors.CheckCellMetadata",
    ]
    config.Autograde.autograde_preprocessors = [
        f"{_HERE}.preprocessors.TakeVerdicts",
        "nbgrader.preprocessors.AssignLatePenalties",
        "nbgrader.preprocessors.CheckCellMetadata",
    ]
    config.HTMLExporter.filters = {"markdown2html": f"{_HERE}.html.markdown_without_html"}
    # The folder that formgrader and feedback look in if there is no other. Ours holds parts of formgrader's page.
    own = Path(nbgrader.__file__).parent / "server_extensions" / "formgrader" / "templates"
    config.HTMLExporter.extra_template_basedirs = [str(Path(__file__).with_name("templates")), str(own)]
