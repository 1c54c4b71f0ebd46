"""The page of `make bench`, of a few figures."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROGRAMS = {
    "taught": 3.0,
    "fast": 2.0,
    "DeepXDE": 15.0,
    "jinns": 9.0,
    "last layer solved": 2.0,
    "last layer solved, NumPy": 0.1,
}


def run(program, problem, seed, steps=5000, error=1e-5):
    cpu = PROGRAMS.get(program, 0.1) * (1 + 0.1 * seed)
    errors = {"relative L2": error} | ({"energy": error} if problem == "oscillator" else {})
    task = {"problem": problem, "seed": seed, "steps": steps}
    return {"program": program, "task": task, "cpu": cpu, "wall": cpu, "errors": errors}


def sample(overhead):
    return {"whole": 1.0 + overhead, "student": {"cells": 0.75, "calls": 0.25}, "stages": {}}


def figures(right):
    """All that `bench.py` measures; `right`: the programs that came to the right energy."""
    problems = ("poisson", "oscillator")
    return {
        "pinns": {
            "runs": [run(name, problem, seed) for seed in (0, 1) for problem in problems for name in PROGRAMS],
            "until_right": {
                name: [run(name, "oscillator", seed) for seed in (0, 1)] if name in right else [] for name in PROGRAMS
            },
            "grids": [run("grid", problem, 0, size, 1 / size**2) for problem in problems for size in (16, 32)],
        },
        "graders": {
            "here": [sample(0.1), sample(0.2)],
            "otter": [sample(9.0)],
            "nbgrader": [sample(2.0)],
            "references": {"hw1_autodiff": [sample(0.1)]},
        },
        "classes": [{"students": 58, "wall": 40.0}],
        "minutes": 20.0,
        "machine": "2 cores",
    }


@pytest.fixture(scope="module")
def page():
    sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]
    try:
        from benchmarks.bench_page import page
    finally:
        del sys.path[:2]
    return page


def rows(html):
    return {line.partition("<td>")[2].partition("</td>")[0]: line for line in html.split("<tr>")}


def test_ratios_are_those_of_the_rounds(page):
    found = rows(page(figures(PROGRAMS)))
    assert '"number">5.0</td>' in found["Poisson&#39;s equation: taught against DeepXDE"]
    assert "met" in found["Poisson&#39;s equation: taught against DeepXDE"]
    assert '"number">4.5</td>' in found["Harmonic oscillator: fast against jinns"]
    assert "not met" not in found["Harmonic oscillator: fast against jinns"]
    until = [row for name, row in found.items() if name.startswith("Oscillator until")]
    assert ['"number">150.0</td>' in row or '"number">90.0</td>' in row for row in until] == [True, True]
    assert '"number">60</td>' in found["otter run"]


def test_nothing_is_promised_of_who_never_got_there(page):
    found = rows(page(figures(set(PROGRAMS) - {"DeepXDE"})))
    until = {name: row for name, row in found.items() if name.startswith("Oscillator until")}
    assert sum("cannot be said" in row for row in until.values()) == 1
    assert sum("one never got there" in row for row in until.values()) == 1


def test_nobody_got_there(page):
    assert page(figures(())).count("cannot be said") == 2


def test_it_asks_for_nothing(page):
    html = page(figures(PROGRAMS))
    assert "<script" not in html
    assert html.count('src="data:image/svg+xml;base64,') == 2
    assert "http" not in html.replace("http://www.w3.org", "")
