"""Notebooks of the corpus, asked with twenty seeds in one worker each."""

from contextlib import contextmanager

import pytest

from autograder.course import ROOT, grading_task
from autograder.engine import Cell, Limits
from autograder.grading.guard import guarded_check
from autograder.grading.matching import cells_to_run
from autograder.proof.verify import corpus
from lecture08_utils.checking import assignment_names, check_seed
from lecture08_utils.notebooks.matching import matched_cells

SEEDS = range(20)
# Twenty times what grading asks. Nothing that JAX has compiled leaves a worker.
LIMITS = Limits(
    question_seconds=1200.0,
    notebook_seconds=1200.0,
    total_seconds=12_000.0,
    grader_seconds=60.0,
    memory_bytes=8 * 2**30,
)


def entries(kind):
    """Parameters ``(name, entry)``: the entries of that kind that are graded within the usual limits."""
    return [
        pytest.param(name, entry, id=f"{name}-{entry.path.stem}")
        for name in assignment_names()
        for entry in corpus(name, ROOT)
        if entry.name.startswith(f"{kind}/") and not entry.expected.quick
    ]


@contextmanager
def running(engine, name, entry, first_cells=(), figures=True):
    """Yields the checked assignment and the run of an entry's cells, behind others.

    Args:
        figures: run the given cells that only show something, too.
    """
    task = grading_task(name)
    checked = task.checked
    own = cells_to_run(matched_cells(entry.notebook(), checked.assignment), (), {} if figures else task.showing)
    cells = [*(Cell(-1, source) for source in first_cells), *own]
    with engine.run(cells, arrays=checked.assignment.arrays, seed=1, limits=LIMITS) as run:
        yield checked, run


def without_training(checks):
    """Those that train no network."""
    return [check for check in checks if not check.retries]


def ask(checked, check, evaluator, entry, seed):
    """The outcome of a check with one of `SEEDS`, and a line if the check broke."""
    return guarded_check(checked, check, evaluator, check_seed(str(seed), entry.name, check.id))
