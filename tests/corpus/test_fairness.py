"""Never unfair: every correct notebook of the corpus passes every check with twenty seeds, in float32 and in float64.

All seeds are asked in one worker per notebook. Checks that train a network have a test of their own, over twenty
trainings of the reference (`tests/checks`).
"""

import pytest

from autograder.course import ROOT, grading_task
from autograder.engine import Cell, Limits
from autograder.grading.guard import guarded_check
from autograder.grading.matching import matched_cells
from autograder.verify import corpus
from lecture08_utils.checking import assignment_names, check_seed

SEEDS = range(20)
# Twenty times what grading asks.
LIMITS = Limits(question_seconds=1200.0, notebook_seconds=1200.0)
DOUBLE = "import jax\njax.config.update('jax_enable_x64', True)"

CORRECT = [
    pytest.param(name, entry, id=f"{name}-{entry.path.stem}")
    for name in assignment_names()
    for entry in corpus(name, ROOT)
    if entry.name.startswith("accepted/")
]


@pytest.mark.slow
@pytest.mark.parametrize("double", [False, True], ids=["float32", "float64"])
@pytest.mark.parametrize(("name", "entry"), CORRECT)
def test_a_correct_notebook_passes_with_twenty_seeds(name, entry, double, grading_engine):
    task = grading_task(name)
    cells = [cell.to_run() for cell in matched_cells(entry.notebook(), task.checked.assignment)]
    if double:
        cells.insert(0, Cell(-1, DOUBLE))
    failed = []
    with grading_engine.limited(LIMITS).run(cells, arrays=task.checked.assignment.arrays, seed=1) as run:
        assert run.cell_faults == {}
        for question in task.checked.assignment.questions:
            checks = [check for check in task.checked.of_question(question.id) if not check.retries]
            if entry.expected.questions.get(question.id) is not None:
                continue
            with run.question(question.id) as evaluator:
                for check in checks:
                    for seed in SEEDS:
                        outcome, broken = guarded_check(
                            task.checked, check, evaluator, check_seed(str(seed), entry.name, check.id)
                        )
                        if outcome.failure or broken:
                            failed.append(f"{check.id}, seed {seed}: {broken or outcome.message}")
    assert failed == []
