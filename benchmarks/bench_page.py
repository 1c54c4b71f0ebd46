"""The page of `bench.py`: figures and tables of what was measured, and which of the promises hold."""

from __future__ import annotations

import base64
import io
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import matplotlib

matplotlib.use("agg")
import matplotlib.pyplot as plt

from autograder.reporting.pages import page_environment
from benchmarks.pinns.compare import GOOD_ENERGY, STEPS
from benchmarks.pinns.problems import Task
from benchmarks.pinns.programs import DEEPXDE, FAST, IN_NUMPY, JINNS, SOLVED, TAUGHT
from benchmarks.pinns.runs import Run
from lecture08_utils.plots import BLACK, BLUE, GREEN, ORANGE, VERMILION

_HERE = Path(__file__).parent
_REQUIREMENTS = _HERE / "pinns" / "requirements.txt"
_LOOKS = {
    TAUGHT: (BLUE, "o"),
    FAST: (GREEN, "s"),
    DEEPXDE: (VERMILION, "^"),
    JINNS: (ORANGE, "v"),
    SOLVED: ("#CC79A7", "D"),
    IN_NUMPY: ("#56B4E9", "P"),
}
_TITLES = {"poisson": "Poisson's equation", "oscillator": "Harmonic oscillator"}
# How many times less CPU time than DeepXDE and than jinns, whole processes, `STEPS` steps of the same training.
_PROMISED = {TAUGHT: {DEEPXDE: 4.0, JINNS: 3.0}, FAST: {DEEPXDE: 6.0, JINNS: 4.0}}
_PROMISED_UNTIL_RIGHT = 20.0


@dataclass(frozen=True)
class Promise:
    """A ratio that was promised, and the one that was measured; None if one of the two did not get there."""

    what: str
    at_least: float
    measured: float | None

    @property
    def verdict(self) -> str:
        if self.measured is None:
            return "cannot be said"
        return "met" if self.measured >= self.at_least else "not met"


def page(figures: dict) -> str:
    """The HTML page, self-contained."""
    runs, grids = _runs(figures["pinns"]["runs"]), _runs(figures["pinns"]["grids"])
    right = {name: _runs(found) for name, found in figures["pinns"]["until_right"].items()}
    return (
        page_environment(_HERE)
        .get_template("bench.html.j2")
        .render(
            machine=figures["machine"],
            minutes=figures["minutes"],
            steps=STEPS,
            peers=", ".join(line for line in _REQUIREMENTS.read_text("utf-8").splitlines() if "==" in line),
            good_energy=GOOD_ENERGY,
            promises=[*_trainings(runs), *_until_right(right)],
            trainings=_training_rows(runs),
            right=[
                (name, found[0].task.steps if found else None, _spread([r.cpu for r in found]))
                for name, found in right.items()
            ],
            error_figure=_image(lambda: _errors_against_time(runs, grids)),
            grader_rows=_grader_rows(figures["graders"]),
            grader_figure=_image(lambda: _overheads(figures["graders"])),
            references=_reference_rows(figures["graders"]["references"]),
            classes=figures["classes"],
        )
    )


def _runs(found: Sequence[dict]) -> list[Run]:
    return [Run(**{**item, "task": Task(**item["task"])}) for item in found]


def _of(runs: Sequence[Run], problem: str, program: str) -> list[Run]:
    return [item for item in runs if (item.task.problem, item.program) == (problem, program)]


def _ratio(slow: Sequence[Run], fast: Sequence[Run]) -> float:
    """Median over the rounds of the ratio of CPU seconds."""
    return statistics.median(a.cpu / b.cpu for a, b in zip(slow, fast, strict=True))


def _trainings(runs: Sequence[Run]) -> list[Promise]:
    return [
        Promise(f"{_TITLES[problem]}: {program} against {peer}", times, _ratio(_of(runs, problem, peer), own))
        for problem in _TITLES
        for program, peers in _PROMISED.items()
        for own in [_of(runs, problem, program)]
        for peer, times in peers.items()
    ]


def _until_right(right: dict[str, list[Run]]) -> list[Promise]:
    return [
        Promise(
            f"Oscillator until |E − ½| ≤ {GOOD_ENERGY:g}: {IN_NUMPY} against {peer}",
            _PROMISED_UNTIL_RIGHT,
            _ratio(right[peer], right[IN_NUMPY]) if right[peer] and right[IN_NUMPY] else None,
        )
        for peer in (DEEPXDE, JINNS)
    ]


def _spread(values: Sequence[float], form: str = ".1f") -> str:
    """Median (smallest … largest)."""
    if not values:
        return "–"
    low, middle, high = (f"{value:{form}}" for value in (min(values), statistics.median(values), max(values)))
    return f"{middle} ({low} … {high})"


def _training_rows(runs: Sequence[Run]) -> list[tuple[str, ...]]:
    """Problem, program, seeds, CPU seconds, wall seconds, relative L², |E − ½|."""
    rows = []
    for problem in _TITLES:
        for program in _LOOKS:
            own = _of(runs, problem, program)
            energies = [item.errors["energy"] for item in own if "energy" in item.errors]
            rows.append(
                (
                    _TITLES[problem],
                    program,
                    str(len(own)),
                    _spread([item.cpu for item in own]),
                    _spread([item.wall for item in own]),
                    _spread([item.errors["relative L2"] for item in own], ".0e"),
                    _spread(energies, ".0e"),
                )
            )
    return rows


def _grader_rows(graders: dict) -> list[tuple[str, str, str, str]]:
    """Grader, seconds for a submission, of it overhead, overhead as a multiple of ours."""
    ours = statistics.median(map(_overhead, graders["here"]))
    names = {"here": "this grader", "otter": "otter run", "nbgrader": "nbgrader autograde"}
    return [
        (
            name,
            _spread([item["whole"] for item in graders[key]]),
            _spread([*map(_overhead, graders[key])], ".2f"),
            f"{statistics.median(map(_overhead, graders[key])) / ours:.0f}",
        )
        for key, name in names.items()
    ]


def _reference_rows(references: dict) -> list[tuple[str, str, str]]:
    return [
        (name, _spread([_student(item) for item in items]), _spread([*map(_overhead, items)], ".2f"))
        for name, items in references.items()
    ]


def _student(sample: dict) -> float:
    return sample["student"]["cells"] + sample["student"]["calls"]


def _overhead(sample: dict) -> float:
    return sample["whole"] - _student(sample)


def _errors_against_time(runs: Sequence[Run], grids: Sequence[Run]) -> None:
    _, axes = plt.subplots(1, 2, figsize=(10, 4.2), layout="constrained", sharex=True)
    measures = (
        ("poisson", "relative L2", "relative $L^2$ error of $u$"),
        ("oscillator", "energy", "$|E-1/2|$ (hartree)"),
    )
    for ax, (problem, measure, label) in zip(axes, measures, strict=True):
        for program, (colour, marker) in _LOOKS.items():
            own = _of(runs, problem, program)
            # What is exact to the last digit has no place on a logarithmic axis.
            found = [max(item.errors[measure], 1e-16) for item in own]
            ax.loglog([item.cpu for item in own], found, marker, color=colour, alpha=0.75, label=program)
        sizes = sorted({item.task.steps for item in grids})
        middle = [
            [item for item in grids if (item.task.problem, item.task.steps) == (problem, size)] for size in sizes
        ]
        ax.loglog(
            [statistics.median(item.cpu for item in some) for some in middle],
            [some[0].errors[measure] for some in middle],
            ".--",
            color=BLACK,
            label=f"{'finite elements' if problem == 'poisson' else 'matrix'}, {sizes[0]} to {sizes[-1]}",
        )
        ax.set(title=_TITLES[problem], xlabel="CPU time of the whole process (s)", ylabel=label)
        ax.grid(alpha=0.3)
    axes[0].legend(fontsize=8, loc="center right")


def _overheads(graders: dict) -> None:
    _, ax = plt.subplots(figsize=(8, 2.4), layout="constrained")
    names = ("nbgrader", "otter", "here")
    for place, (key, colour) in enumerate(zip(names, (ORANGE, VERMILION, BLUE), strict=True)):
        values = [*map(_overhead, graders[key])]
        ax.barh(place, statistics.median(values), color=colour, height=0.6)
        ax.plot(values, [place] * len(values), "|", color=BLACK)
    ax.set(yticks=range(3), xlabel="seconds per submission beyond the student's own code")
    ax.set_yticklabels(["nbgrader autograde", "otter run", "this grader"])
    ax.grid(axis="x", alpha=0.3)


def _image(draw: Callable[[], None]) -> str:
    """What `draw` draws, as the address of an image that holds itself."""
    draw()
    written = io.BytesIO()
    plt.savefig(written, format="svg", metadata={"Date": None})
    plt.close()
    return "data:image/svg+xml;base64," + base64.b64encode(written.getvalue()).decode()
