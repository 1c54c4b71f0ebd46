"""`make accept` goes on where it was interrupted, and begins anew after a change."""

from types import SimpleNamespace

import pytest

from . import acceptance
from .acceptance import Acceptance, fingerprint


def report(name, outcome="passed"):
    return SimpleNamespace(
        nodeid=name, when="call", passed=outcome == "passed", failed=outcome == "failed", duration=1.0
    )


def left(plugin, *names):
    items = [SimpleNamespace(nodeid=name) for name in names]
    config = SimpleNamespace(hook=SimpleNamespace(pytest_deselected=lambda items: None))
    plugin.pytest_collection_modifyitems(config, items)
    return [item.nodeid for item in items]


def test_what_has_passed_is_left_out(tmp_path):
    first = Acceptance(tmp_path)
    first.pytest_runtest_logreport(report("one"))
    first.pytest_runtest_logreport(report("two", "failed"))
    first.add_table("Mutants", "| a |")
    second = Acceptance(tmp_path)
    assert left(second, "one", "two", "three") == ["two", "three"]
    lines = []
    second.pytest_terminal_summary(SimpleNamespace(write_line=lines.append))
    page = (tmp_path / "accept.md").read_text()
    assert "1 passed, 0 failed" in page
    assert "| one | passed | 1.0 |" in page
    assert "## Mutants\n\n| a |" in page


def test_a_change_of_any_file_begins_anew(tmp_path, monkeypatch):
    Acceptance(tmp_path).pytest_runtest_logreport(report("one"))
    monkeypatch.setattr(acceptance, "fingerprint", lambda: "another")
    assert left(Acceptance(tmp_path), "one") == ["one"]


def test_nothing_left_is_a_success(tmp_path):
    plugin = Acceptance(tmp_path)
    plugin.pytest_runtest_logreport(report("one"))
    session = SimpleNamespace(exitstatus=pytest.ExitCode.NO_TESTS_COLLECTED)
    plugin.pytest_sessionfinish(session, session.exitstatus)
    assert session.exitstatus == pytest.ExitCode.OK


def test_the_fingerprint_is_that_of_the_files(repository):
    assert fingerprint(repository) == fingerprint(repository)
    assert len(fingerprint(repository)) == 64
