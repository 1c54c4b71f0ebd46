"""The instructor's files about mutants: read strictly, and never about mutants that there are not."""

import json

import pytest

from autograder.course import ROOT
from autograder.proof.mutants.ledger import BrokenLedger, Ledger, read_ledger
from autograder.proof.mutants.mutants import generate
from autograder.proof.mutants.report import LEAST_MUTANTS
from autograder.release import read_source
from lecture08_utils.checking import assignment_names
from tests.mutation.toy import SOURCE

ENTRY = {"question": "q1", "where": "force", "was": "a", "mutant": "b", "reason": "It is the same."}


def written(tmp_path, tree):
    path = tmp_path / "solutions" / "toy" / "mutants.json"
    path.parent.mkdir(parents=True)
    path.write_text(tree if isinstance(tree, str) else json.dumps(tree))
    return tmp_path


@pytest.mark.parametrize("name", assignment_names())
def test_every_entry_belongs_to_a_mutant_and_enough_are_graded(name):
    mutants, ledger = generate(read_source(name, ROOT)), read_ledger(name, ROOT)
    assert ledger.unmatched(mutants) == []
    if mutants:
        assert len(ledger.chosen(mutants)) >= LEAST_MUTANTS


@pytest.mark.parametrize(
    ("tree", "words"),
    [
        ("{", "JSONDecodeError"),
        ([], "AttributeError"),
        ({"equivalents": []}, "unknown equivalents"),
        ({"equivalent": [{**ENTRY, "reason": " "}]}, "no reason for `b`"),
        ({"equivalent": [{**ENTRY, "line": 3}]}, "TypeError"),
        ({"equivalent": [{"question": "q1"}]}, "KeyError"),
        ({"equivalent": [ENTRY, ENTRY]}, "`b` is listed twice"),
        ({"most": {"q1": 0}}, "at least one"),
    ],
)
def test_a_broken_file_is_refused(tree, words, tmp_path):
    with pytest.raises(BrokenLedger, match=words):
        read_ledger("toy", written(tmp_path, tree))


def test_reading(tmp_path):
    assert read_ledger("toy", tmp_path) == Ledger()
    ledger = read_ledger("toy", written(tmp_path, {"most": {"q1": 2}, "equivalent": [ENTRY]}))
    assert [*ledger.reasons.values()] == ["It is the same."]
    mutants = generate(SOURCE)
    chosen = ledger.chosen(mutants)
    assert [mutant.key.question for mutant in chosen].count("q1") == 2
    assert [mutant for mutant in chosen if mutant.key.question == "q2"] == [
        m for m in mutants if m.key.question == "q2"
    ]
    assert ledger.unmatched(mutants) == [*ledger.reasons]
