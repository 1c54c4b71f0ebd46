"""Secrets are found wherever a student could read them, and nothing else is reported."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from autograder.release.leaks import collect_secrets, find_leaks, find_leaks_in_wheel
from autograder.release.source import read_source
from lecture08_utils.checking import load

from .course import HIDDEN_FORCE, NAME, ORACLE

NOTEBOOK = f"otter/{NAME}.ipynb"


@pytest.fixture
def secrets(released):
    return collect_secrets(read_source(NAME, released), load(NAME, hidden=True), released)


@pytest.fixture
def files(released):
    folder = released / "assignments" / NAME
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def test_a_release_is_clean(files, secrets, released):
    assert find_leaks(files, secrets, released) == []


SECRET_LINES = [
    "    stiffness_times_elongation = k * x  # Hooke",
    "return -stiffness_times_elongation",
    "        return k*x*x/2",
    "y = (1, 2); angular_frequency = (k / m) ** 0.5",
    "# The energy is quadratic, so the force is linear and the period does not depend on the amplitude.",
    'grade("q1.force_at_random_places")',
    "    stiffness, places = float(rng.uniform(1, 2)), rng.uniform(-1, 1, 5)",
    "return 2 * np.pi * np.sqrt(mass)",
]


@pytest.mark.parametrize("line", SECRET_LINES)
def test_a_secret_line_in_a_cell(files, secrets, released, line):
    notebook = json.loads(files[NOTEBOOK])
    notebook["cells"][2]["source"].append("\n" + line)
    text = json.dumps(notebook, indent=1, ensure_ascii=False)
    (problem,) = find_leaks({NOTEBOOK: text.encode()}, secrets, released)
    assert problem.file == NOTEBOOK
    assert json.dumps(line, ensure_ascii=False)[1:-1] in text.splitlines()[problem.line - 1]


@pytest.mark.parametrize("line", SECRET_LINES)
def test_a_secret_line_in_a_test_file(files, secrets, released, line):
    text = files["otter/tests/q1.py"].decode() + line + "\n"
    (problem,) = find_leaks({"otter/tests/q1.py": text.encode()}, secrets, released)
    assert problem.line == text.count("\n")


def test_a_secret_in_metadata_and_in_an_output(files, secrets, released):
    notebook = json.loads(files[NOTEBOOK])
    notebook["cells"][2]["metadata"]["note"] = "return -stiffness_times_elongation"
    notebook["cells"][2]["outputs"] = [{"text": "a\n    return k * x * x / 2\n"}]
    problems = find_leaks({NOTEBOOK: json.dumps(notebook, indent=1).encode()}, secrets, released)
    assert len(problems) == 2


def test_a_notebook_on_one_line(files, secrets, released):
    notebook = json.loads(files[NOTEBOOK])
    notebook["cells"][2]["source"] = "x = 1\nreturn   -stiffness_times_elongation"
    (problem,) = find_leaks({NOTEBOOK: json.dumps(notebook).encode()}, secrets, released)
    assert problem.line == 1


def test_what_students_get_anyway_is_no_secret(secrets, released):
    given = b"def force(k, x):\n    ...\nimport numpy as np\nelse:\n"
    assert find_leaks({"otter/tests/q1.py": given}, secrets, released) == []


@pytest.mark.parametrize("module", [HIDDEN_FORCE, ORACLE])
def test_a_hidden_module_in_the_wheel(secrets, module):
    assert find_leaks_in_wheel({"lecture08_utils/helpers.py": module.encode()}, secrets)


def test_the_wheel_may_share_a_line_by_chance(secrets):
    shared = b"import numpy as np\n\n\ndef f(stiffness, places):\n    return 2 * np.pi * np.sqrt(mass)\n"
    assert find_leaks_in_wheel({"lecture08_utils/helpers.py": shared}, secrets) == []


def test_the_wheel_may_import_what_hidden_checks_import(secrets):
    names = "".join(f"    one_of_many_names_{number},\n" for number in range(5))
    lines = {f"one_of_many_names_{number},": "hidden.py:1" for number in range(5)}
    module = f"from somewhere import (\n{names})\n".encode()
    assert find_leaks_in_wheel({"lecture08_utils/x.py": module}, replace(secrets, lines=lines)) == []


def test_a_hidden_check_named_in_the_wheel(secrets):
    (problem,) = find_leaks_in_wheel({"lecture08_utils/x.py": b"\n# see force_at_random_places\n"}, secrets)
    assert (problem.line, "force_at_random_places" in problem.message) == (2, True)
