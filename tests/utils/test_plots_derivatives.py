"""Figures of hw2: modes of equal ω² are turned, and what cannot be drawn is said."""

from __future__ import annotations

from xml.etree import ElementTree

import matplotlib.pyplot as plt
import numpy as np
import pytest

from lecture08_utils import plots_derivatives
from lecture08_utils.animation import moving_modes
from lecture08_utils.clusters import dimer


def bending(angle: float) -> np.ndarray:
    """The modes of two atoms: columns 4 and 5 move across the line, turned by an angle from y and z."""
    modes = np.zeros((6, 6))
    modes[[1, 4], 4], modes[[2, 5], 5] = (1, -1), (1, -1)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    modes[:, 4:] = modes[:, 4:] @ turn / np.sqrt(2)
    return modes


def test_modes_of_equal_frequency_are_turned_into_the_plane_and_out_of_it():
    plots_derivatives.plot_modes(dimer(1.0), np.ones(2), [0, 0, 0, 0, 2.0, 2.0], bending(0.6), title="two atoms")
    figure = plt.gcf()
    across, within = (axes.collections[1] for axes in figure.axes)
    np.testing.assert_allclose(np.abs(across.U), np.abs(across.V), atol=1e-12)
    np.testing.assert_allclose(within.U, 0, atol=1e-12)
    assert figure.get_suptitle() == "two atoms"
    assert "upper right" in figure.get_supxlabel()


@pytest.mark.parametrize(("omega2", "reason"), [([0.0, np.nan], "no real root"), ([0.0, 0.0], "no vibration")])
def test_what_cannot_be_drawn_is_said(omega2, reason):
    with pytest.raises(ValueError, match=reason):
        plots_derivatives.plot_modes(np.zeros((1, 3)), np.ones(1), [0.0, *omega2], np.eye(3))


def test_motion_names_what_moves_and_its_energy():
    motion = np.zeros((3, 2, 1))
    plots_derivatives.plot_motion(np.arange(3), motion, np.array([-2.0, -2.0, -2.1]), title="A pendulum")
    top, bottom = plt.gcf().axes
    assert top.get_title() == "A pendulum"
    assert bottom.get_legend().get_texts()[0].get_text() == "$E_0$ = −2.00 J"


def test_modes_move_and_the_unstable_one_falls():
    X = np.array([[-1.0, 0.0, 0.0], [1.0, 0.0, 0.0]])
    modes = np.linalg.qr(np.random.default_rng(0).normal(size=(6, 6)))[0]
    picture = ElementTree.fromstring(moving_modes(X, np.ones(2), np.array([-1.0, 0, 0, 0, 1, 4]), modes, "<H₂>"))
    moves = [item for item in picture.iter() if item.tag.endswith("animate")]
    assert [item.get("dur") for item in moves[::4]] == ["4.00s", "2.40s", "1.20s"]
    course = [float(value) for value in moves[4].get("values").split(";")]
    assert course[0] == course[-1] != course[12]
    assert "<H₂>" in "".join(picture.itertext())
