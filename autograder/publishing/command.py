"""`lecture08 publish`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from autograder.release import AuthoringError, inspect_release

from .branches import Repository
from .reference import REFERENCE, reference_files
from .student import STUDENT, find_branch_leaks, student_files

HOW_TO_PUSH = """\
Nothing was pushed. To push both: git push <remote> student reference
To push again later, add --force-with-lease: each branch's single commit is replaced.
`reference` holds the solutions and hidden checks: where students can read, push `student` alone.\
"""


@dataclass(frozen=True)
class Published:
    """A branch after publishing."""

    name: str
    commit: str
    change: Literal["created", "updated", "unchanged"]


def publish(root: Path, report: Callable[[str], None]) -> list[Published]:
    """Make the branches ``student`` and ``reference`` from the sources in `root`, both or neither.

    Args:
        report: called with a sentence for people before the step that takes long.

    Raises:
        PublishError: `root` is not a git repository, or a branch is not for us to move.
        AuthoringError: the release is out of date, or a secret would get out.
        ToolError: see `inspect_release`.
    """
    repository = Repository(root)
    tips = {branch: repository.tip(branch) for branch in (STUDENT, REFERENCE)}
    report("The release is made once more, to see whether it is up to date; this takes about a minute.")
    release = inspect_release(None, root)
    if release.problems:
        raise AuthoringError(release.problems)
    contents = {STUDENT: student_files(release, root), REFERENCE: reference_files(release, root)}
    if leaks := find_branch_leaks(contents[STUDENT], release, root):
        raise AuthoringError(leaks)
    commits = {branch: repository.commit(files, branch) for branch, files in contents.items()}
    changes = {branch: (tip, commits[branch]) for branch, tip in tips.items() if tip != commits[branch]}
    repository.move(changes)
    return [Published(branch.name, commits[branch], _change(tip, commits[branch])) for branch, tip in tips.items()]


def _change(tip: str | None, commit: str) -> Literal["created", "updated", "unchanged"]:
    if tip is None:
        return "created"
    return "unchanged" if tip == commit else "updated"
