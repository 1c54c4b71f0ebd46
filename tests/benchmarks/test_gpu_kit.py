"""The kit for a GPU machine: what it writes, what it makes of it, and a rehearsal of all of it on the processor."""

import json
import os
import subprocess
import sys

import pytest

from autograder.budgets.budget_file import write_budgets
from autograder.course import ROOT
from autograder.proof.verify import corpus
from benchmarks import gpu_class, gpu_machine, gpu_report
from tests.budgets.sample import assignment_budget, budget

FILES = {
    *("class.json", "ensembles.json", "log.txt", "machine.json", "steps.tsv"),
    *("compared/cpu.json", "compared/ensembles.json"),
}
CARD = {"name": "Loom 1804", "driver_version": "580.1", "memory.total": "80 MiB"}


def entry(name):
    return next(item for item in corpus(gpu_class.ASSIGNMENT, ROOT) if item.name == name)


def test_the_class_exists():
    assert set(gpu_class.CLASS.values()) <= {item.name for item in corpus(gpu_class.ASSIGNMENT, ROOT)}


def test_a_submission_is_judged_by_what_its_entry_expects(tmp_path):
    check = {"id": "q5.lowest", "verdict": "accepted"}
    question = {"id": "q5", "score": 2.0, "max_score": 2.0, "needs_grading": False, "seconds": 1.5}
    manual = {"id": "q10", "score": None, "max_score": 2.0, "needs_grading": True, "seconds": 0.0}
    result = {
        "score": 2.0,
        "seconds": 3.0,
        "questions": [{**item, "limit_seconds": 30.0, "checks": [check]} for item in (question, manual)],
    }
    path = tmp_path / "ada.json"
    path.write_text(json.dumps(result))
    row = gpu_class.judged(entry("accepted/reference"), path)
    assert (row["score"], row["expected"], row["differs"], row["seconds"]) == (2.0, 2.0, [], 3.0)
    assert row["questions"] == {"q5": [1.5, 30.0]}
    assert gpu_class.judged(entry("wrong_answer/untouched"), path)["differs"] == ["q5"]
    assert gpu_class.judged(entry("wrong_answer/untouched"), tmp_path / "cut off.json")["graded"] is False


def test_the_machine_is_described_without_a_gpu(monkeypatch):
    assert gpu_machine.devices("cpu") == ["cpu: cpu"]
    monkeypatch.setattr(gpu_machine, "devices", lambda device: [])
    found = gpu_machine.describe("gpu")
    assert found["card"] == {}
    assert found["versions"]["jax"]
    assert "does not exist" in found["gpu for student code"]


@pytest.fixture
def figures(tmp_path):
    """What the kit brings from a machine with a GPU, two of its steps cut off."""
    write_budgets("gpu", {"toy": assignment_budget(q1=budget(0.5), q2=budget(30.0))}, [], tmp_path / "measured")
    write_budgets("cpu", {"toy": assignment_budget(q1=budget(0.05), q2=budget(10.0))}, [], tmp_path / "compared")
    machine = {
        **{"date": "2026-11-27", "device": "gpu", "device_name": "Abacus 1642", "cores": 16, "kernel": "6.18"},
        **{"versions": {"jax": "0.11.2"}, "card": CARD, "sandbox": "bwrap"},
    }
    (tmp_path / "machine.json").write_text(json.dumps(machine))
    (tmp_path / "steps.tsv").write_text("step\texit\tseconds\nmachine\t0\t3\nensembles\t124\t80\n")
    honest = {"entry": "accepted/reference", "graded": True, "score": 18.0, "expected": 18.0, "seconds": 41.0}
    rows = [{**honest, "differs": []}, {"entry": "attack/x", "graded": False}]
    (tmp_path / "class.json").write_text(json.dumps({"rows": rows}))
    return tmp_path


def test_the_page_puts_processor_and_gpu_side_by_side(figures):
    text = gpu_report.report(figures)
    assert text.startswith("# On a GPU: Loom 1804\n")
    assert "driver 580.1; Abacus 1642, 16 cores; Linux 6.18; jax 0.11.2; sandbox bwrap." in text
    assert "The step *ensembles* ended with status 124 after 80 s; what it lacks was not measured." in text
    assert "| toy | q1 | 0.05 (0.01) | 0.50 (0.12) | – |" in text
    assert "| toy | q2 | 10.00 (2.50) | 30.00 (7.50) | 3 |" in text
    assert "| toy | **all** | 17.1 | 37.5 | 2.2 |" in text
    assert "Slower on the GPU than on one core of the processor: toy." in text
    assert "| accepted/reference | 18 | 18 | 41.0 |" in text
    assert "| attack/x | not graded | – | – |" in text


def test_remarks_stand_on_the_page(figures):
    (figures / "remarks.md").write_text("The fan was loud.\n")
    assert "\nThe fan was loud.\n" in gpu_report.report(figures)


def test_figures_of_a_rehearsal_are_not_published(figures):
    machine = json.loads((figures / "machine.json").read_text())
    (figures / "machine.json").write_text(json.dumps({**machine, "device": "cpu"}))
    done = subprocess.run(
        [sys.executable, "benchmarks/gpu_report.py", str(figures)], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert "those of a rehearsal are not published" in done.stderr


def test_no_page_claims_a_gpu_that_was_not_measured():
    measured = (ROOT / "autograder" / "budgets" / "gpu.json").exists()
    assert (ROOT / "benchmarks" / "results" / "gpu.md").exists() == measured
    ensembles = (ROOT / "benchmarks" / "results" / "ensembles.md").read_text("utf-8")
    assert ("GPU: not measured" in ensembles) != measured


@pytest.mark.slow
@pytest.mark.alone
def test_a_rehearsal_writes_every_file_that_the_real_run_writes(tmp_path):
    environment = {**os.environ, "DEVICE": "cpu", "OUT": str(tmp_path), "PYTHON": sys.executable}
    done = subprocess.run(["benchmarks/gpu.sh"], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    found = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()}
    assert found == FILES | {"measured/cpu.json"}
    rows = json.loads((tmp_path / "class.json").read_text())["rows"]
    assert all(row["graded"] and not row["differs"] for row in rows)
