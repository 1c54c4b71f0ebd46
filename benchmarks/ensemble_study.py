"""How many single trainings pass a check: the check itself judges each member of an ensemble.

The check runs as in grading, with `train` replaced by a stand-in. Asked for a training that is not there yet, the
stand-in notes the call and gives up. All calls noted are then trained at once, and the check runs again with the
same random draws, until it has all that it asks for.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from scipy.stats import binomtest

from benchmarks.ensemble_errors import errors_of, limits_of
from benchmarks.ensemble_training import Call, Names, call_of, train_ensemble
from lecture08_utils.checking import Check, CheckedAssignment, CheckFailed, LocalEvaluator, Student, check_seed, load

Trained = dict[Call, tuple[Any, np.ndarray]]


class NotTrainedYet(Exception):
    """The stand-in has no such training."""


@dataclass(frozen=True)
class Judgement:
    """What a check made of one attempt: the trainings that it asked for, and why it failed, or "" if it passed."""

    calls: tuple[Call, ...]
    problem: str


def judge(checked: CheckedAssignment, check: Check, names: Names, trained: Trained, attempt: int) -> Judgement:
    """Run a check once, as `lecture08_utils.checking.run_check` does, with trainings that are done already.

    Args:
        names: of the reference.
        attempt: sets the check's random draws and the seed of its networks. Where the grader has two of them, here
            are as many as one likes.

    Returns:
        The judgement. It counts only if its last call is in `trained`: the check did not get further.

    Raises:
        RuntimeError: the check failed for another reason than a wrong answer.
    """
    calls: list[Call] = []

    def train(*args: Any, **more: Any) -> tuple[Any, np.ndarray]:
        calls.append(call_of(names["train"], *args, **more))
        if calls[-1] not in trained:
            raise NotTrainedYet
        params, history = trained[calls[-1]]
        return jax.tree.map(jnp.asarray, params), history

    evaluator = LocalEvaluator({**names, "train": train}, checked.assignment)
    student = Student(evaluator, checked.assignment.question(check.question), check, attempt=attempt)
    seed = check_seed("ensembles", checked.assignment.name, check.id)
    try:
        student.begin()
        check.function(student, np.random.default_rng([seed, attempt]))
    except CheckFailed as failed:
        is_waiting = bool(calls) and calls[-1] not in trained
        if failed.failure.verdict != "wrong_answer" and not is_waiting:
            raise RuntimeError(f"{check.id}, attempt {attempt}: {failed.failure.problem}") from failed
        return Judgement(tuple(calls), failed.failure.problem)
    return Judgement(tuple(calls), "")


def judge_all(
    checked: CheckedAssignment, checks: Iterable[Check], names: Names, attempts: int, batch: int
) -> tuple[dict[str, list[Judgement]], Trained]:
    """Attempts 0, 1, … of some checks of one question, with every training that they ask for.

    Args:
        batch: as for `train_ensemble`.

    Returns:
        Id of each check → its judgements, and the trainings.

    Raises:
        RuntimeError: a check drew something else the second time.
    """
    by_id = {check.id: check for check in checks}
    trained: Trained = {}
    done: dict[tuple[str, int], Judgement] = {}
    waiting = {(check_id, attempt): () for check_id in by_id for attempt in range(attempts)}
    while waiting:
        for (check_id, attempt), before in waiting.items():
            judgement = done[check_id, attempt] = judge(checked, by_id[check_id], names, trained, attempt)
            if judgement.calls[: len(before)] != before:
                raise RuntimeError(f"{check_id}, attempt {attempt}: other draws the second time")
        waiting = {key: done[key].calls for key in waiting if done[key].calls[-1] not in trained}
        trained |= train_calls(names, dict.fromkeys(calls[-1] for calls in waiting.values()), batch)
    return {name: [done[name, attempt] for attempt in range(attempts)] for name in by_id}, trained


def train_calls(names: Names, calls: Iterable[Call], batch: int) -> Trained:
    """Train what was asked for, in as few ensembles as possible."""
    trained: Trained = {}
    by_program: dict[Any, list[Call]] = {}
    for call in calls:
        by_program.setdefault(call.program, []).append(call)
    for same in by_program.values():
        ensemble = train_ensemble(names, same, batch)
        told = f"{len(same)} networks, {same[0].steps} steps: {ensemble.run_seconds:.1f} s"
        print(told, file=sys.stderr, flush=True)
        trained |= {call: ensemble.member(index) for index, call in enumerate(same)}
    return trained


def study(assignment: str, question: str, names: Names, attempts: int, batch: int) -> list[dict[str, Any]]:
    """One entry for each check of a question: how many attempts pass, and how large the errors are that it limits."""
    checked = load(assignment, hidden=True)
    checks = checked.of_question(question)
    judgements, trained = judge_all(checked, checks, names, attempts, batch)
    return [
        {
            "assignment": assignment,
            "check": check.id,
            "visibility": check.visibility,
            "passed": proportion([not judgement.problem for judgement in judgements[check.id]]),
            "both_of_two_failed": proportion(_both_failed(judgements[check.id])),
            "errors": _quantiles(check.id, names, judgements[check.id], trained),
            "problems": {n: one.problem for n, one in enumerate(judgements[check.id]) if one.problem},
        }
        for check in checks
    ]


def proportion(happened: Sequence[bool]) -> dict[str, float]:
    """How often something happened, and the exact 95 % interval of Clopper & Pearson (Biometrika 26, 404 (1934))."""
    count, of = int(sum(happened)), len(happened)
    interval = binomtest(count, of).proportion_ci(confidence_level=0.95, method="exact")
    return {"count": count, "of": of, "share": count / of, "low": interval.low, "high": interval.high}


def _both_failed(judgements: Sequence[Judgement]) -> list[bool]:
    """Of attempts 0 and 1, of 2 and 3, …: no attempt is in two pairs, so that the pairs are independent."""
    pairs = zip(judgements[::2], judgements[1::2], strict=False)
    return [bool(first.problem and second.problem) for first, second in pairs]


def _quantiles(check_id: str, names: Names, judgements: Sequence[Judgement], trained: Trained) -> dict[str, Any]:
    """Error → its limit, its quantiles from the median to the worst, and of how many attempts."""
    runs = [[(call, *trained[call]) for call in judgement.calls] for judgement in judgements]
    errors = [errors_of(check_id, names, run) for run in runs]
    summary = {}
    for name, limit in limits_of(check_id).items():
        values = [error[name] for error in errors if name in error]
        levels = np.array([0.5, 0.95, 0.999, 1.0])
        quantiles = np.quantile(values, levels if limit.is_upper else 1 - levels)
        summary[name] = {
            "limit": limit.value,
            "upper": limit.is_upper,
            "of": len(values),
            "quantiles": quantiles.tolist(),
        }
    return summary
