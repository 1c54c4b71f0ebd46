"""What became of the mutants: a page of Markdown for the repository, and lines for the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from .mutants import Key
from .runner import JudgedMutant, MutationResult

LEAST_SCORE = 0.98
LEAST_MUTANTS = 60

COLUMNS = (
    "question",
    "mutants",
    "graded",
    "wrong answer",
    "error",
    "limit",
    "noticed late",
    "equivalent",
    "survivors",
)
_INTRODUCTION = """\
Written by `lecture08 verify {name} --mutants --report out/mutants`; not to be edited.

A mutant is the reference with one small fault in a solution region. It is *killed* by the first check that it fails:
by a wrong answer, by an error that the code raises, or by a limit of time or memory. One that is *noticed late* fails
only a question that builds on the changed one. *Equivalent* ones are no fault; `solutions/{name}/mutants.json` says
why. What is left survives, and wants a better check."""


def report(result: MutationResult) -> str:
    """The page about one assignment. It holds no times, so that nothing in it changes by itself."""
    parts = [f"# Mutants of {result.name}", _INTRODUCTION.format(name=result.name), summary(result), _table(result)]
    if result.generated > len(result.judged):
        capped = ", ".join(f"{count} of {question}" for question, count in result.ledger.most.items())
        parts.append(f"Not all are graded: at most {capped}, spread evenly over the source, since these train.")
    if result.survivors:
        parts += ["## Survivors", *(_section(result, item) for item in result.survivors)]
    if result.stale:
        parts += ["## Stale entries", *(f"- {line}" for line in stale_lines(result))]
    if result.equivalent:
        reasons = result.ledger.reasons
        parts.append("## Equivalent")
        parts += [f"{_section(result, item)}\n\n{reasons[item.mutant.key]}" for item in result.equivalent]
    return "\n\n".join(parts) + "\n"


def summary(result: MutationResult) -> str:
    """One sentence with the score."""
    faults = len(result.killed) + len(result.survivors)
    return f"{len(result.killed)} of {faults} faults fail a check: {100 * result.score:.1f} %."


def problems(result: MutationResult) -> list[str]:
    """Why the checks are not good enough, as sentences; none if they are."""
    found = [f"stale entry: {line}" for line in stale_lines(result)]
    if result.score < LEAST_SCORE:
        found.append(f"{len(result.survivors)} mutants keep full marks; {100 * LEAST_SCORE:g} % must lose points")
    if len(result.judged) < LEAST_MUTANTS:
        found.append(f"{len(result.judged)} mutants are too few; at least {LEAST_MUTANTS} say something")
    return found


def stale_lines(result: MutationResult) -> list[str]:
    """The stale entries of the ledger, each with what is wrong with it."""
    unmatched = set(result.unmatched)
    return [
        f"{_place(key)}: `{key.mutant}` {'is no mutant any more' if key in unmatched else 'loses points after all'}"
        for key in result.stale
    ]


def show(item: JudgedMutant) -> str:
    """What became of one mutant, in a few words."""
    place = f"line {item.mutant.line}, {_place(item.mutant.key)}"
    if item.failed:
        return f"{place}: {item.failed.id} is {item.verdict}"
    return f"{place} keeps full marks: {item.mutant.key.was} → {item.mutant.key.mutant}"


def rows(result: MutationResult) -> list[tuple[str | int, ...]]:
    """A row of numbers per question, and one for all, with the columns `COLUMNS`."""
    questions = dict.fromkeys(item.mutant.key.question for item in result.judged)
    return [*(_row(result, question, [question]) for question in questions), _row(result, "all", list(questions))]


def _place(key: Key) -> str:
    return f"{key.question} {key.where}".strip()


def _table(result: MutationResult) -> str:
    lines = [COLUMNS, ("---", *("---:" for _ in COLUMNS[1:])), *rows(result)]
    return "\n".join(f"| {' | '.join(map(str, cells))} |" for cells in lines)


def _row(result: MutationResult, label: str, questions: Sequence[str]) -> tuple[str | int, ...]:
    def count(items: Sequence[JudgedMutant]) -> int:
        return sum(item.mutant.key.question in questions for item in items)

    verdicts = Counter(item.verdict for item in result.judged if item.mutant.key.question in questions)
    limits = verdicts["time_limit_exceeded"] + verdicts["memory_limit_exceeded"]
    late = count([item for item in result.judged if item.is_noticed_late])
    return (
        label,
        sum(result.generated_of[question] for question in questions),
        count(result.judged),
        verdicts["wrong_answer"],
        verdicts["run_time_error"],
        limits,
        late,
        count(result.equivalent),
        count(result.survivors),
    )


def _section(result: MutationResult, item: JudgedMutant) -> str:
    key = item.mutant.key
    diff = "\n".join(_diff(key))
    return f"{result.file}, line {item.mutant.line}, {_place(key)}:\n\n```diff\n{diff}\n```"


def _diff(key: Key) -> Iterator[str]:
    yield from (f"-{text}" for text in key.was.splitlines())
    yield from (f"+{text}" for text in key.mutant.splitlines())
