"""Figures are drawn without a screen, and closed after each test."""

from __future__ import annotations

import matplotlib
import matplotlib.pyplot as plt
import pytest


@pytest.fixture(autouse=True)
def quiet_figures():
    matplotlib.use("Agg")
    yield
    plt.close("all")
