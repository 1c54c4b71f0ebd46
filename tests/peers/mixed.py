"""Submissions mixed from the corpus: wrong answers of several entries in one notebook, since each costs a start."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from autograder.proof.verify import CorpusEntry
from autograder.release.solve import CorpusScript, read_script

# Right answers stand between the wrong ones.
HALVES = 2


class Mixture:
    """Entries that neither answer nor fail a question of each other's."""

    def __init__(self) -> None:
        self.answers: dict[str, str] = {}
        self._taken: set[str] = set()

    @property
    def size(self) -> int:
        """Questions that are answered in another way than the reference's, or fail."""
        return len(self._taken)

    def takes(self, entry: CorpusEntry, script: CorpusScript) -> bool:
        """Whether the entry can be added."""
        return not self._taken & _concerned(entry, script)

    def add(self, entry: CorpusEntry, script: CorpusScript) -> None:
        self._taken |= _concerned(entry, script)
        answered = _concerned(entry, script) & script.answers.keys()
        self.answers |= {question: _percent(question, script) for question in sorted(answered)}

    def write(self, path: Path) -> None:
        """Write a script of the corpus; see `autograder.release.solve`."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(self.answers.values()), encoding="utf-8")


def mix(entries: Sequence[CorpusEntry], questions: Collection[str], root: Path) -> list[Mixture]:
    """As few mixtures as show a wrong answer to each of these questions, if the entries have one."""
    chosen = list(_one_for_each([(entry, read_script(entry.path, root)) for entry in entries], questions))
    mixtures = [Mixture() for _ in range(HALVES)]
    for entry, script in chosen:
        fitting = [mixture for mixture in mixtures if mixture.takes(entry, script)]
        if not fitting:
            mixtures.append(Mixture())
        min(fitting or mixtures[-1:], key=lambda mixture: mixture.size).add(entry, script)
    return [mixture for mixture in mixtures if mixture.answers]


def wrong_answers(entry: CorpusEntry, script: CorpusScript) -> set[str]:
    """Questions that an entry answers wrongly."""
    verdicts = entry.expected.verdicts.items()
    failed = {check.partition(".")[0] for check, verdict in verdicts if verdict not in ("accepted", "not_attempted")}
    return failed - script.delete


Read = tuple[CorpusEntry, CorpusScript]


def _one_for_each(entries: Sequence[Read], questions: Collection[str]) -> Iterator[Read]:
    """Those that concern few questions first: they fit in with others."""
    missing = set(questions)
    for entry, script in sorted(entries, key=lambda read: len(_concerned(*read))):
        if script.answers and not script.extras and missing & wrong_answers(entry, script):
            missing -= wrong_answers(entry, script)
            yield entry, script


def _concerned(entry: CorpusEntry, script: CorpusScript) -> set[str]:
    # What an entry without the reference answers rightly is there for what it answers wrongly.
    return wrong_answers(entry, script) | (script.answers.keys() if script.base == "reference" else set())


def _percent(question: str, script: CorpusScript) -> str:
    cells = [cell for cell in script.answers[question] if cell.kind == "code"]
    return "".join(f'# %% question="{question}"\n{cell.text}\n\n' for cell in cells)
