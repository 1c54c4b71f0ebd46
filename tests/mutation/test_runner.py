"""Mutants graded: what kills them, what is left, what is listed, and the page about it."""

from contextlib import nullcontext
from dataclasses import replace

import pytest
from click.testing import CliRunner

from autograder.cli import verify
from autograder.engine.model import Limits
from autograder.proof.mutants import report as pages
from autograder.proof.mutants.ledger import Ledger
from autograder.proof.mutants.mutants import Key
from autograder.proof.mutants.runner import BrokenReference, try_checks
from autograder.proof.mutants.slices import needed_cells
from tests.grading.toy import FakeEngine
from tests.mutation.toy import SOURCE, TEXT, TOY, without

STIFF = Key("q1", "force", "return -stiffness * x", "return stiffness * x")


def tried(checked=TOY, ledger=None, hangs=(), **options):
    return try_checks(FakeEngine(hangs), SOURCE, checked, ledger or Ledger(), Limits(), jobs=2, **options)


def test_plots_stay_out_and_what_answers_need_stays_in():
    texts = [cell.source for cell in needed_cells(SOURCE)]
    assert "import numpy as np" in texts
    [between] = [text for text in texts if "STIFFNESS = 2" in text]
    assert "def given" in between
    assert "pictures" not in between


def test_good_checks_kill_every_mutant():
    told = []
    result = tried(progress=lambda total: nullcontext(told.append))
    assert result.survivors == []
    assert result.score == 1.0
    assert sorted(map(id, told)) == sorted(map(id, result.judged))
    assert all(item.failed.question == item.mutant.key.question for item in result.killed)
    assert {item.verdict for item in result.killed} == {"wrong_answer"}


def test_a_weak_check_lets_mutants_live_and_they_are_shown():
    weak = tried(without("energy_is_quadratic", "energy_is_even"))
    assert len(weak.survivors) == sum(item.mutant.key.question == "q2" for item in weak.judged)
    page = pages.report(weak)
    line = 1 + TEXT.splitlines().index("    return -force(x) * x / 2")
    assert f"solutions/toy_springs.py, line {line}, q2 energy:\n\n```diff\n-return -force(x) * x / 2\n+return" in page
    assert any("98 % must lose points" in problem for problem in pages.problems(weak))


def test_what_only_a_later_question_notices_counts_and_is_told_apart():
    result = tried(without("force_at_three_places", "force_at_random_places"))
    own = [item for item in result.judged if item.mutant.key.question == "q1"]
    assert all(item.is_noticed_late for item in own)
    assert f"| q1 | {len(own)} | {len(own)} | {len(own)} | 0 | 0 | {len(own)} | 0 | 0 |" in pages.report(result)


def test_a_challenge_without_points_has_no_mutants():
    checks = tuple(replace(check, points=0.0) if check.question == "q2" else check for check in TOY.checks)
    assert {item.mutant.key.question for item in tried(replace(TOY, checks=checks)).judged} == {"q1"}


def test_a_worker_that_dies_kills_the_mutant():
    result = tried(hangs=["energy(x)"], checked=without("energy_is_quadratic"))
    assert result.survivors == []
    with pytest.raises(BrokenReference, match=r"q2\.energy_is_quadratic is time_limit_exceeded"):
        tried(hangs=["energy(x)"])


def test_listed_mutants_are_no_faults_and_stale_entries_are_errors():
    weak = without("energy_is_quadratic", "energy_is_even")
    survivors = {item.mutant.key: "Nobody asks." for item in tried(weak).survivors}
    result = tried(weak, Ledger(reasons=survivors))
    assert (result.survivors, result.stale, result.score) == ([], [], 1.0)
    assert "Nobody asks." in pages.report(result)
    gone = Key("q1", "force", "return 0", "return 1")
    result = tried(ledger=Ledger(reasons={STIFF: "It is the same.", gone: "It was the same."}))
    assert result.stale == [gone, STIFF]
    assert pages.problems(result)[:2] == [
        "stale entry: q1 force: `return 1` is no mutant any more",
        "stale entry: q1 force: `return stiffness * x` loses points after all",
    ]


def test_what_luck_decides_makes_no_entry_stale():
    trained = replace(TOY, checks=tuple(replace(check, retries=1) for check in TOY.checks))
    result = tried(trained, Ledger(reasons={STIFF: "Another start."}))
    assert STIFF in {item.mutant.key for item in result.killed}
    assert result.stale == []


def test_a_sample_is_told():
    page = pages.report(tried(ledger=Ledger(most={"q1": 2})))
    assert "at most 2 of q1" in page


def test_report_belongs_to_mutants():
    result = CliRunner().invoke(verify, ["--report", "pages"])
    assert result.exit_code == 2
    assert "--report belongs to --mutants" in result.output
