"""A small class, honest and hostile, graded with `lecture08 grade --device gpu` in the sandbox.

    python benchmarks/gpu_class.py --device gpu --out FOLDER

Writes ``FOLDER/class.json``: what each submission scored beside what it should, and its seconds. Entries of the
corpus hand in: the honest ones show that a GPU gives the same points, the hostile ones that it opens no door.
"""

from __future__ import annotations

import argparse
import json
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from autograder.proof.verify import CorpusEntry, corpus  # noqa: E402

ASSIGNMENT = "hw4_oscillator"
# In the order of grading, so that a cut leaves the most telling ones. All but the reference train little.
CLASS = {
    "a_reference": "accepted/reference",
    "b_wrong_sign": "wrong_answer/wrong_sign",
    "c_forges": "attack/forges_the_checker",
    "d_searches": "attack/searches_proc_and_traces",
    "e_namespaces": "attack/leaves_its_namespaces",
    "f_network": "attack/asks_the_network",
    "g_memory": "attack/shares_memory",
    "h_leaves": "attack/leaves_things_behind",
    "i_looks": "attack/looks_for_things_left",
    "j_kills": "attack/kills_everything",
    "k_children": "memory_limit_exceeded/one_allocation",
    "l_crashes": "run_time_error/crashes_python",
    "m_untouched": "wrong_answer/untouched",
    "n_endless": "time_limit_exceeded/compiled_loop",
}


def hand_in(folder: Path) -> dict[str, CorpusEntry]:
    """Write the notebooks of the class; returns student → entry."""
    entries = {entry.name: entry for entry in corpus(ASSIGNMENT, ROOT)}
    for student, name in CLASS.items():
        (folder / f"{student}.ipynb").write_bytes(entries[name].notebook())
    return {student: entries[name] for student, name in CLASS.items()}


def grade(device: str, jobs: int, submissions: Path, out: Path) -> int:
    """Grade as a TA does; returns the exit status."""
    command = [sys.executable, "-m", "lecture08_utils.cli", "grade", ASSIGNMENT, str(submissions), "--out", str(out)]
    return subprocess.run([*command, "--device", device, "--jobs", str(jobs)], cwd=ROOT).returncode


def judged(entry: CorpusEntry, path: Path) -> dict:
    """One row: what an entry scored beside what it should."""
    if not path.is_file():
        return {"entry": entry.name, "graded": False}
    result = json.loads(path.read_text(encoding="utf-8"))
    questions = [item for item in result["questions"] if not item["needs_grading"]]
    expected = {item["id"]: entry.expected.questions.get(item["id"], item["max_score"]) for item in questions}
    return {
        "entry": entry.name,
        "graded": True,
        "score": result["score"],
        "expected": sum(expected.values()),
        "differs": [item["id"] for item in questions if abs(item["score"] - expected[item["id"]]) > 1e-6],
        "seconds": result["seconds"],
        "questions": {item["id"]: [item["seconds"], item["limit_seconds"]] for item in questions},
        "verdicts": {check["id"]: check["verdict"] for item in questions for check in item["checks"]},
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--device", choices=("cpu", "gpu"), default="gpu")
    parser.add_argument("--jobs", type=int, default=1, help="submissions at a time; they share the card")
    parser.add_argument("--out", type=Path, required=True, help="folder for class.json")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit("stopped"))
    target = options.out / "class.json"
    with tempfile.TemporaryDirectory() as folder:
        submissions, out = Path(folder, "submissions"), Path(folder, "out")
        submissions.mkdir()
        entries = hand_in(submissions)
        status: int | None = None
        try:
            status = grade(options.device, options.jobs, submissions, out)
        finally:
            # After an interrupt too: what was graded until then is what there is.
            rows = [judged(entry, out / "results" / f"{student}.json") for student, entry in entries.items()]
            tree = {"device": options.device, "assignment": ASSIGNMENT, "jobs": options.jobs}
            tree |= {"exit": status, "rows": rows}
            target.write_text(json.dumps(tree, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    different = [row["entry"] for row in rows if not row["graded"] or row["differs"]]
    if different:
        sys.exit(f"not as expected: {', '.join(different)}")
    sys.exit(status)


if __name__ == "__main__":
    main()
