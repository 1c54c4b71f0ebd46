"""Never unfair: every correct notebook of the corpus passes every check with twenty seeds.

That is in float32. In float64, where a mistake would be one of kind and not of rounding, five seeds do.

Checks that train a network have a test of their own, over twenty trainings of the reference (`tests/checks`).
"""

import pytest

from .seeds import SEEDS, ask, entries, running, without_training

DOUBLE = "import jax\njax.config.update('jax_enable_x64', True)"


@pytest.mark.slow
@pytest.mark.parametrize(("first_cells", "seeds"), [((), SEEDS), ((DOUBLE,), SEEDS[:5])], ids=["float32", "float64"])
@pytest.mark.parametrize(("name", "entry"), entries("accepted"))
def test_a_correct_notebook_passes_with_every_seed(name, entry, first_cells, seeds, grading_engine):
    failed = []
    with running(grading_engine, name, entry, first_cells, figures=not first_cells) as (checked, run):
        assert run.cell_faults == {}
        for question in checked.assignment.questions:
            if entry.expected.questions.get(question.id) is not None:
                continue
            with run.question(question.id) as evaluator:
                for check in without_training(checked.of_question(question.id)):
                    # A public check draws nothing.
                    for seed in seeds if check.visibility == "hidden" else seeds[:1]:
                        outcome, broken = ask(checked, check, evaluator, entry, seed)
                        if outcome.failure or broken:
                            failed.append(f"{check.id}, seed {seed}: {broken or outcome.message}")
    assert failed == []
