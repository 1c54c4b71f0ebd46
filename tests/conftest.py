"""Options and fixtures of the whole test suite."""

from __future__ import annotations

import platform
from datetime import date
from pathlib import Path

import pytest

from autograder.engine import Engine, NoSafeSandbox

REPOSITORY = Path(__file__).parent.parent
_TABLES = pytest.StashKey[dict[str, str]]()
_rows: list[str] = []  # pytest_runtest_logreport is not given the config


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept-report", metavar="FILE", help="write what was tested, and tables, as Markdown")


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_TABLES] = {}


@pytest.fixture
def report_table(request: pytest.FixtureRequest):
    """``report_table(title, markdown)`` adds a table to the report of ``make accept``."""
    return request.config.stash[_TABLES].__setitem__


@pytest.fixture(scope="session")
def repository() -> Path:
    """The checkout that is tested."""
    return REPOSITORY


@pytest.fixture(scope="session")
def grading_engine():
    """The engine that `lecture08 grade` would take on this machine, with its usual limits."""
    try:
        engine = Engine()
    except NoSafeSandbox as problem:
        pytest.skip(str(problem))
    with engine:
        yield engine


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.when == "call" or report.outcome != "passed":
        _rows.append(f"| {report.nodeid} | {report.outcome} | {report.duration:.1f} |")


def pytest_terminal_summary(terminalreporter, exitstatus: int, config: pytest.Config) -> None:
    path = config.getoption("--accept-report")
    if not path:
        return
    machine = f"Python {platform.python_version()} on {platform.machine()}"
    parts = [f"# Acceptance report\n\n{date.today()}, {machine}, exit status {exitstatus}"]
    parts += [f"## {title}\n\n{table}" for title, table in config.stash[_TABLES].items()]
    parts.append("## Tests\n\n| test | outcome | seconds |\n|---|---|---|\n" + "\n".join(_rows))
    target = Path(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    terminalreporter.write_line(f"report written to {path}")
