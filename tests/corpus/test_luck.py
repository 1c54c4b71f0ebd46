"""Never lucky: a wrong answer passes a check with every seed or with none.

All seeds are asked in one worker per notebook. Checks that train a network take too long to be asked twenty times.
"""

import pytest

from autograder.course import ROOT, grading_task
from autograder.engine import Limits
from autograder.engine.model import WorkerFault
from autograder.grading.guard import guarded_check
from autograder.grading.matching import matched_cells
from autograder.verify import corpus
from lecture08_utils.checking import assignment_names, check_seed

SEEDS = range(20)
# Twenty times what grading asks.
LIMITS = Limits(question_seconds=1200.0, notebook_seconds=1200.0)

WRONG = [
    pytest.param(name, entry, id=f"{name}-{entry.path.stem}")
    for name in assignment_names()
    for entry in corpus(name, ROOT)
    if entry.name.startswith("wrong_answer/") and not entry.expected.quick
]


@pytest.mark.slow
@pytest.mark.parametrize(("name", "entry"), WRONG)
def test_a_wrong_answer_passes_a_check_with_all_seeds_or_with_none(name, entry, grading_engine):
    task = grading_task(name)
    cells = [cell.to_run() for cell in matched_cells(entry.notebook(), task.checked.assignment)]
    answered = [question for question in entry.expected.questions if verdict(entry, question) != "not_attempted"]
    by_luck = []
    with grading_engine.limited(LIMITS).run(cells, arrays=task.checked.assignment.arrays, seed=1) as run:
        for question in answered:
            with run.question(question) as evaluator:
                for check in task.checked.of_question(question, "hidden"):
                    if check.retries:
                        continue
                    seeds = [check_seed(str(seed), entry.name, check.id) for seed in SEEDS]
                    passed = [passes(task.checked, check, evaluator, seed) for seed in seeds]
                    if any(passed) and not all(passed):
                        by_luck.append(f"{check.id} passes with seeds {[s for s in SEEDS if passed[s]]}")
    assert by_luck == []


def verdict(entry, question):
    return entry.expected.verdicts.get(question)


def passes(checked, check, evaluator, seed):
    try:
        outcome, _ = guarded_check(checked, check, evaluator, seed)
    except WorkerFault:
        return False
    return not outcome.failure
