"""What grading one submission costs beyond the student's own code: here, in `otter run` and in `nbgrader autograde`.

    python benchmarks/overhead.py [--submissions 20] [--others 2]

Writes ``results/overhead.md``. The three graders take turns on the same submissions, correct ones of the corpus of
hw1_autodiff, whose own code takes seconds; then ours grades every assignment's reference `--others` times. How
student's and grader's time are told apart is in meter.py, where ours goes in stages.py.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

BENCHMARKS = Path(__file__).resolve().parent
ROOT = BENCHMARKS.parent
sys.path.insert(0, str(ROOT))

from meter import Sample, metered  # noqa: E402
from overhead_report import Samples, report  # noqa: E402
from peer_runs import Nbgrader, Otter  # noqa: E402
from stages import watched  # noqa: E402

from autograder.course import grading_task  # noqa: E402
from autograder.engine import Engine  # noqa: E402
from autograder.grading.batch import grade_class  # noqa: E402
from autograder.grading.intake import open_submissions  # noqa: E402
from autograder.grading.recognise import Marks  # noqa: E402
from autograder.proof.verify import corpus  # noqa: E402
from autograder.release import build_reference, build_submission  # noqa: E402
from autograder.release.notebook import Notebook, to_json  # noqa: E402
from lecture08_utils.checking import assignment_names  # noqa: E402
from tests.peers.peers import make_peers  # noqa: E402

ASSIGNMENT = "hw1_autodiff"
RESULT = BENCHMARKS / "results" / "overhead.md"
# nbgrader pays its start once per class: so many submissions share one, and before the next the other two take turns.
CLASS = 5


class Ours:
    """This project's grader, from the file of a notebook to the file of its result."""

    def __init__(self, engine: Engine, name: str, folder: Path):
        self._engine = engine
        self._task = grading_task(name)
        self._name = name
        self._folder = folder

    def grade(self, notebook: Notebook, *, full: bool = True) -> Sample:
        """Grade a submission; `full`: it must get all points."""
        path = self._folder / f"{self._name}.ipynb"
        path.write_text(to_json(metered(notebook)), encoding="utf-8")
        # A folder that holds the result already would not be graded into again.
        out = Path(tempfile.mkdtemp(dir=self._folder))
        with watched() as stages, open_submissions(path, Marks.of(self._task)) as intake:
            (finished,) = grade_class(self._engine, self._task, intake.submissions, out, jobs=1).finished
        questions = finished.result.questions if finished.result else ()
        if not questions or (full and any(item.score != item.max_score for item in questions if item.checks)):
            raise RuntimeError(f"a submission was not graded as it should be: {finished}")
        return Sample(stages.whole, stages.student, stages.overhead())


def measure(submissions: int, others: int, folder: Path, tell: Callable[[str], None]) -> Samples:
    """Measure everything; minutes."""
    samples = Samples()
    with Engine() as engine:
        samples.server_start = engine.start_seconds
        side_by_side(engine, samples, submissions, folder, tell)
        tell("submissions with errors")
        ours = Ours(engine, ASSIGNMENT, folder)
        wrong = [entry for entry in corpus(ASSIGNMENT, ROOT) if entry.name.startswith("wrong_answer/")]
        samples.wrong = [ours.grade(build_submission(entry.path, ROOT), full=False) for entry in wrong]
        every_reference(engine, samples, others, folder, tell)
    tell("the whole command")
    samples.command = _whole_command(folder)
    return samples


def side_by_side(
    engine: Engine, samples: Samples, submissions: int, folder: Path, tell: Callable[[str], None]
) -> None:
    """Grade the same correct submissions here, in otter and in nbgrader, in turns."""
    tell("releasing for otter and nbgrader")
    peers = make_peers(ASSIGNMENT, ROOT, folder / "peers")
    otter, nbgrader, ours = Otter(peers), Nbgrader(peers), Ours(engine, ASSIGNMENT, folder)
    entries = [entry for entry in corpus(ASSIGNMENT, ROOT) if entry.name.startswith("accepted/")]
    accepted = [entry for entry in entries if entry.expected.portable]
    ours.grade(build_submission(accepted[0].path, ROOT))  # it loads what later ones find in memory
    for turn in _turns(submissions):
        chosen = [accepted[number % len(accepted)] for number in turn]
        for number, entry in zip(turn, chosen, strict=True):
            tell(f"submission {number + 1} of {submissions}")
            samples.otter.append(otter.grade(build_submission(entry.path, ROOT, "otter")))
            samples.ours.append(ours.grade(build_submission(entry.path, ROOT)))
        tell("nbgrader's turn")
        notebooks = [build_submission(entry.path, ROOT, "nbgrader") for entry in chosen]
        first, *further = nbgrader.grade([notebooks[0], *notebooks])
        samples.nbgrader_first.append(first)
        samples.nbgrader += further


def every_reference(engine: Engine, samples: Samples, times: int, folder: Path, tell: Callable[[str], None]) -> None:
    """Grade the reference of each assignment, here, several times."""
    for name in assignment_names():
        tell(f"reference of {name}")
        grader = Ours(engine, name, folder)
        notebook = build_reference(name, ROOT)
        samples.references[name] = [grader.grade(notebook) for _ in range(times)]


def _turns(count: int) -> Iterator[range]:
    for first in range(0, count, CLASS):
        yield range(first, min(first + CLASS, count))


def _whole_command(folder: Path) -> float:
    command = [Path(sys.executable).parent / "lecture08", "grade", ASSIGNMENT, folder / f"{ASSIGNMENT}.ipynb"]
    started = time.perf_counter()
    subprocess.run([*command, "--out", folder / "out"], check=True, capture_output=True)
    return time.perf_counter() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--submissions", type=int, default=20, help="for each of the three graders")
    parser.add_argument("--others", type=int, default=2, help="gradings of every assignment's reference, ours only")
    options = parser.parse_args()
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        samples = measure(options.submissions, options.others, Path(folder), lambda text: print(text, flush=True))
    RESULT.write_text(report(ASSIGNMENT, samples, time.perf_counter() - started), encoding="utf-8")
    print(RESULT.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
