"""`make accept` can be interrupted: what has passed is remembered for as long as no file of the project changes.

It also writes a report: the tests, and tables that they made. Where pytest-xdist runs the tests in several processes,
those leave out what has passed, and the first one writes down what passes.
"""

from __future__ import annotations

import hashlib
import json
import platform
import subprocess
from datetime import date
from importlib.metadata import distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def fingerprint(root: Path = ROOT) -> str:
    """Of all files that git tracks or would track."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=root,
        capture_output=True,
        check=True,
    )
    digest = hashlib.sha256()
    for name in sorted(set(listed.stdout.decode().split("\0")) - {""}):
        path = root / name
        if path.is_file():
            digest.update(f"{name} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()


def _versions() -> str:
    """Of Python and of all that is installed, in short."""
    installed = sorted(f"{item.name} {item.version}" for item in distributions())
    return hashlib.sha256("\n".join([platform.python_version(), *installed]).encode()).hexdigest()


def _parsed(line: str) -> dict:
    """A line of the record; the last one may have been cut off."""
    try:
        return json.loads(line)
    except ValueError:
        return {}


def _name(nodeid: str) -> str:
    """A test's name without its group, which pytest-xdist puts behind it, ``test_scores[hw1]@peers``."""
    name, _, group = nodeid.rpartition("@")
    return nodeid if "]" in group or not name else name


class Acceptance:
    """Remembers the tests that pass, skips those that have, and writes the report.

    Args:
        folder: for ``accept.jsonl``, a line per test that passed, and ``accept.md``, the report.
        reports: whether this process is told of all tests.
    """

    def __init__(self, folder: Path, *, reports: bool = True):
        self._reports = reports
        self._record, self._page = folder / "accept.jsonl", folder / "accept.md"
        self._tree = fingerprint()
        folder.mkdir(parents=True, exist_ok=True)
        self._prepared: dict[str, float] = {}
        self._called: dict[str, float] = {}
        self._failed: list[tuple[str, float]] = []
        self._passed = self._read()

    def add_table(self, title: str, table: str) -> None:
        """Add a Markdown table to the report."""
        self._append({"title": title, "table": table})

    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        done = [item for item in items if _name(item.nodeid) in self._passed]
        items[:] = [item for item in items if item not in done]
        if done:
            config.hook.pytest_deselected(items=done)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if not self._reports:
            return
        name = _name(report.nodeid)
        if report.failed:
            self._called.pop(name, None)
            self._failed.append((name, report.duration))
        elif report.when == "setup" and report.passed:
            # What fixtures take is paid by the first test that needs them.
            self._prepared[name] = report.duration
        elif report.when == "call" and report.passed:
            self._called[name] = self._prepared.get(name, 0.0) + report.duration
        elif report.when == "teardown" and name in self._called:
            self._passed[name] = self._called.pop(name)
            self._append({"test": name, "seconds": round(self._passed[name], 1)})

    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        if exitstatus == pytest.ExitCode.NO_TESTS_COLLECTED and self._passed:
            session.exitstatus = pytest.ExitCode.OK

    def pytest_terminal_summary(self, terminalreporter) -> None:
        _, *entries = map(_parsed, self._record.read_text(encoding="utf-8").splitlines())
        tables = {entry["title"]: entry["table"] for entry in entries if "title" in entry}
        rows = [(name, "passed", seconds) for name, seconds in self._passed.items()]
        rows += [(name, "failed", seconds) for name, seconds in self._failed]
        seconds = sum(duration for _, _, duration in rows)
        machine = f"Python {platform.python_version()} on {platform.machine()}"
        parts = [
            f"# Acceptance report\n\n{date.today()}, {machine}: {len(self._passed)} passed, "
            f"{len(self._failed)} failed, {seconds / 60:.0f} minutes in all."
        ]
        parts += [f"## {title}\n\n{table}" for title, table in tables.items()]
        lines = [f"| {name} | {outcome} | {duration:.1f} |" for name, outcome, duration in rows]
        parts.append("## Tests\n\n| test | outcome | seconds |\n|---|---|---|\n" + "\n".join(lines))
        self._page.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
        terminalreporter.write_line(f"report written to {self._page}")

    def _read(self) -> dict[str, float]:
        """The tests that passed on these files; a record of other files is forgotten."""
        lines = self._record.read_text(encoding="utf-8").splitlines() if self._record.is_file() else []
        head, *entries = map(_parsed, lines or [""])
        wanted = {"files": self._tree, "versions": _versions()}
        if head != wanted:
            self._record.write_text(json.dumps(wanted) + "\n", encoding="utf-8")
            return {}
        return {entry["test"]: entry["seconds"] for entry in entries if "test" in entry}

    def _append(self, entry: dict) -> None:
        with self._record.open("a", encoding="utf-8") as file:
            file.write(json.dumps(entry, ensure_ascii=False) + "\n")
