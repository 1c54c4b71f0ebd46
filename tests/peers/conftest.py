"""Assignments released for the peers, once per run of the tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from .peers import Peers, make_peers


@pytest.fixture(scope="session")
def oscillator(tmp_path_factory, repository: Path) -> Peers:
    return make_peers("hw4_oscillator", repository, tmp_path_factory.mktemp("peers"))
