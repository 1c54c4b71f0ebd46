"""Canaries: secrets of the grader and of another student, which no submission may read, change or bring out.

The snooper is told where they are. It looks for them everywhere else too, and says what it finds in every way that
it has: as output, as an exception's text, as an answer.
"""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import replace

import pytest

from autograder.course import ROOT, grading_task
from autograder.engine import Engine, NoSafeSandbox
from autograder.grading.batch import grade_class
from autograder.grading.intake import Submission
from autograder.proof.verify import QUICK
from autograder.release import build_submission
from autograder.release.notebook import to_json

SNOOPER = """# %% [raw]
# base: release

# %% question="q2"
import gc, os, sys

found, finished = [], False


def look(where, data):
    data = data if isinstance(data, str) else str(data)
    place = data.find("canary" + "-")
    if place >= 0:
        found.append((where, data[place : place + 60]))


def snoop():
    for name, value in os.environ.items():
        look(name, value)
    for path in PATHS:
        for route in (path, f"/proc/1/root{path}", f"/proc/{os.getppid()}/root{path}", f"../../../..{path}"):
            for target in (route, os.path.dirname(route)):
                try:
                    look(target, os.listdir(target) if os.path.isdir(target) else open(target).read())
                except OSError:
                    pass
            for change in (lambda path: open(path, "a").write("changed"), os.unlink, os.rmdir):
                try:
                    change(route)
                except OSError:
                    pass
    for process in filter(str.isdigit, os.listdir("/proc")):
        for name in ("environ", "cmdline", "mountinfo"):
            try:
                look(f"{process} {name}", open(f"/proc/{process}/{name}").read())
            except OSError:
                pass
    for folder, folders, names in os.walk("/"):
        if folder.startswith(("/proc", "/sys", "/usr")) or "site-packages/" in folder:
            folders.clear()
        for name in names:
            look(folder, name)
    gc.unfreeze()
    for thing in gc.get_objects():
        if type(thing) is dict:
            for value in list(thing.values()):
                if type(value) in (str, bytes):
                    look("object", value)
    frame = sys._getframe()
    while frame:
        for value in list(frame.f_locals.values()):
            if type(value) in (str, bytes):
                look("frame", value)
        frame = frame.f_back


snoop()
finished = True
print(found)


def residual(psi, params, E, V, x):
    return [str(item) for item in found]


# %% question="q5"
def rayleigh_quotient(psi, params, V, x):
    raise ValueError(f"{found} {finished} is all")
"""


@pytest.fixture
def canaries(tmp_path):
    """Path → secret; another one is in the environment of `watched_engine`."""
    # Git ignores the first one: should it be left behind, the checkout has not changed.
    cache = ROOT / "autograder" / "__pycache__"
    cache.mkdir(exist_ok=True)
    paths = [cache / f"{secrets.token_hex(4)}.txt", tmp_path / "submissions" / "another" / "notes.txt"]
    paths[1].parent.mkdir(parents=True)
    texts = {path: f"canary-{secrets.token_hex(8)}" for path in paths}
    for path, text in texts.items():
        path.write_text(text)
    yield texts
    paths[0].unlink(missing_ok=True)


def notebook(folder, name: str, text: str) -> bytes:
    path = folder / "hw4_oscillator" / "corpus" / "attack" / f"{name}.py"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return to_json(build_submission(path, ROOT)).encode()


@pytest.fixture(params=["bwrap", "uid"])
def watched_engine(request, monkeypatch):
    monkeypatch.setenv("LECTURE08_CANARY", "canary-environment")
    try:
        # A user of its own needs a checkout that is readable for root alone.
        engine = Engine(request.param)
    except NoSafeSandbox as problem:
        pytest.skip(str(problem))
    with engine:
        yield engine


@pytest.mark.slow
def test_no_submission_reaches_a_canary(canaries, tmp_path, watched_engine):
    honest = (ROOT / "solutions/hw4_oscillator/corpus/attack/leaves_things_behind.py").read_text()
    contents = {
        "snooper": notebook(tmp_path, "snooper", SNOOPER.replace("PATHS", repr([str(path) for path in canaries]))),
        "victim": notebook(tmp_path, "victim", honest),
    }
    submissions = [Submission(name, name, lambda content=content: content) for name, content in contents.items()]
    # Looking everywhere takes longer than most cells.
    task = grading_task("hw4_oscillator", limits=replace(QUICK, cell_seconds=60.0, notebook_seconds=120.0))
    # Workers that share /tmp are graded one by one; see docs/engine.md.
    jobs = 2 if watched_engine.backend == "bwrap" else 1
    both = grade_class(watched_engine, task, submissions, tmp_path / "out", jobs=jobs).finished
    alone = grade_class(watched_engine, task, submissions[1:], tmp_path / "alone", jobs=1).finished
    assert [question.score for question in both[0].result.questions[:6]] == [0] * 6
    assert "[] True is all" in json.dumps(both[0].result.to_json())
    assert both[1].result.score == alone[0].result.score == 2.0
    assert {path: path.read_text() for path in canaries} == canaries
    for folder, _, names in os.walk(tmp_path / "out"):
        for name in names:
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                assert "canary-" not in file.read(), name
