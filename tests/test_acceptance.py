"""`make accept` goes on where it was interrupted, and begins anew after a change."""

import subprocess
import sys
from types import SimpleNamespace

import pytest

from . import acceptance
from .acceptance import Acceptance, fingerprint


def run(plugin, name, **outcomes):
    """A test goes through its phases."""
    for when in ("setup", "call", "teardown"):
        outcome = outcomes.get(when, "passed")
        plugin.pytest_runtest_logreport(
            SimpleNamespace(
                nodeid=name, when=when, passed=outcome == "passed", failed=outcome == "failed", duration=1.0
            )
        )


def left(plugin, *names):
    items = [SimpleNamespace(nodeid=name) for name in names]
    config = SimpleNamespace(hook=SimpleNamespace(pytest_deselected=lambda items: None))
    plugin.pytest_collection_modifyitems(config, items)
    return [item.nodeid for item in items]


def test_what_has_passed_is_left_out(tmp_path):
    first = Acceptance(tmp_path)
    run(first, "one")
    run(first, "two", call="failed")
    run(first, "three", teardown="failed")
    first.add_table("Mutants", "| a |")
    second = Acceptance(tmp_path)
    assert left(second, "one", "two", "three") == ["two", "three"]
    lines = []
    second.pytest_terminal_summary(SimpleNamespace(write_line=lines.append))
    page = (tmp_path / "accept.md").read_text()
    assert "1 passed, 0 failed" in page
    assert "| one | passed | 2.0 |" in page  # of its fixtures and its own
    assert "## Mutants\n\n| a |" in page


def test_the_group_of_a_test_is_no_part_of_its_name(tmp_path):
    first = Acceptance(tmp_path)
    run(first, "a.py::one[x]@peers")
    run(first, "a.py::two[me@uni.edu]")
    names = "a.py::one[x]", "a.py::one[y]@peers", "a.py::two[me@uni.edu]"
    assert left(Acceptance(tmp_path), *names) == ["a.py::one[y]@peers"]


GROUPED = """
import os
import pytest

@pytest.mark.xdist_group("one")
@pytest.mark.parametrize("number", range(8))
def test_where(number):
    with open("processes", "a") as file:
        file.write(f"{os.getpid()}\\n")
"""


def test_tests_of_a_group_share_a_process_and_its_fixtures(tmp_path):
    """With pytest 9.2 and pytest-xdist 3.8 they run in all processes, each with fixtures of its own, minutes long."""
    (tmp_path / "test_groups.py").write_text(GROUPED)
    options = ["-p", "no:cacheprovider", "--numprocesses", "2", "--dist", "loadgroup"]
    subprocess.run([sys.executable, "-m", "pytest", "-q", *options], cwd=tmp_path, check=True, capture_output=True)
    processes = (tmp_path / "processes").read_text().split()
    assert len(processes) == 8
    assert len(set(processes)) == 1


def test_a_change_of_any_file_begins_anew(tmp_path, monkeypatch):
    run(Acceptance(tmp_path), "one")
    monkeypatch.setattr(acceptance, "fingerprint", lambda: "another")
    assert left(Acceptance(tmp_path), "one") == ["one"]


def test_nothing_left_is_a_success(tmp_path):
    plugin = Acceptance(tmp_path)
    run(plugin, "one")
    session = SimpleNamespace(exitstatus=pytest.ExitCode.NO_TESTS_COLLECTED)
    plugin.pytest_sessionfinish(session, session.exitstatus)
    assert session.exitstatus == pytest.ExitCode.OK


def test_a_line_that_was_cut_off_costs_one_test(tmp_path):
    run(Acceptance(tmp_path), "one")
    with (tmp_path / "accept.jsonl").open("a") as file:
        file.write('{"test": "tw')
    assert left(Acceptance(tmp_path), "one", "two") == ["two"]


def test_the_fingerprint_is_that_of_the_files(tmp_path):
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    (tmp_path / "a.py").write_text("1")
    before = fingerprint(tmp_path)
    (tmp_path / "a.py").write_text("2")
    assert fingerprint(tmp_path) != before
    (tmp_path / "a.py").write_text("1")
    assert fingerprint(tmp_path) == before


def test_without_git_nothing_is_remembered(tmp_path):
    with pytest.raises(subprocess.CalledProcessError):
        fingerprint(tmp_path)
