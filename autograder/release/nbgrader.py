"""The nbgrader flavour, made by the real `nbgrader generate_assignment` in a course folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lecture08_utils.checking import CheckedAssignment

from .cell import PROMPT
from .flavours import nbgrader_source, require_answers
from .markers import BEGIN, END, STUB
from .notebook import Notebook, cell_text, load_notebook, make_notebook, to_json
from .source import Source
from .tools import run_tool

CONFIGURATION = f'''\
"""nbgrader's settings for this course; written by `lecture08 release`."""

c = get_config()  # noqa: F821

c.CourseDirectory.course_id = "lecture08"
c.NbGrader.logfile = ""

# The markers of our sources (nbgrader spells the option's name like this).
c.ClearSolutions.begin_solution_delimeter = "{BEGIN}"
c.ClearSolutions.end_solution_delimeter = "{END}"
c.ClearSolutions.code_stub = {{"python": "{STUB}"}}
c.ClearSolutions.text_stub = "{PROMPT}"

# Seconds for one cell. The default, 30, is less than training a network takes.
c.ExecutePreprocessor.timeout = 300

# Anything on stderr, a warning or a progress bar, would cost all points of a grade cell.
c.IgnorePattern.enabled = True
c.IgnorePattern.pattern = r"[\\s\\S]"

# Once `lecture08 grade HW submitted --out verdicts/HW` has graded a class, `nbgrader autograde HW` takes its scores
# from there and runs no code of a student. Without a folder verdicts/ it runs the notebooks, with no protection.
from autograder.nbgrader_bridge import configure  # noqa: E402

configure(c)
'''


@dataclass(frozen=True)
class NbgraderRelease:
    """What `nbgrader generate_assignment` made, normalised.

    Attributes:
        notebook: the students' notebook.
        files: path below ``assignments/<hw>/nbgrader/`` → contents.
    """

    notebook: Notebook
    files: dict[str, bytes]


def make_nbgrader(source: Source, checked: CheckedAssignment, course: Path, scratch: Path) -> NbgraderRelease:
    """Put the assignment into a course folder and release it there.

    The folder is then ready for `nbgrader autograde` where `autograder` can be imported: hidden checks are not in
    it. Submissions and the gradebook of an earlier release stay.

    Args:
        course: the course folder; made if it does not exist.

    Raises:
        ToolError: nbgrader failed, or changed cells in a way that we do not know.
    """
    name = source.name
    (course / "source" / name).mkdir(parents=True, exist_ok=True)
    (course / "nbgrader_config.py").write_text(CONFIGURATION, encoding="utf-8")
    master = course / "source" / name / f"{name}.ipynb"
    master.write_text(to_json(nbgrader_source(source, checked)), encoding="utf-8")
    run_tool("nbgrader", "generate_assignment", name, "--force", cwd=course, scratch=scratch)
    released = course / "release" / name / f"{name}.ipynb"
    notebook = _normalise(load_notebook(released), source)
    contents = to_json(notebook)
    released.write_text(contents, encoding="utf-8")
    return NbgraderRelease(notebook, {released.name: contents.encode()})


def _normalise(notebook: Notebook, source: Source) -> Notebook:
    cells = [{**cell, "source": cell_text(cell)} for cell in notebook["cells"]]
    require_answers(cells, source, "nbgrader generate_assignment")
    return make_notebook(cells)
