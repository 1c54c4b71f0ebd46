"""The folders of Gradescope's container, by its specification."""

from __future__ import annotations

import contextlib
import json
from dataclasses import dataclass
from pathlib import Path

from lecture08_utils.checking.text import one_line


@dataclass(frozen=True)
class Folders:
    """Below ``/autograder``.

    Attributes:
        root: that folder, or another one in its place.
    """

    root: Path

    @property
    def submission(self) -> Path:
        return self.root / "submission"

    @property
    def results(self) -> Path:
        return self.root / "results"

    @property
    def results_json(self) -> Path:
        return self.results / "results.json"

    @property
    def metadata(self) -> Path:
        """Who hands in what, and earlier results with their messages."""
        return self.root / "submission_metadata.json"

    @property
    def private(self) -> list[Path]:
        """What student code must not be able to read, the course aside."""
        return [path for path in (self.submission, self.results, self.metadata) if path.exists()]

    def close(self) -> None:
        """Let nobody but root read what is private."""
        self.results.mkdir(parents=True, exist_ok=True)
        for path in self.private:
            with contextlib.suppress(OSError):  # the sandbox looks again, and refuses what is open
                path.chmod(0o700 if path.is_dir() else 0o600)

    def students(self) -> str:
        """Whose submission it is, for the instructor's log; "" if nothing says so."""
        try:
            users = json.loads(self.metadata.read_bytes())["users"]
            return ", ".join(one_line(user["name"]) for user in users)
        except (OSError, ValueError, LookupError, TypeError, RecursionError):
            return ""
