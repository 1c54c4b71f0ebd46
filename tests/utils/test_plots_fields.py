"""Figures of hw3_poisson's later questions: labelled axes, what they were given, a curve or point for everything."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np

from lecture08_utils import plots_fields


def test_mode_errors_have_a_panel_per_training_and_a_curve_per_mode():
    errors = np.array([[1.0, 1.0], [0.1, 0.9], [0.01, 0.5]])
    plots_fields.plot_mode_errors({"one": errors, "two": errors}, [1, 8], every=5)
    first, second = plt.gcf().axes
    assert [line.get_label() for line in first.lines[1::2]] == ["$k=1$", "$k=8$"]
    # What was recorded, and medians on top of it: here one row each.
    for line in second.lines[2:]:
        np.testing.assert_array_equal(line.get_xdata(), [5, 10])
        np.testing.assert_array_equal(line.get_ydata(), [0.9, 0.5])
    assert first.get_xlabel() == "training step"
    assert first.get_ylabel() == "error of mode $k$ (dimensionless)"


def test_elements_are_compared_at_and_between_their_nodes():
    nodes = np.linspace(0.0, np.pi, 5)
    plots_fields.plot_elements(nodes, np.sin(nodes), np.sin)
    top, bottom = plt.gcf().axes
    np.testing.assert_allclose(bottom.lines[1].get_ydata(), 0)
    assert bottom.lines[0].get_ydata().min() < -0.05
    assert top.get_ylabel() == "potential $u$"
    assert "position" in bottom.get_xlabel()


def test_error_against_time_marks_its_points():
    plots_fields.plot_error_against_time(
        {"quick": ([1e-5, 1e-4], [1e-2, 1e-3], ["8", "16"]), "slow": ([2.0], [1e-3], [""])}
    )
    (axes,) = plt.gcf().axes
    assert [text.get_text() for text in axes.texts] == ["8", "16", ""]
    assert (axes.get_xlabel(), axes.get_ylabel()) == (
        "wall time without compilation (s)",
        "$L^2$ error (dimensionless)",
    )


def test_inverse_problem():
    x = np.linspace(0.0, np.pi, 11)
    plots_fields.plot_inverse(x[::2], np.sin(x[::2]), x, np.sin(x), 1.1 * np.sin(x), "a rod")
    (axes,) = plt.gcf().axes
    assert [line.get_label() for line in axes.lines] == ["measured", "without noise", "network"]
    assert axes.get_ylabel() == "temperature $u$"
