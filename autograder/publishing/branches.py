"""Branches of one commit each, written past the user's index, work tree, configuration and hooks."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import ReportedError

_PERSON = "lecture08 publish <publish@lecture08.invalid>"
_DATE = "1577836800 +0000"
_TRAILER = "Published-tree"
# None of these may have a say: hooks run programs, the encoding goes into the commit, replacements hide commits.
_SETTINGS = ("--no-replace-objects", "-c", f"core.hooksPath={os.devnull}", "-c", "i18n.commitEncoding=UTF-8")


class PublishError(ReportedError):
    """Nothing can be published; the message says why and what to do."""


@dataclass(frozen=True)
class Branch:
    """A branch that is published.

    Attributes:
        subject: first line of its commit's message; one of the marks by which the branch is known again.
    """

    name: str
    subject: str

    @property
    def ref(self) -> str:
        return f"refs/heads/{self.name}"


class Repository:
    """The git repository of a checkout.

    Args:
        root: its top folder.

    Raises:
        PublishError: git is missing, or this is not the top folder of a repository.
    """

    def __init__(self, root: Path):
        self.root = root
        found = self._run("rev-parse", "--show-cdup")
        if found.returncode:
            raise PublishError(
                f"The branches are made in the git repository of the course, and {root} is none that git can use: "
                f"{_said(found.stderr)}. Clone the course, or run `git init` there."
            )
        if _said(found.stdout):
            raise PublishError(
                f"{root} lies inside of another git repository, whose branches are left alone. Clone the course, or "
                "run `git init` there."
            )

    def tip(self, branch: Branch) -> str | None:
        """The commit of a branch, None if there is no such branch.

        Raises:
            PublishError: it is not for us to move, because somebody else made it or works on it.
        """
        found = self._git("cat-file", "--batch-check=%(objectname)", stdin=branch.ref.encode())
        tip = None if found.endswith(" missing") else found
        in_use = f"branch {branch.ref}" in self._git("worktree", "list", "--porcelain").splitlines()
        if in_use:
            raise PublishError(
                f"The branch `{branch.name}` is checked out, so it is left alone. `git worktree list` shows where: "
                "switch to another branch there, and publish again."
            )
        if tip and not self._is_ours(tip, branch):
            raise PublishError(
                f"The branch `{branch.name}` was not made by `lecture08 publish`, or was changed since, so it is left"
                f" alone. Keep it under another name with `git branch -m {branch.name} NAME`, or delete it with "
                f"`git branch -D {branch.name}`, and publish again."
            )
        return tip

    def commit(self, files: Mapping[str, bytes], branch: Branch) -> str:
        """Store files as a commit without a parent; no branch is moved.

        Args:
            files: path → contents.

        Returns:
            The commit's name, which depends on nothing but files and subject.
        """
        tree = self._write_tree(self._write_blobs(files))
        return self._git("commit-tree", tree, stdin=_message(branch, tree).encode(), env=_identity())

    def move(self, changes: Mapping[Branch, tuple[str | None, str]]) -> None:
        """Make branches point to other commits, all of them or none.

        Args:
            changes: branch → the commit it is at, None for a new branch, and the commit it gets.

        Raises:
            PublishError: git refuses, for example because a branch has been moved meanwhile.
        """
        lines = [
            f"update {branch.ref} {new} {old}" if old else f"create {branch.ref} {new}"
            for branch, (old, new) in changes.items()
        ]
        self._git("update-ref", "--stdin", stdin="".join(f"{line}\n" for line in lines).encode(), env=_identity())

    def _is_ours(self, commit: str, branch: Branch) -> bool:
        # A parent would stand between the tree and the author.
        head, _, message = self._git("cat-file", "commit", commit).partition("\n\n")
        tree = head.partition("\n")[0].removeprefix("tree ")
        person = f"{_PERSON} {_DATE}"
        lines = message.splitlines()
        return (
            head == f"tree {tree}\nauthor {person}\ncommitter {person}"
            and lines[:1] == [branch.subject]
            and lines[-1:] == [f"{_TRAILER}: {tree}"]
        )

    def _write_blobs(self, files: Mapping[str, bytes]) -> dict[str, str]:
        # git takes a list of files, not of contents, and a process for each would take a second.
        with tempfile.TemporaryDirectory(prefix="lecture08-publish-") as folder:
            for number, contents in enumerate(files.values()):
                Path(folder, str(number)).write_bytes(contents)
            paths = "".join(f"{Path(folder, str(number))}\n" for number in range(len(files)))
            made = self._git("hash-object", "-w", "--no-filters", "--stdin-paths", stdin=paths.encode())
        return dict(zip(files, made.splitlines(), strict=True))

    def _write_tree(self, blobs: Mapping[str, str]) -> str:
        entries: list[str] = []
        folders: dict[str, dict[str, str]] = {}
        for path, blob in blobs.items():
            name, _, below = path.partition("/")
            if below:
                folders.setdefault(name, {})[below] = blob
            else:
                entries.append(f"100644 blob {blob}\t{name}\0")
        entries += [f"040000 tree {self._write_tree(below)}\t{name}\0" for name, below in folders.items()]
        return self._git("mktree", "-z", stdin="".join(entries).encode())

    def _git(self, *arguments: str, stdin: bytes = b"", env: Mapping[str, str] | None = None) -> str:
        done = self._run(*arguments, stdin=stdin, env=env)
        if done.returncode:
            raise PublishError(f"`git {arguments[0]}` failed in {self.root}: {_said(done.stderr)}")
        return _said(done.stdout)

    def _run(
        self, *arguments: str, stdin: bytes = b"", env: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        # A hook or an alias sets GIT_DIR and its like, which lead to another repository.
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        command = ["git", "-C", str(self.root), *_SETTINGS, *arguments]
        try:
            return subprocess.run(
                command, input=stdin, env=inherited | dict(env or {}), capture_output=True, check=False
            )
        except FileNotFoundError:
            raise PublishError("The branches are made with git, which is not on the PATH: install it.") from None


def _said(output: bytes) -> str:
    return output.decode("utf-8", "replace").strip()


def _message(branch: Branch, tree: str) -> str:
    why = "Author and dates are always the same, so that the same sources give the same commit."
    return f"{branch.subject}\n\n{why}\n\n{_TRAILER}: {tree}\n"


def _identity() -> dict[str, str]:
    name, _, email = _PERSON.rstrip(">").partition(" <")
    person = {"NAME": name, "EMAIL": email, "DATE": _DATE}
    return {f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in person.items()}
