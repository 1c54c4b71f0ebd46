"""Whose a folder of a Gradescope export is, as the list beside the folders says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import yaml

from .files import HandedInFile, UnreadableFile

METADATA_OF_GRADESCOPE = "submission_metadata.yml"


@dataclass(frozen=True)
class Owner:
    """A student as a layout names them.

    Attributes:
        name: without what the platform added.
        key: what tells students of the same name apart; empty where the name is all there is.
        full: the name with enough of what the platform added to be the student's alone.
    """

    name: str
    key: str = ""
    full: str = ""

    @property
    def is_numbered(self) -> bool:
        """Whether a platform gave a number, or a login, which is nobody else's."""
        return self.full == f"{self.name}_{self.key}"


def submitters(entries: Iterable[HandedInFile]) -> dict[str, list[Owner]]:
    """Folder of a Gradescope export → whose it is; empty if there is no list of names, or one that is broken."""
    for entry in entries:
        if entry.parts == (METADATA_OF_GRADESCOPE,):
            try:
                return _read_submitters(entry.read().decode("utf-8", "replace"))
            except UnreadableFile:
                return {}
    return {}


def _read_submitters(text: str) -> dict[str, list[Owner]]:
    # The file also holds what the tests of all submissions printed: megabytes, for which a parser of YAML takes
    # minutes. What is needed are lines of one form.
    found: dict[str, list[Owner]] = {}
    folder, people, is_inside = "", list[dict[str, str]](), False
    for line in [*text.splitlines(), "submission_end:"]:
        if re.match(r"submission_\w+:", line):
            if people:
                found[folder] = [_submitter(person, folder) for person in people]
            folder, people = line.partition(":")[0], []
        elif re.match(r"  :\w+:", line):
            is_inside = line.strip() == ":submitters:"
        elif is_inside and (match := re.match(r"  (?P<new>-| ) :(?P<field>name|sid|email): ?(?P<value>.*)", line)):
            if match["new"] == "-":
                people.append({})
            if people:
                people[-1][match["field"]] = _scalar(match["value"])
    return found


def _scalar(text: str) -> str:
    try:
        # Resolves nothing: a name may look like a number, or like a date that there is not.
        value = yaml.load(text[:1000], Loader=yaml.BaseLoader)
    except (yaml.YAMLError, ValueError, RecursionError):
        value = text
    return value.strip() if isinstance(value, str) else text.strip()


def _submitter(person: Mapping[str, str], folder: str) -> Owner:
    name = person.get("name") or person.get("email") or folder
    key = person.get("sid") or person.get("email") or folder
    return Owner(name, key, f"{name}_{key}")
