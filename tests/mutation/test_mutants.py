"""Where mutants come from and what names them."""

import ast

import pytest

from autograder.course import ROOT
from autograder.proof.mutants.mutants import Key, even_sample, generate
from autograder.release import read_source
from lecture08_utils.checking import assignment_names
from tests.mutation.toy import SOURCE, TEXT


def test_only_solution_regions_change_and_every_mutant_names_its_line():
    lines = TEXT.splitlines()
    keys = [mutant.key for mutant in generate(SOURCE)]
    assert {(key.question, key.where) for key in keys} == {("q1", "force"), ("q2", "energy")}
    assert {lines[mutant.line - 1].strip() for mutant in generate(SOURCE)} == {
        "return -stiffness * x",
        "return -force(x) * x / 2",
    }
    assert Key("q1", "force", "return -stiffness * x", "return stiffness * x") in keys


def test_a_mutant_is_the_whole_cell_with_one_fault():
    for mutant in generate(SOURCE):
        ast.parse(mutant.text)
        assert mutant.key.mutant in mutant.text
        assert mutant.key.was not in mutant.text
        assert SOURCE.cells[mutant.cell].question == mutant.key.question


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=() if name == "hw1_autodiff" else pytest.mark.slow) for name in assignment_names()],
)
def test_each_program_is_made_once_and_always_in_the_same_order(name):
    source = read_source(name, ROOT)
    mutants = generate(source)
    assert len({(mutant.cell, mutant.text) for mutant in mutants}) == len(mutants)
    assert mutants == generate(source)


def test_a_sample_is_even():
    assert even_sample(list(range(10)), 4) == [0, 2, 5, 7]
    assert even_sample(list(range(3)), 4) == [0, 1, 2]
    assert even_sample([], 4) == []
