"""git repositories to try things on, whatever the developer's own configuration says."""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path

_ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    **{f"GIT_{role}_NAME": "Somebody" for role in ("AUTHOR", "COMMITTER")},
    **{f"GIT_{role}_EMAIL": "somebody@example.org" for role in ("AUTHOR", "COMMITTER")},
}


def git(folder: Path, *arguments: str) -> str:
    """What git prints; raises CalledProcessError if it fails."""
    command = ["git", "-C", str(folder), *arguments]
    return subprocess.run(command, env=_ENVIRONMENT, capture_output=True, text=True, check=True).stdout.strip()


def make_repository(folder: Path) -> None:
    """A repository of one commit on ``main``, with everything that is in the folder."""
    git(folder, "init", "-q", "-b", "main", "--template=")
    git(folder, "add", "--all")
    git(folder, "commit", "-q", "-m", "The course")


def refs(folder: Path) -> dict[str, str]:
    """Every ref and the object that it names."""
    lines = git(folder, "for-each-ref", "--format=%(refname) %(objectname)").splitlines()
    return dict(line.split(" ") for line in lines)


def contents(folder: Path, branch: str) -> dict[str, str]:
    """Path → text of everything on a branch."""
    with tempfile.TemporaryDirectory() as scratch:
        git(folder, "clone", "-q", "-b", branch, "--single-branch", str(folder), scratch)
        paths = (Path(scratch, name) for name in git(Path(scratch), "ls-files").splitlines())
        return {path.relative_to(scratch).as_posix(): path.read_text(encoding="utf-8") for path in paths}
