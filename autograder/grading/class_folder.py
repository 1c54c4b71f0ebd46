"""The folder of a graded class: what was graded into it before stays, and is not graded again while nothing changes.

results/STUDENT.json      what was found
submitted/STUDENT.ipynb   the notebook as it was graded
.records/STUDENT.json     what the result was made from, so that it is kept for as long as all that is the same
gradebook.csv             always of all results here
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from autograder.atomic import write_atomically, write_bytes_atomically
from autograder.errors import ReportedError
from lecture08_utils.checking import CheckedAssignment

from .adjustments import given_by_hand, unadjusted
from .gradebook import gradebook_csv
from .lateness import FILE as LATENESS
from .lateness import Lateness, read_lateness
from .names import file_stems
from .results import NOT_GRADED, Adjustment, Result, read_points_by_hand, read_result, rounded

NOT_YET = "not graded yet: grading has ended before"
_SCHEMA = 1
# What another run might judge differently, because the machine is less busy or the grader mended.
_PASSING = frozenset({"time_limit_exceeded", "not_graded"})


class ClassFolderProblem(ReportedError):
    """The folder cannot be used; the message says why and what to do."""


@dataclass(frozen=True)
class FinishedSubmission:
    """What became of one submission.

    Attributes:
        result: None if the grader itself failed on it; `notes` says how, and grading it again may help.
        notes: lines for the TA.
        kept: whether this is what an earlier run found.
        by_hand: question → points that a person gave, of a submission without a result: they wait for one.
    """

    student: str
    result: Result | None
    notes: tuple[str, ...] = ()
    kept: bool = False
    by_hand: Mapping[str, Adjustment] = field(default_factory=dict)

    @property
    def points_by_hand(self) -> Mapping[str, Adjustment]:
        """Question → what a person gave."""
        return given_by_hand(self.result) if self.result else self.by_hand

    @property
    def is_complete(self) -> bool:
        """Whether the grader did all of its part."""
        return self.result is not None and self.result.status != NOT_GRADED


class ClassFolder:
    """All that was graded into one folder; `open_class` opens it for grading, `read_class` for reading alone.

    Attributes:
        path: the folder.
        assignment: what was graded.
    """

    def __init__(self, path: Path, assignment: str = ""):
        self.path = path
        self.assignment = assignment
        self._stems: dict[str, str] = {}
        self._keys: dict[str, str | None] = {}
        self._finished: dict[str, FinishedSubmission] = {}
        self._owners: dict[str, str] = {}
        self._by_owner: dict[str, str] = {}
        self._read()

    @property
    def students(self) -> list[str]:
        """Everybody of whom something is known, sorted."""
        return sorted(self._finished)

    @property
    def max_score(self) -> float:
        """What the assignment is worth; 0 if nothing is graded."""
        return max((item.result.max_score for item in self._finished.values() if item.result), default=0.0)

    @property
    def lateness(self) -> Lateness | None:
        """What handing in late costs here, if anything.

        Raises:
            BadTimes: the file that says so is damaged.
        """
        return read_lateness(self.path / LATENESS)

    @property
    def totals(self) -> dict[str, float | None]:
        """Student → what counts in the end; None for those whom the grader failed on."""
        lateness = self.lateness
        scores = {item.student: item.result.score if item.result else None for item in self.finished}
        if lateness is None:
            return scores
        return {name: score if score is None else lateness.total(name, score) for name, score in scores.items()}

    @property
    def expected(self) -> list[str]:
        """Everybody of whom something is known or expected."""
        return list(self._stems)

    @property
    def finished(self) -> tuple[FinishedSubmission, ...]:
        """What became of each student's submission, sorted by student."""
        return tuple(self._finished[student] for student in self.students)

    def expect(self, students: Iterable[str]) -> None:
        """Give these students file names; those who have one keep it."""
        fresh = file_stems([*self._stems, *students])
        self._stems = fresh | self._stems

    def name_for(self, student: str, owner: str) -> str:
        """What a student is called here, so that nobody's result is replaced by that of somebody of the same name.

        Args:
            student: the name among those who are graded now, among whom it may be the only one.
            owner: name and number, if there is one.
        """
        if not owner:
            return student
        if owner not in self._by_owner:
            is_taken = owner in self._finished or self._owners.get(student)
            self._set_owner(owner if is_taken else student, owner)
        return self._by_owner[owner]

    def owner(self, student: str) -> str:
        """A student's name and number, where a platform gave both; else empty."""
        return self._owners.get(student, "")

    def _set_owner(self, student: str, owner: str) -> None:
        self._owners[student] = owner
        if owner:
            self._by_owner.setdefault(owner, student)

    def announce(self, students: Iterable[str]) -> None:
        """Note that these are to be graded, if nothing is known of them: a run that ends early loses nobody."""
        for student in students:
            if student not in self._finished:
                self.write(FinishedSubmission(student, None, (NOT_YET,)))

    def earlier(self, student: str) -> FinishedSubmission | None:
        """What is known of a student's submission."""
        return self._finished.get(student)

    def kept(self, student: str, key: str) -> FinishedSubmission | None:
        """The result that was made from the same things, if there is one and it is undamaged."""
        return self._finished[student] if self._keys.get(student) == key else None

    def notebook(self, student: str) -> bytes | None:
        """The notebook that was graded, if it could be read at all."""
        try:
            return (self._submitted / f"{self._stems[student]}.ipynb").read_bytes()
        except OSError:
            return None

    def stem(self, student: str) -> str:
        """The name, without suffix, of a student's files."""
        return self._stems[student]

    def write(
        self, done: FinishedSubmission, key: str | None = None, content: bytes | None = None
    ) -> FinishedSubmission:
        """Put a result in place of the earlier one; what has no room on the disk costs this result, not the class.

        Args:
            key: of what the result was made from; None: it is made again in the next run.
            content: the notebook; None if it could not be read.

        Returns:
            What became of it.
        """
        earlier = self._finished.get(done.student)
        by_hand = earlier.points_by_hand if earlier else {}
        if not done.result:
            done = replace(done, by_hand=by_hand)
        if not done.result or _may_pass(done.result):
            key = None
        try:
            self._write_record(done, None)
            self._write_notebook(done, content)
            self._write_result(done, key)
        except OSError as problem:
            note = f"the result of {done.student} was not written: {problem}"
            done, key = FinishedSubmission(done.student, None, (note, *done.notes), by_hand=by_hand), None
            self._target(done.student).unlink(missing_ok=True)
            with contextlib.suppress(OSError):
                self._write_record(done, None)
        self._finished[done.student], self._keys[done.student] = done, key
        return done

    def amend(self, done: FinishedSubmission) -> None:
        """Write another form of a result, with other points given by hand.

        Raises:
            ClassFolderProblem: it cannot be written; the earlier form stays.
        """
        try:
            self._write_result(done, self._keys.get(done.student))
        except OSError as problem:
            raise ClassFolderProblem(
                f"the points of {done.student} were not written: {problem}; make room there and run this again"
            ) from None
        self._finished[done.student] = done

    def _write_notebook(self, done: FinishedSubmission, content: bytes | None) -> None:
        """Keep the notebook that was graded; one of an earlier run does not belong to a result without any."""
        notebook = self._submitted / f"{self._stems[done.student]}.ipynb"
        if content is not None:
            write_bytes_atomically(notebook, content)
        elif done.result:
            notebook.unlink(missing_ok=True)

    def _write_result(self, done: FinishedSubmission, key: str | None) -> None:
        """Write a result, and then that it is whole; or take an earlier one away, which is not this submission's."""
        if done.result:
            write_atomically(self._target(done.student), _text(done.result))
            self._write_record(done, key)
        else:
            self._target(done.student).unlink(missing_ok=True)

    def _target(self, student: str) -> Path:
        return self._results / f"{self._stems[student]}.json"

    def write_gradebook(self, checked: CheckedAssignment) -> None:
        """Write ``gradebook.csv``, of everybody.

        Raises:
            ClassFolderProblem: it cannot be written.
        """
        questions = {question.id: rounded(checked.points(question.id)) for question in checked.assignment.questions}
        results = [item.result for item in self.finished if item.result]
        not_graded = [item.student for item in self.finished if not item.result]
        text = gradebook_csv(self.assignment, questions, results, not_graded, self.lateness)
        try:
            write_atomically(self.path / "gradebook.csv", text)
        except OSError as problem:
            raise ClassFolderProblem(
                f"the gradebook was not written: {problem}; make room there and grade again"
            ) from None

    @property
    def _results(self) -> Path:
        return self.path / "results"

    @property
    def _submitted(self) -> Path:
        return self.path / "submitted"

    @property
    def _records(self) -> Path:
        return self.path / ".records"

    def _write_record(self, done: FinishedSubmission, key: str | None) -> None:
        record = {
            "schema": _SCHEMA,
            "student": done.student,
            "owner": self._owners.get(done.student, ""),
            "key": key,
            "result": _digest(done.result) if done.result and key else None,
            "notes": list(done.notes),
            "by_hand": {question: asdict(given) for question, given in done.by_hand.items()},
        }
        text = json.dumps(record, ensure_ascii=False) + "\n"
        write_atomically(self._records / f"{self._stems[done.student]}.json", text)

    def make_folders(self) -> None:
        """Make what is missing."""
        for folder in (self._results, self._submitted, self._records):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def _read(self) -> None:
        """Take over what earlier runs left."""
        records = {path.stem: _read_record(path) for path in sorted(self._records.glob("*.json"))}
        for path in sorted(self._results.glob("*.json")):
            record = records.pop(path.stem, {})
            student = record.get("student", unquote(path.stem))
            self._set_owner(student, record.get("owner", ""))
            try:
                result = read_result(path.read_bytes())
            except (OSError, ValueError) as problem:
                note = f"{path} is damaged, and counts as not graded: {problem}"
                by_hand = record.get("by_hand", {})
                self._add(path.stem, FinishedSubmission(student, None, (note,), by_hand=by_hand), None)
                continue
            self.assignment = self.assignment or result.assignment
            if result.assignment != self.assignment:
                raise ClassFolderProblem(
                    f"{self.path} holds results of {result.assignment}: choose another folder for {self.assignment}"
                )
            whole = record.get("result") == _digest(result)
            done = FinishedSubmission(result.student, result, tuple(record.get("notes", ())), kept=True)
            self._add(path.stem, done, record.get("key") if whole else None)
        for stem, record in records.items():
            if record:
                self._set_owner(record["student"], record["owner"])
                notes, by_hand = tuple(record["notes"]), record["by_hand"]
                self._add(stem, FinishedSubmission(record["student"], None, notes, by_hand=by_hand), None)

    def _add(self, stem: str, done: FinishedSubmission, key: str | None) -> None:
        self._stems[done.student] = stem
        self._keys[done.student] = key
        self._finished[done.student] = done


@contextlib.contextmanager
def open_class(path: Path, assignment: str) -> Iterator[ClassFolder]:
    """The folder of a graded class, for one process at a time.

    Raises:
        ClassFolderProblem: it cannot be written, another process has it, or it holds results of another assignment.
    """
    with contextlib.ExitStack() as stack:
        try:
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
            lock = stack.enter_context(open(path / ".lock", "w", encoding="ascii"))
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            folder = ClassFolder(path, assignment)
            folder.make_folders()
        except BlockingIOError:
            raise ClassFolderProblem(f"another lecture08 is at work in {path}; wait until it has ended") from None
        except OSError as problem:
            raise ClassFolderProblem(f"{path} cannot be used: {problem}") from None
        yield folder


def read_class(path: Path) -> ClassFolder:
    """A graded class, to look at: nothing is written, and grading may go on meanwhile.

    Raises:
        ClassFolderProblem: there are no results, or they are of several assignments.
    """
    folder = ClassFolder(path)
    if not folder.assignment:
        raise ClassFolderProblem(f"{path} holds no results; `lecture08 grade HW SUBMISSIONS --out {path}` makes some")
    return folder


def key_of(basis: str, student: str, content: bytes) -> str:
    """A digest of all that decides a result: `basis` is of what is the same for the whole class."""
    parts = (basis, student, hashlib.sha256(content).hexdigest())
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _may_pass(result: Result) -> bool:
    return any(check.verdict in _PASSING for question in result.questions for check in question.checks)


def _text(result: Result) -> str:
    return json.dumps(result.to_json(), ensure_ascii=False, indent=1) + "\n"


def _digest(result: Result) -> str:
    """Of what the checks found: points given by hand may change."""
    return hashlib.sha256(_text(unadjusted(result)).encode("utf-8", "backslashreplace")).hexdigest()


def _read_record(path: Path) -> dict[str, Any]:
    """A record, or nothing if it is damaged: then the submission is graded again."""
    try:
        record = json.loads(path.read_bytes())
        if record["schema"] == _SCHEMA and isinstance(record["student"], str):
            by_hand = read_points_by_hand(record.get("by_hand", {}))
            notes, owner = [str(note) for note in record["notes"]], str(record.get("owner", ""))
            return {**record, "notes": notes, "by_hand": by_hand, "owner": owner}
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return {}
