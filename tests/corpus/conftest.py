"""One engine for all tests that grade the corpus."""

import pytest

from autograder.engine import Engine, NoSafeSandbox


@pytest.fixture(scope="session")
def corpus_engine():
    try:
        engine = Engine()
    except NoSafeSandbox as problem:
        pytest.skip(str(problem))
    with engine:
        yield engine
