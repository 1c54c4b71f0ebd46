"""The reference of an assignment in this process, what entries of the corpus replace in it, and what checks say."""

from __future__ import annotations

import ast
import doctest
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

import matplotlib

from autograder.course import ROOT
from autograder.proof.expectation import Expected, expectation
from autograder.release import read_source
from autograder.release.solve import read_script
from lecture08_utils.checking import LocalEvaluator, Outcome, check_seed, load, run_check


class SolvedAssignment:
    """An assignment with its answers.

    Args:
        given: functions that the notebook gives as worked examples, and that answers may call.

    Attributes:
        functions: names that students define.
        automatic: questions that have checks.
    """

    def __init__(self, name: str, given: Collection[str] = ()):
        self.checked = load(name, hidden=True)
        self.source = read_source(name, ROOT)
        self.given = frozenset(given)
        questions = self.checked.assignment.questions
        self.functions = [function for question in questions for function in question.defines]
        self.automatic = [question for question in questions if not question.is_manual]
        self._corpus = ROOT / "solutions" / name / "corpus"

    def namespace(self, answers: Mapping[str, str] | None = None) -> dict:
        """The names of a notebook: imports, worked examples, and answers: the reference's unless others are given."""
        matplotlib.use("Agg")
        names: dict = {"__name__": "student"}
        code = [cell for cell in self.source.cells if cell.kind == "code"]
        examples = [cell.text for cell in code if cell.role == "prose" and self.given & _defined(cell.text)]
        for text in (code[0].solved, *examples):
            exec(compile(text, "given", "exec"), names)
        for question in self.automatic:
            text = (answers or {}).get(question.id, self.reference(question.id))
            exec(compile(text, question.id, "exec"), names)
        return names

    def reference(self, question: str) -> str:
        """The reference's code for a question."""
        return "\n".join(cell.solved for cell in self.source.answers(question) if cell.kind == "code")

    def outcome(self, check_id: str, names: dict, seed: str = "0") -> Outcome:
        """What a check says of these names."""
        check = self.checked.check(check_id)
        evaluator = LocalEvaluator(names, self.checked.assignment)
        return run_check(self.checked, check, evaluator, check_seed(seed, "submission", check.id))

    def entries(self, kind: str) -> list[Path]:
        """The entries of the corpus that answer something in a way of their own, with nothing but their answers."""
        paths = sorted(self._corpus.glob(f"{kind}/*.py"))
        return [path for path in paths if self.answers(path) and not read_script(path, ROOT).extras]

    def answers(self, path: Path) -> dict[str, str]:
        """Question → the code that an entry of the corpus answers it with, if not with the reference's."""
        cells = read_script(path, ROOT).answers
        known = {question.id for question in self.checked.assignment.questions}
        return {
            question: "\n".join(cell.text for cell in answer)
            for question, answer in cells.items()
            if question in known
        }

    def expected(self, path: Path) -> Expected:
        """What an entry of the corpus expects."""
        return expectation(read_script(path, ROOT), self.checked)

    def told(self, path: Path) -> list[str]:
        """The checks that recognise what went wrong in an entry, public ones first."""
        found = self.expected(path).misconceptions
        return [check.id for check in self.checked.checks if check.id in found]

    def documented(self) -> Iterator[ast.FunctionDef]:
        """The functions that are given or asked for, as the released notebook has them."""
        for cell in self.source.cells:
            if cell.kind == "code":
                for node in ast.parse(cell.stub).body:
                    if isinstance(node, ast.FunctionDef) and node.name in {*self.functions, *self.given}:
                        yield node

    def expect_score(self, path: Path) -> None:
        """Assert that the questions which an entry answers get what it expects."""
        expected, answers = self.expected(path), self.answers(path)
        names = self.namespace(answers)
        for question in answers:
            checks = self.checked.of_question(question)
            results = [self.outcome(check.id, names, "another seed") for check in checks]
            want = expected.questions.get(question, self.checked.points(question))
            assert abs(sum(result.score for result in results) - want) < 1e-9, [item.message for item in results]
            for result in results:
                assert result.misconception == expected.misconceptions.get(result.check.id), result.message

    def expect_told(self, path: Path, check_id: str) -> None:
        """Assert that a check recognises what went wrong in an entry."""
        result = self.outcome(check_id, self.namespace(self.answers(path)), "another seed")
        assert result.misconception == self.expected(path).misconceptions[check_id], result.message

    def expect_explained(self) -> None:
        """Assert that there are a dozen wrong entries that answer something, and that most are told their mistake."""
        wrong = self.entries("wrong_answer")
        assert len(wrong) >= 12
        assert len(list(filter(self.told, wrong))) >= 0.8 * len(wrong)

    def expect_points(self) -> None:
        """Assert that half of a question's points at most are for its public checks; a release adds them up."""
        for question in self.automatic:
            public = sum(check.points for check in self.checked.of_question(question.id, "public"))
            assert public <= self.checked.points(question.id) / 2


def failing_examples(node: ast.FunctionDef, names: Mapping) -> list[str]:
    """What is not true in the examples of a docstring, of which there must be some."""
    test = doctest.DocTestParser().get_doctest(ast.get_docstring(node), dict(names), node.name, None, node.lineno)
    assert test.examples
    report: list[str] = []
    doctest.DocTestRunner(verbose=False).run(test, out=report.append)
    return report


def _defined(text: str) -> set[str]:
    return {node.name for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)}
