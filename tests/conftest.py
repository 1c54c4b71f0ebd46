"""Options and fixtures of the whole test suite."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NoReturn

import pytest

from autograder.engine import Engine, NoSafeSandbox

from .acceptance import Acceptance

REPOSITORY = Path(__file__).parent.parent
_ACCEPTANCE = pytest.StashKey[Acceptance]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", metavar="FOLDER", help="remember there what passes, leave it out next time, report")


def pytest_configure(config: pytest.Config) -> None:
    # Notebooks that tests run shall not find what earlier ones compiled, nor leave anything in the home folder.
    os.environ["JAX_ENABLE_COMPILATION_CACHE"] = "false"
    if folder := config.getoption("--accept"):
        config.stash[_ACCEPTANCE] = Acceptance(Path(folder), reports=not hasattr(config, "workerinput"))
        config.pluginmanager.register(config.stash[_ACCEPTANCE])


@pytest.fixture
def report_table(request: pytest.FixtureRequest):
    """``report_table(title, markdown)`` adds a table to the report of ``make accept``."""
    acceptance = request.config.stash.get(_ACCEPTANCE, None)
    return acceptance.add_table if acceptance else lambda title, table: None


@pytest.fixture(scope="module")
def compiled_once(tmp_path_factory: pytest.TempPathFactory):
    """Programs that this process compiled are found again, for tests that compile the same ones a hundred times."""
    import jax
    from jax.experimental.compilation_cache import compilation_cache

    settings = {
        "jax_enable_compilation_cache": True,
        "jax_compilation_cache_dir": str(tmp_path_factory.mktemp("compiled")),
        "jax_persistent_cache_min_compile_time_secs": 0.0,
        "jax_persistent_cache_min_entry_size_bytes": -1,
    }
    before = {name: getattr(jax.config, name) for name in settings}

    def choose(values: dict) -> None:
        for name, value in values.items():
            jax.config.update(name, value)
        # JAX decides once whether and where it keeps them.
        compilation_cache.reset_cache()

    choose(settings)
    yield
    choose(before)


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
        without_sandbox(problem)
    with engine:
        yield engine


def without_sandbox(problem: NoSafeSandbox) -> NoReturn:
    """Skip what needs a sandbox; not in continuous integration, which would be green without having run it."""
    if os.environ.get("CI"):
        raise problem
    pytest.skip(str(problem))


@pytest.fixture(scope="session", autouse=True)
def own_calibration(tmp_path_factory: pytest.TempPathFactory):
    """Tests neither read how fast this machine was when somebody graded, nor leave what it is while they run."""
    path = tmp_path_factory.mktemp("cache") / "calibration.json"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("autograder.budgets.calibration_cache.cache_path", lambda: path)
        yield
