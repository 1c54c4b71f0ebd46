"""What takes the place of nbgrader's execution: preprocessors of `nbgrader autograde`."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nbconvert.preprocessors import ClearMetadataPreprocessor, Preprocessor
from nbformat import v4
from nbformat.notebooknode import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import (
    DeduplicateIds,
    Execute,
    IgnorePattern,
    LimitOutput,
    NbGraderPreprocessor,
    OverwriteCells,
    SaveAutoGrades,
)
from traitlets import Unicode

from autograder import course
from autograder.errors import ReportedError
from autograder.grading.answers import answers
from autograder.grading.results import Result
from lecture08_utils.checking import load
from lecture08_utils.notebooks.matching import matched_cells
from lecture08_utils.notebooks.reading import UnreadableNotebook

from . import FOLDER
from .cells import ReleasedCell, grade_cells, released_cells, restored
from .scores import CellScore, cell_scores, comments
from .verdicts import find_result


class _OfSubmission(NbGraderPreprocessor):  # type: ignore[misc]
    """Knows the result of the submission that nbgrader is at.

    Whether there are verdicts at all is looked at for each submission: formgrader reads its configuration only once.

    Attributes:
        instead_of: nbgrader's own preprocessors, which do their part in a course without verdicts.
    """

    instead_of: tuple[type[Preprocessor], ...] = ()

    folder = Unicode(FOLDER, help="Folder below the course; `lecture08 grade HW` has written to HW in it.").tag(
        config=True
    )

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Do this preprocessor's part of a submission.

        Raises:
            ReportedError: there is no result for it; then it has no automatic scores either.
        """
        if not Path(self._course.root, self.folder).is_dir():
            for own in self.instead_of:
                nb, resources = own(parent=self.parent)(nb, resources)
            return nb, resources
        about = resources["nbgrader"]
        with Gradebook(about["db_url"]) as gradebook:
            cells = released_cells(gradebook.find_notebook(about["notebook"], about["assignment"]))
            with self._no_score_without_result(gradebook, about):
                graded = Path(self._course.root, self.folder, about["assignment"])
                submitted = self._submitted(about)
                result = find_result(graded, about["assignment"], about["student"], submitted)
                self._work(nb, result, cells, submitted, gradebook)
        return nb, resources

    @property
    def _course(self) -> Any:
        return self.parent.parent.coursedir

    def _submitted(self, about: Any) -> Path:
        folder = self._course.format_path(self._course.submitted_directory, about["student"], about["assignment"])
        return Path(folder, f"{about['notebook']}.ipynb")

    @contextlib.contextmanager
    def _no_score_without_result(self, gradebook: Gradebook, about: Any) -> Iterator[None]:
        """Take back what an earlier file was given: it is not this one's."""
        try:
            yield
        except ReportedError as problem:
            notebook = gradebook.find_submission_notebook(about["notebook"], about["assignment"], about["student"])
            for grade in notebook.grades:
                grade.auto_score = None
                grade.needs_manual_grade = True
            gradebook.db.commit()
            self.log.error("Not graded: %s", problem)
            raise

    def _work(
        self, nb: NotebookNode, result: Result, cells: list[ReleasedCell], submitted: Path, gradebook: Gradebook
    ) -> None:
        raise NotImplementedError


class RestoreCells(_OfSubmission):
    """Put each released cell into its place once, as it was released, and leave nothing of a student's metadata."""

    instead_of = (DeduplicateIds, OverwriteCells)

    def _work(
        self, nb: NotebookNode, result: Result, cells: list[ReleasedCell], submitted: Path, gradebook: Gradebook
    ) -> None:
        course.enter_course(course.named_course())
        assignment = load(result.assignment, hidden=False).assignment
        content = submitted.read_bytes()
        manual = {question.id for question in assignment.questions if question.is_manual}
        try:
            matched = matched_cells(content, assignment)
        except UnreadableNotebook:
            matched = ()
        stubs = {cell.index: cell.question for cell in matched if cell.is_stub and cell.question}
        texts = {name: text for name, text in answers(content, assignment).items() if name in manual}
        nb.cells = restored(nb.cells, cells, stubs, texts)
        nb.metadata = NotebookNode()


class TakeVerdicts(_OfSubmission):
    """Write the scores into the gradebook, and what the checks said below their cells.

    Points and comments that a person gave in formgrader are not touched: they count before these.
    """

    instead_of = (Execute, IgnorePattern, ClearMetadataPreprocessor, LimitOutput, SaveAutoGrades)

    def _work(
        self, nb: NotebookNode, result: Result, cells: list[ReleasedCell], submitted: Path, gradebook: Gradebook
    ) -> None:
        scores = cell_scores(result, grade_cells(cells))
        notebook = gradebook.find_submission_notebook(submitted.stem, result.assignment, result.student)
        for grade in notebook.grades:
            if grade.name in scores:
                grade.auto_score = scores[grade.name].score
                # As nbgrader does it: who gave points by hand looks again.
                grade.needs_manual_grade = grade.auto_score is None or grade.manual_score is not None
        _write_comments(notebook, nb, result, cells)
        gradebook.db.commit()
        for cell in nb.cells:
            if score := scores.get(cell.metadata.get("nbgrader", {}).get("grade_id")):
                _show(cell, score)


def _show(cell: NotebookNode, score: CellScore) -> None:
    if cell.cell_type == "code" and score.text:
        cell.outputs = [v4.new_output("stream", name="stdout", text=f"{score.text}\n")]


def _write_comments(notebook: Any, nb: NotebookNode, result: Result, cells: list[ReleasedCell]) -> None:
    """To the last answer cell of each question."""
    written = {mark["grade_id"]: cell.source for cell in nb.cells if (mark := cell.metadata.get("nbgrader"))}
    said = comments(result)
    last = {cell.question: cell.id for cell in cells if cell.is_solution}
    released = {cell.id: cell.source for cell in cells}
    for comment in notebook.comments:
        question = comment.name.partition("-")[0]
        text = said.get(question) if last.get(question) == comment.name else None
        untouched = written.get(comment.name, "").strip() == released.get(comment.name, "").strip()
        comment.auto_comment = text or ("No response." if untouched else None)
