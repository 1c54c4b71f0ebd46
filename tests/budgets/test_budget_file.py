"""The file of budgets: what is written is read again, and nothing else."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from autograder.budgets.budget_file import VERSIONS, BrokenBudget, read_budgets, write_budgets
from autograder.budgets.choose import gaps
from autograder.budgets.measure import METER_SOURCE
from lecture08_utils.checking import assignment_names, load

from .sample import assignment_budget, budget


def test_what_is_written_is_read_again(tmp_path):
    write_budgets("cpu", {"toy_springs": assignment_budget()}, [], tmp_path)
    assert read_budgets("cpu", tmp_path) == {"toy_springs": assignment_budget()}
    assert read_budgets("gpu", tmp_path) == {}


def test_a_file_names_its_clock(tmp_path):
    clocks = {}
    for device in ("cpu", "gpu"):
        path = write_budgets(device, {"toy_springs": assignment_budget()}, [], tmp_path)
        clocks[device] = json.loads(path.read_text())["clock"]
        assert read_budgets(device, tmp_path) == {"toy_springs": assignment_budget()}
    assert clocks == {"cpu": "cpu", "gpu": "wall"}


def test_assignments_that_were_not_measured_keep_their_budget_while_they_exist(tmp_path):
    old, new = assignment_budget(1.0), assignment_budget(2.0, q1=budget(7.0))
    write_budgets("cpu", {"a": old, "b": old, "gone": old}, [], tmp_path)
    write_budgets("cpu", {"b": new}, ["a", "b", "c"], tmp_path)
    assert read_budgets("cpu", tmp_path) == {"a": old, "b": new}


def test_nothing_is_lost_when_several_write_at_the_same_time(tmp_path):
    names = [f"hw{number}" for number in range(8)]

    def write(name):
        for _ in range(10):
            write_budgets("cpu", {name: assignment_budget()}, names, tmp_path)

    with ThreadPoolExecutor(len(names)) as pool:
        list(pool.map(write, names))
    assert sorted(read_budgets("cpu", tmp_path)) == names


def set_in(tree, path, value):
    for key in path[:-1]:
        tree = tree[key]
    if value is None:
        del tree[path[-1]]
    else:
        tree[path[-1]] = value


TOY = ("assignments", "toy")
Q1 = (*TOY, "questions", "q1")


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        (("schema",), 1, "not of schema 2"),
        (("schema",), None, "not of schema 2"),
        (("clock",), "wall", "clock is 'wall', not 'cpu'"),
        (("device",), "gpu", "device is 'gpu'"),
        (("assignments",), [], "assignments of the file is not an object"),
        (("extra",), 1, "different: extra"),
        ((*TOY, "versions", "jax"), None, "versions of toy should have .* different: jax"),
        ((*TOY, "versions", "jax"), "", "empty name or version in toy"),
        ((*TOY, "device_name"), 7, "empty name or version in toy"),
        ((*TOY, "date"), "yesterday", "date of toy is 'yesterday'"),
        ((*TOY, "runs"), 0, "runs of toy is 0, not a number from 1 on"),
        ((*TOY, "runs"), True, "runs of toy is True"),
        ((*TOY, "calibration_seconds"), 0, "calibration_seconds of toy is 0"),
        ((*TOY, "given"), None, "different: given"),
        ((*TOY, "given"), 3, "given of toy is not an object"),
        ((*Q1, "retry"), -1.0, "retry of q1 of toy is -1.0"),
        ((*Q1, "retry"), float("nan"), "retry of q1 of toy is nan"),
        ((*Q1, "retry"), "1", "retry of q1 of toy is '1'"),
        ((*Q1, "max"), 0.1, "min, median and max of q1 of toy"),
        ((*Q1, "cells", "compile"), None, "cells of q1 of toy should have compile, run"),
        ((*Q1, "peak_bytes"), 0.5, "peak_bytes of q1 of toy is 0.5"),
    ],
)
def test_a_damaged_file_is_refused_with_the_place_and_the_command(tmp_path, path, value, words):
    target = write_budgets("cpu", {"toy": assignment_budget()}, [], tmp_path)
    tree = json.loads(target.read_text())
    set_in(tree, path, value)
    target.write_text(json.dumps(tree))
    with pytest.raises(BrokenBudget, match=words) as problem:
        read_budgets("cpu", tmp_path)
    assert str(target) in str(problem.value)
    assert "lecture08 budget --device cpu" in str(problem.value)


def test_a_file_that_is_no_json_is_refused(tmp_path):
    (tmp_path / "cpu.json").write_bytes(b'{"schema": 1')
    with pytest.raises(BrokenBudget, match="damaged"):
        read_budgets("cpu", tmp_path)


@pytest.mark.parametrize("name", assignment_names())
def test_every_question_has_a_budget(name):
    """The committed figures are complete; the message says how to measure what is missing."""
    assert gaps(load(name, hidden=True).assignment, read_budgets("cpu").get(name)) == ()


def test_the_committed_budgets_are_plausible():
    budgets = read_budgets("cpu")
    assert budgets.keys() <= set(assignment_names())
    for name, item in budgets.items():
        assert 0.05 < item.calibration_seconds < 60, name
        assert item.machine.versions.keys() == set(VERSIONS)
        for question in (item.given, *item.questions.values()):
            # Medians of parts, so they need not add up to the median of the whole.
            parts = (question.cells.compile, question.cells.run, question.asks.compile, question.asks.run)
            assert sum(parts) == pytest.approx(question.median, rel=0.3, abs=0.05), name
    hessians = budgets["hw2_derivatives"].questions["q3"].asks
    assert hessians.compile > hessians.run, "the listener for compilations hears little"


def test_the_meter_changes_nothing_in_the_cells_behind_it():
    assert "__future__ import" not in METER_SOURCE.read_text(encoding="utf-8")
