"""The Markdown of overhead.py: who takes how long, which demands are met, and where our own time goes."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from machine import describe, spread
from meter import Sample
from stages import STAGES

_SECONDS, _SHARE = 0.5, 0.05
_LESS_THAN = {"otter run": 20, "nbgrader autograde": 8}


@dataclass
class Samples:
    """All that was measured.

    Attributes:
        wrong: entries of the corpus with errors in them, each graded once.
        references: assignment → its reference.
        server_start, command: of the fork server; of a whole `lecture08 grade` with one submission.
    """

    ours: list[Sample] = field(default_factory=list)
    otter: list[Sample] = field(default_factory=list)
    nbgrader_first: list[Sample] = field(default_factory=list)
    nbgrader: list[Sample] = field(default_factory=list)
    wrong: list[Sample] = field(default_factory=list)
    references: dict[str, list[Sample]] = field(default_factory=dict)
    server_start: float = 0.0
    command: float = 0.0


def report(assignment: str, samples: Samples, took: float) -> str:
    """The whole page."""
    return "\n".join(
        [
            "# Overhead per submission",
            "",
            "Seconds of wall time: median (smallest … largest). *Own code* is what the student's cells execute,",
            "imports included, and what checks call of it, measured in the process where it runs; *overhead* is all",
            "the rest.",
            "",
            f"## Side by side: {assignment}, correct submissions, in turns",
            "",
            *_side_by_side(samples),
            "",
            "otter and nbgrader import JAX and the rest anew for each submission; that stands under own code here,",
            "in their favour. nbgrader's start, once per class, is in its first submission alone.",
            _beyond_our_measure(samples),
            "",
            *_demands(samples),
            "",
            "Once per class we pay "
            f"{samples.server_start:.1f} s for the start of the fork server. A whole `lecture08 grade` with one "
            f"submission took {samples.command:.1f} s.",
            "",
            "## Every assignment's reference, ours",
            "",
            *_references(samples.references),
            "",
            "## Submissions with errors, ours",
            "",
            *_with_errors(assignment, samples.wrong),
            "",
            "## What our overhead is spent on",
            "",
            *_stages({f"{assignment}, side by side": samples.ours, **samples.references}),
            "",
            f"`python benchmarks/overhead.py`, {took / 60:.0f} minutes. {describe('otter-grader', 'nbgrader')}",
            "",
        ]
    )


def _side_by_side(samples: Samples) -> list[str]:
    rows = {
        "here": samples.ours,
        "`otter run`": samples.otter,
        "`nbgrader autograde`, further": samples.nbgrader,
        "`nbgrader autograde`, first": samples.nbgrader_first,
    }
    lines = ["| grader | N | whole | own code | overhead | overhead / ours |", "|---|--:|--:|--:|--:|--:|"]
    for name, graded in rows.items():
        ratio = _overhead(graded) / _overhead(samples.ours)
        lines.append(f"| {name} | {len(graded)} | {_columns(graded)} | {ratio:.1f} |")
    return lines


def _beyond_our_measure(samples: Samples) -> str:
    own = statistics.median(sample.student.total for sample in samples.ours)
    factors = {
        name: (statistics.median(sample.whole for sample in graded) - own) / _overhead(samples.ours)
        for name, graded in (("otter's", samples.otter), ("nbgrader's", samples.nbgrader))
    }
    figures = " and ".join(f"{name} {factor:.0f} ×" for name, factor in factors.items())
    return f"If only the own code as measured here is taken off, {figures} ours."


def _demands(samples: Samples) -> list[str]:
    ours = _overhead(samples.ours)
    measured = {
        "otter run": _overhead(samples.otter) / ours,
        "nbgrader autograde": _overhead(samples.nbgrader) / ours,
    }
    within = sum(sample.overhead <= _allowed(sample) for sample in samples.ours)
    allowed = statistics.median(map(_allowed, samples.ours))
    lines = [
        "| demand | measured | |",
        "|---|---|---|",
        f"| at most {_SECONDS} s + {_SHARE:.0%} of the student's own code, here {allowed:.2f} s | {ours:.2f} s; "
        f"{within} of {len(samples.ours)} submissions | {_verdict(ours <= allowed)} |",
    ]
    for name, factor in _LESS_THAN.items():
        times = measured[name]
        lines.append(f"| at least {factor} × less than `{name}` | {times:.0f} × | {_verdict(times >= factor)} |")
    return lines


def _references(references: Mapping[str, Sequence[Sample]]) -> list[str]:
    lines = ["| assignment | N | whole | own code | overhead | allowed | |", "|---|--:|--:|--:|--:|--:|---|"]
    for name, graded in references.items():
        allowed = statistics.median(map(_allowed, graded))
        verdict = _verdict(_overhead(graded) <= allowed)
        lines.append(f"| {name} | {len(graded)} | {_columns(graded)} | {allowed:.2f} | {verdict} |")
    return lines


def _with_errors(assignment: str, graded: Sequence[Sample]) -> list[str]:
    within = sum(sample.overhead <= _allowed(sample) for sample in graded)
    return [
        f"The {len(graded)} wrong answers of {assignment}'s corpus, once each.",
        "",
        "| N | whole | own code | overhead | within the limit |",
        "|--:|--:|--:|--:|--:|",
        f"| {len(graded)} | {_columns(graded)} | {within} |",
    ]


def _stages(columns: Mapping[str, Sequence[Sample]]) -> list[str]:
    lines = [f"| median seconds | {' | '.join(columns)} |", "|---|" + "--:|" * len(columns)]
    for stage in STAGES:
        medians = [statistics.median(sample.stages[stage] for sample in graded) for graded in columns.values()]
        lines.append(f"| {stage} | {' | '.join(f'{value:.3f}' for value in medians)} |")
    return lines


def _columns(graded: Sequence[Sample]) -> str:
    wholes, own = [sample.whole for sample in graded], [sample.student.total for sample in graded]
    return " | ".join(map(spread, (wholes, own, [sample.overhead for sample in graded])))


def _overhead(graded: Sequence[Sample]) -> float:
    return statistics.median(sample.overhead for sample in graded)


def _allowed(sample: Sample) -> float:
    return _SECONDS + _SHARE * sample.student.total


def _verdict(met: bool) -> str:
    return "met" if met else "**not met**"
