"""Releases: from one source to everything that is handed out.

For the command line:

``release(names, root, report, grade=None)``
    Make ``assignments/<hw>/{otter,nbgrader}/`` and ``dist/`` (reference, zips for otter and Gradescope,
    nbgrader's course folder, student wheel) from ``solutions/<hw>/`` and the checks. `names` are full names, None
    means all.
    `report` is called with a sentence after each step. Raises `AuthoringError` (its `problems` say file, line and
    message; ``assignments/`` stays as it is) and `ToolError`. With `grade`, it ends by grading the stub and the
    reference of what has changed.
``check_release(names, root)``
    Rebuild in a temporary folder, compare with ``assignments/`` and ``dist/``, search for leaks. Returns a list of
    `Problem`.
``inspect_release(names, root)``
    The same, and the contents that were compared, for whoever hands them on.
``source_names(root)``
    The assignments that have a source.

For tests:

``read_source(hw, root)``
    The source as data: questions, cells, solution regions, line numbers.
``solution_sources(hw, root)``
    Question → the reference's texts of its stub cells.
``build_submission(path, root, flavour="otter")``
    A corpus script as the notebook that such a student hands in.
``build_reference(hw, root)``
    The notebook of a student who answers like the reference.
``grade_ids(checked)``
    nbgrader's id of each grade cell → check id.

No function here prints, and none but `release` writes into the course.
"""

from .build import Inspection, check_release, inspect_release, release, source_names
from .flavours import grade_ids
from .problems import AuthoringError, Problem, ToolError
from .solve import build_reference, build_submission, solution_sources
from .source import Source, read_source

__all__ = [
    "AuthoringError",
    "Inspection",
    "Problem",
    "Source",
    "ToolError",
    "build_reference",
    "build_submission",
    "check_release",
    "grade_ids",
    "inspect_release",
    "read_source",
    "release",
    "solution_sources",
    "source_names",
]
