"""The leak check: nothing that a student receives may hold solutions, hidden checks or expected values.

Secret are the lines inside solution regions and the model answers of manual questions, every line of the hidden
checks and of the oracles behind them, and the names of hidden checks. Lines are compared without white space, so
that neither indentation nor a formatter hides one, with and without their comment.

- A line of at least 12 characters is found anywhere, inside of a longer line too; one of 6 to 11 characters only as
  a whole line; shorter ones, such as ``else:``, could be anybody's.
- A line that stands in what students get anyway (given cells, stubs, `lecture08_utils`) is no secret in a
  notebook or a test file. Everything there comes from given cells and stubs, so that a hit is a leak.
- The wheel is code of its own and may share a line with a solution by chance: there, three secret lines in a row
  count, or one of at least 60 characters; imports and lists of names count for nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lecture08_utils.checking import CheckedAssignment

from .closure import hidden_closure
from .problems import Problem
from .source import Source

_ANYWHERE = 12
_WHOLE_LINE = 6
_DISTINCTIVE = 60
_ROW = 3
_JSON_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_COMMENT = re.compile(r"\s+#.*")
_ONLY_NAMES = re.compile(r"[\w.,:]*|from[\w.]+import[\w.,(*]*|import[\w.,]+")


@dataclass(frozen=True)
class Secrets:
    """What must not leave the house.

    Attributes:
        lines: squeezed line → where it stands.
        names: names of hidden checks.
        given: squeezed lines that students get on purpose.
    """

    lines: Mapping[str, str]
    names: frozenset[str]
    given: frozenset[str]


def collect_secrets(source: Source, checked: CheckedAssignment, root: Path) -> Secrets:
    """The secrets of one assignment."""
    lines: dict[str, str] = {}
    for cell in source.cells:
        for number, line in cell.solution_lines():
            _add(lines, line, f"{source.file}:{number}")
    for file in hidden_closure(source.name, root).files:
        for number, line in enumerate((root / file).read_text(encoding="utf-8").splitlines(), start=1):
            _add(lines, line, f"{file}:{number}")
    names = frozenset(check.name for check in checked.checks if check.visibility == "hidden")
    given = [line for cell in source.cells for line in cell.stub.split("\n")]
    return Secrets(lines, names, frozenset(map(_squeeze, given)))


def find_leaks(files: Mapping[str, bytes], secrets: Secrets, root: Path) -> list[Problem]:
    """Search notebooks and test files.

    Args:
        files: path → contents of everything in a release.
    """
    utilities = _utility_lines(root)
    given = "\n".join([*secrets.given, *utilities])
    watched = {line: place for line, place in secrets.lines.items() if line not in given}
    names = _any_of(secrets.names)
    problems = []
    for file, contents in files.items():
        for number, line in enumerate(contents.decode("utf-8", "replace").splitlines(), start=1):
            texts = _json_strings(line) if file.endswith(".ipynb") else [line]
            for message in _leaks_in_line(list(texts), watched, names):
                problems.append(Problem(file, number, message))
    return problems


def find_leaks_in_wheel(entries: Mapping[str, bytes], secrets: Secrets) -> list[Problem]:
    """Search the student wheel.

    Args:
        entries: path in the wheel → contents.
    """
    given = "\n".join(secrets.given)
    watched = {line: place for line, place in secrets.lines.items() if len(line) >= _ANYWHERE and line not in given}
    names = _any_of(secrets.names)
    problems = []
    for file, contents in entries.items():
        lines = contents.decode("utf-8", "replace").splitlines()
        problems += [Problem(file, number, message) for number, message in _copied_lines(lines, watched)]
        for number, line in enumerate(lines, start=1):
            if name := names.search(line):
                problems.append(Problem(file, number, f"The hidden check `{name[0]}` is named here."))
    return problems


def _add(lines: dict[str, str], line: str, place: str) -> None:
    for variant in (line, _COMMENT.sub("", line)):
        squeezed = _squeeze(variant)
        if len(squeezed) >= _WHOLE_LINE:
            lines.setdefault(squeezed, place)


def _any_of(names: frozenset[str]) -> re.Pattern[str]:
    return re.compile("|".join(rf"(?<!\w){name}(?!\w)" for name in sorted(names)) or r"(?!)")


def _squeeze(text: str) -> str:
    return "".join(text.split())


def _utility_lines(root: Path) -> Iterator[str]:
    for path in sorted((root / "lecture08_utils").rglob("*.py")):
        yield from map(_squeeze, path.read_text(encoding="utf-8").splitlines())


def _leaks_in_line(texts: list[str], watched: Mapping[str, str], names: re.Pattern[str]) -> Iterator[str]:
    if name := next(filter(None, map(names.search, texts)), None):
        yield f"The hidden check `{name[0]}` is named here."
    parts = {_squeeze(part) for text in texts for part in text.splitlines()}
    for secret, place in watched.items():
        if secret in parts or (len(secret) >= _ANYWHERE and any(secret in part for part in parts)):
            yield f"This line is secret: it stands in {place}."
            return


def _json_strings(line: str) -> Iterator[str]:
    for literal in _JSON_STRING.findall(line):
        try:
            yield json.loads(literal)
        except ValueError:  # not JSON: somebody broke the file by hand
            yield literal


def _copied_lines(lines: Iterable[str], watched: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    row: list[tuple[int, str]] = []
    for number, line in enumerate(lines, start=1):
        squeezed = _squeeze(line)
        if _ONLY_NAMES.fullmatch(squeezed):
            continue
        place = watched.get(squeezed) or watched.get(_squeeze(_COMMENT.sub("", line)))
        if place is not None:
            row.append((number, place))
            if len(row) == _ROW or len(squeezed) >= _DISTINCTIVE:
                yield row[0][0], f"Secret lines are copied here: they stand in {row[0][1]} and below."
        elif len(squeezed) >= _ANYWHERE:
            row = []
