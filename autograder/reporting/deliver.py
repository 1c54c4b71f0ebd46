"""Feedback pages packed as platforms take them: one zip, nbgrader's tree, Moodle's zip."""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

from autograder.errors import ReportedError
from autograder.grading.intake import owners_in
from autograder.grading.layouts import Owner
from autograder.grading.recognise import Marks

# The earliest that a zip can say: the same pages make the same bytes.
_TIME = (1980, 1, 1, 0, 0, 0)


class NotOfMoodle(ReportedError):
    """What was named is no download from Moodle."""


def write_zip(target: Path, files: Mapping[str, Path]) -> None:
    """Put files into a zip, of which a reader sees the old one or all of the new one.

    Args:
        files: name in the zip → where it is.
    """
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        with zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, path in sorted(files.items()):
                archive.writestr(zipfile.ZipInfo(name, _TIME), path.read_bytes(), zipfile.ZIP_DEFLATED)
        os.replace(temporary, target)
    finally:
        temporary.unlink(missing_ok=True)


def nbgrader_files(names: Mapping[str, str], assignment: str) -> dict[str, str]:
    """Student → path in a tree that takes the place of ``feedback/`` in a course of nbgrader's.

    Args:
        names: student → name of their folder, which is what nbgrader calls them.
    """
    return {student: f"{name}/{assignment}/{assignment}.html" for student, name in names.items()}


def moodle_files(stems: Mapping[str, str], assignment: str, names: Mapping[str, Owner]) -> dict[str, str]:
    """Student → path in a zip for Moodle's "Upload multiple feedback files in a zip".

    Moodle finds a student by the number in the folder's name, ``Jane Doe_12345_assignsubmission_file_``
    (``mod/assign/feedback/file/importziplib.php``).

    Args:
        names: student → as the download from Moodle has it. Others get a folder of their name, which Moodle skips.
    """
    files = {}
    for student, stem in stems.items():
        owner = names.get(student)
        # It cuts at the first "_", which it has replaced in names itself.
        folder = f"{_plain(owner.name)}_{owner.key}_assignsubmission_file_" if owner else stem
        files[student] = f"{folder}/{assignment}_feedback.html"
    return files


def names_in_moodle(download: Path, marks: Marks) -> dict[str, Owner]:
    """Student → name and number, from what was downloaded from Moodle.

    Raises:
        NotOfMoodle: no name in it is as Moodle writes them.
        NoSubmissions: it cannot be read.
    """
    names = {student: owner for student, owner in owners_in(download, marks).items() if _is_of_moodle(owner)}
    if not names:
        raise NotOfMoodle(
            f"{download} is no download from Moodle: no name in it is like Jane Doe_12345_assignsubmission_file_. "
            "Name the zip or the folder that was graded."
        )
    return names


def _is_of_moodle(owner: Owner) -> bool:
    return owner.key.isdigit() and owner.is_numbered


def _plain(name: str) -> str:
    return re.sub(r'[/\\<>:"|?*_\x00-\x1f]', " ", name).strip() or "participant"
