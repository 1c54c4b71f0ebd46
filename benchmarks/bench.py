"""Everything side by side, in one run of at most half an hour: `make bench`.

    python benchmarks/bench.py [--peers .venv-peers] [--rounds 5] [--submissions 4]

Writes ``results/bench.json`` and ``results/bench.html``: both PINNs of the course, as taught and as fast as we know,
beside DeepXDE and jinns and beside finite elements; this grader beside otter and nbgrader; what a graded notebook
computes; and the cost of a submission in classes of different sizes.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path

BENCHMARKS = Path(__file__).resolve().parent
ROOT = BENCHMARKS.parent
sys.path[:0] = [str(ROOT), str(BENCHMARKS)]

import overhead  # noqa: E402
from machine import describe  # noqa: E402
from overhead_report import Samples  # noqa: E402

from autograder.atomic import write_atomically  # noqa: E402
from autograder.engine import Engine  # noqa: E402
from benchmarks import bench_page, whole_class  # noqa: E402
from benchmarks.pinns import compare  # noqa: E402
from benchmarks.pinns.programs import all_programs  # noqa: E402

RESULTS = BENCHMARKS / "results"
# The corpus, once, twice and four times: the same notebooks in each.
CLASSES = (58, 116, 232)
JOBS = 2


def tell(text: str) -> None:
    print(text, flush=True)


def pinns(peers: Path, rounds: int) -> dict:
    """Trainings side by side; see `pinns.compare`."""
    with tempfile.TemporaryDirectory() as folder:
        programs = all_programs(Path(folder), peers)
        compare.side_by_side(programs, 1, 10, lambda text: tell(f"warming up, {text}"))
        runs = compare.side_by_side(programs, rounds, compare.STEPS, tell)
        right = compare.until_right(programs, runs, min(rounds, 3), tell)
        grids = compare.on_grids(programs, rounds, tell)
    return {
        "runs": [item.as_json() for item in runs],
        "until_right": {name: [item.as_json() for item in found] for name, found in right.items()},
        "grids": [item.as_json() for item in grids],
    }


def graders(submissions: int) -> dict:
    """This grader, otter and nbgrader on the same submissions, in turns; then every reference, here."""
    samples = Samples()
    with tempfile.TemporaryDirectory() as folder, Engine() as engine:
        overhead.side_by_side(engine, samples, submissions, Path(folder), tell)
        overhead.every_reference(engine, samples, 1, Path(folder), tell)
    return {
        "here": [asdict(item) for item in samples.ours],
        "otter": [asdict(item) for item in samples.otter],
        "nbgrader": [asdict(item) for item in samples.nbgrader],
        "references": {name: [asdict(item) for item in items] for name, items in samples.references.items()},
    }


def classes() -> list[dict]:
    """Classes of hw1 of several sizes, two jobs: seconds of the whole command."""
    found = []
    for students in CLASSES:
        tell(f"a class of {students}")
        with tempfile.TemporaryDirectory() as folder:
            submissions, out = Path(folder) / "submissions", Path(folder) / "out"
            submissions.mkdir()
            whole_class.make_class(submissions, students)
            looks = whole_class.grade(submissions, out, jobs=JOBS)
        found.append({"students": students, "wall": looks[-1].seconds})
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--peers", type=Path, default=ROOT / ".venv-peers", help="environment of DeepXDE and jinns")
    parser.add_argument("--rounds", type=int, default=5, help="seeds of each training")
    parser.add_argument("--submissions", type=int, default=4, help="for each of the three graders")
    options = parser.parse_args()
    started, figures = time.perf_counter(), {}
    parts = {
        "pinns": lambda: pinns(options.peers, options.rounds),
        "graders": lambda: graders(options.submissions),
        "classes": classes,
    }
    RESULTS.mkdir(exist_ok=True)
    for name, measure in parts.items():
        figures[name] = measure()
        figures["minutes"] = (time.perf_counter() - started) / 60
        figures["machine"] = describe("otter-grader", "nbgrader")
        write_atomically(RESULTS / "bench.json", json.dumps(figures, indent=1) + "\n")
    write_atomically(RESULTS / "bench.html", bench_page.page(figures))
    tell(f"{figures['minutes']:.0f} minutes; open {RESULTS / 'bench.html'}")


if __name__ == "__main__":
    main()
