"""The zip, set up and run as Gradescope does it: as root with Docker's capabilities, in its own environment."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.course import ROOT
from autograder.proof.verify import corpus
from autograder.release import build_reference, solution_sources
from autograder.release.gradescope import make_gradescope
from autograder.release.notebook import to_json
from lecture08_utils.checking import load
from tests.engine import container as stand_in

from .schema import points, read_results

NAME = "hw1_autodiff"
# What is there without anybody's own installations, as in an image.
PATH = "/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin"
CONTAINER = [sys.executable, stand_in.__file__]
USABLE = ["python3", "-c", "import sys, ensurepip; sys.exit(not (3, 11) <= sys.version_info < (3, 14))"]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("gradescope"),
    pytest.mark.skipif(os.geteuid() != 0, reason="in Gradescope's containers one is root"),
]


@pytest.fixture(scope="module")
def autograder() -> Iterator[Path]:
    """The folder ``/autograder`` after the image was built; everybody may pass through what is above it."""
    folder = Path(tempfile.mkdtemp(prefix="gradescope-"))
    folder.chmod(0o755)
    notebook = (ROOT / f"assignments/{NAME}/otter/{NAME}.ipynb").read_bytes()
    (folder / "gradescope.zip").write_bytes(make_gradescope(NAME, ROOT, notebook))
    with zipfile.ZipFile(folder / "gradescope.zip") as archive:
        archive.extractall(folder / "source")
    if subprocess.run(USABLE, env={"PATH": PATH}, check=False).returncode:
        pytest.skip("the system's Python is too old, or has no venv; here nothing is installed by apt")
    run_in(folder, "setup.sh")
    yield folder
    shutil.rmtree(folder)


def run_in(folder: Path, script: str) -> str:
    own = {"PATH": PATH, "LECTURE08_AUTOGRADER": str(folder), "LECTURE08_ENVIRONMENT": str(folder / "environment")}
    environment = {**os.environ, **own, "XDG_CACHE_HOME": str(folder / "cache"), "PYTHONPATH": ""}
    command = ["bash", str(folder / "source" / script)]
    if script == "run_autograder":
        environment["PYTHONPATH"] = str(ROOT)  # of the stand-in alone
        command = [*CONTAINER, "env", "-u", "PYTHONPATH", *command]
    done = subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def graded(folder: Path, content: bytes) -> tuple[dict, str]:
    for name in ("submission", "results"):
        shutil.rmtree(folder / name, ignore_errors=True)
        (folder / name).mkdir(mode=0o755)
    (folder / "submission" / "notebook.ipynb").write_bytes(content)
    printed = run_in(folder, "run_autograder")
    return read_results(folder), printed


def test_the_reference_in_the_sandbox_of_containers(autograder):
    results, printed = graded(autograder, to_json(build_reference(NAME, ROOT)).encode())
    assert "sandbox uid; " in printed
    assert results["score"] == sum(check.points for check in load(NAME, hidden=True).checks)
    assert not (autograder / "source").stat().st_mode & 0o077


def test_without_an_environment_there_are_results_too(autograder):
    shutil.rmtree(autograder / "results", ignore_errors=True)
    environment = {"PATH": PATH, "LECTURE08_AUTOGRADER": str(autograder), "LECTURE08_ENVIRONMENT": "/nowhere"}
    done = subprocess.run(
        ["bash", autograder / "source/run_autograder"], env=environment, capture_output=True, check=False
    )
    assert done.returncode == 0
    assert "ended before it had graded anything" in read_results(autograder)["output"]


def test_endless_loops_cost_no_points_of_questions_before_them(autograder):
    """In a container that ends after three minutes; the engine's limits come first, and say so."""
    settings = autograder / "source/gradescope.json"
    before = settings.read_text()
    notebook = build_reference(NAME, ROOT)
    stubs = [cell for cell in notebook["cells"] if cell["metadata"]["lecture08"]["role"] == "stub"]
    for cell in stubs[-2:]:
        cell["source"] = "while True:\n    pass"
    try:
        settings.write_text(json.dumps({**json.loads(before), "minutes": 3}))
        started = time.monotonic()
        results, _ = graded(autograder, to_json(notebook).encode())
    finally:
        settings.write_text(before)
    assert time.monotonic() - started < 180
    checked = load(NAME, hidden=True)
    lost = dict.fromkeys(("q8", "q9"), 0.0)
    full = {item.id: checked.points(item.id) for item in checked.assignment.questions if not item.is_manual}
    assert points(results) == full | lost
    assert "ended before" not in json.dumps(results)


@pytest.mark.parametrize("entry", corpus(NAME, ROOT), ids=lambda entry: entry.name)
def test_the_corpus(entry, autograder):
    results, _ = graded(autograder, entry.notebook())
    checked = load(NAME, hidden=True)
    full = {item.id: checked.points(item.id) for item in checked.assignment.questions if not item.is_manual}
    assert points(results) == full | dict(entry.expected.questions)
    own = "\n".join("".join(cell["source"]) for cell in json.loads(entry.notebook())["cells"])
    solutions = {
        line.strip() for texts in solution_sources(NAME, ROOT).values() for line in "\n".join(texts).split("\n")
    }
    shown = json.dumps(results, ensure_ascii=False)
    assert [
        line for line in solutions if len(line) > 20 and line not in own and json.dumps(line)[1:-1] in shown
    ] == []
