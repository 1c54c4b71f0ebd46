"""The checks against the reference with one fault each."""

from dataclasses import replace

import pytest

from autograder.course import ROOT
from autograder.engine.model import Limits
from autograder.proof.mutants.command import verify_mutants
from autograder.proof.mutants.ledger import read_ledger
from autograder.proof.mutants.runner import try_checks
from autograder.release import read_source
from autograder.terminal import consoles
from lecture08_utils.checking import assignment_names, load


def test_a_few_mutants(grading_engine):
    name = "hw1_autodiff"
    checked = load(name, hidden=True)
    few = replace(read_ledger(name, ROOT), most={question.id: 1 for question in checked.assignment.questions})
    result = try_checks(grading_engine, read_source(name, ROOT), checked, few, Limits(), jobs=2)
    assert len(result.judged) == len({check.question for check in checked.checks})
    assert result.survivors == []


@pytest.mark.slow
@pytest.mark.parametrize("name", assignment_names())
def test_the_checks_notice_nearly_every_mutant(name, grading_engine, tmp_path, report_table):
    errors, tables = consoles()
    assert verify_mutants(grading_engine, [name], tmp_path, errors, tables, jobs=2)
    report_table(f"Mutants of {name}", (tmp_path / f"{name}.md").read_text(encoding="utf-8"))
