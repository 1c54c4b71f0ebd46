"""What grading an entry of the corpus must give, from the settings at its head.

What a setting does not mention has full marks, so that a new question changes no entry::

    # %% [raw]
    # portable: true                otter and nbgrader can grade it fairly too
    # quick: true                   graded with `QUICK` limits, so that endless loops end soon
    # fails:
    #   q2.check_name: its idea     a wrong answer, and the misconception that is recognised
    #   q3.check_name: wrong_answer
    #   q4: time_limit_exceeded     all checks of q4, but for those that are mentioned themselves

Questions whose stubs an entry leaves untouched are not attempted; those that it deletes are missing. Which questions
are marked as building on a failed one follows from all this.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import get_args

from autograder.grading.builds_on import UNANSWERED, builds_on_failed
from autograder.release.solve import CorpusScript
from lecture08_utils.checking import CheckedAssignment
from lecture08_utils.checking.messages import Verdict

_VERDICTS = frozenset(get_args(Verdict))


@dataclass(frozen=True)
class Expected:
    """What grading an entry must give.

    Attributes:
        verdicts: check → verdict; one that is not listed is accepted.
        misconceptions: check → the one that is recognised.
        questions: question → score, of those that lose points.
        builds_on_failed: question → the prerequisites that failed, of those that are marked so.
    """

    portable: bool = False
    quick: bool = False
    verdicts: Mapping[str, str] = field(default_factory=dict)
    misconceptions: Mapping[str, str] = field(default_factory=dict)
    questions: Mapping[str, float] = field(default_factory=dict)
    builds_on_failed: Mapping[str, Sequence[str]] = field(default_factory=dict)


def expectation(script: CorpusScript, checked: CheckedAssignment) -> Expected:
    """What the settings of a corpus script say about the checks of its assignment.

    Raises:
        ValueError: they name a check that does not exist, of a question that does.
    """
    known = {question.id for question in checked.assignment.questions}
    fails = {name: said for name, said in script.fails.items() if name.partition(".")[0] in known}
    verdicts: dict[str, str] = {}
    misconceptions: dict[str, str] = {}
    questions: dict[str, float] = {}
    for question in checked.assignment.questions:
        checks = checked.of_question(question.id)
        whole = fails.pop(question.id, _unless_it_says_so(script, question.id))
        for check in checks:
            said = fails.pop(check.id, whole)
            verdicts[check.id] = said if said in _VERDICTS else "wrong_answer"
            if said not in _VERDICTS:
                misconceptions[check.id] = said
        scores = [check.points for check in checks if verdicts[check.id] == "accepted"]
        if sum(scores) < checked.points(question.id) and not question.is_manual:
            questions[question.id] = sum(scores)
    if fails:
        raise ValueError(f"there is no {', '.join(sorted(fails))} in {checked.assignment.name}")
    failing = {name: verdict for name, verdict in verdicts.items() if verdict != "accepted"}
    attempted = {name.partition(".")[0] for name, verdict in verdicts.items() if verdict not in UNANSWERED}
    marked = builds_on_failed(checked.assignment, questions.keys(), attempted)
    return Expected(script.portable, script.quick, failing, misconceptions, questions, marked)


def _unless_it_says_so(script: CorpusScript, question: str) -> str:
    if question in script.delete:
        return "missing"
    return "not_attempted" if script.leaves_stub(question) else "accepted"
