"""The files in a zip, listed and read without trusting it.

Nothing is extracted, and nothing larger than a notebook may be is read.
"""

from __future__ import annotations

import calendar
import io
import stat
import zipfile
from collections.abc import Callable, Iterable

from .files import (
    MAX_FILES,
    MAX_NOTEBOOK_BYTES,
    REPOSITORY,
    HandedInFile,
    Kind,
    UnreadableCollection,
    UnreadableFile,
    is_ignored,
    read_nothing,
    too_large,
)
from .names import shown

_MAX_FILES_OF_ONE_ZIP = 10_000
_DEEPEST = 30
# A notebook full of one repeated line shrinks by about 100; only a bomb beats that over a megabyte.
_MAX_RATIO = 200
_RATIO_FREE_BYTES = 10**6


def zip_entries(archive: zipfile.ZipFile) -> list[HandedInFile]:
    """The files in a zip; `archive` must stay open while they are read.

    Raises:
        UnreadableCollection: the zip holds far more files than a class hands in.
    """
    entries = _members(archive.infolist(), lambda member: _read_member(archive, member))
    if len(entries) > MAX_FILES:
        raise UnreadableCollection(f"holds more than {MAX_FILES} files")
    return entries


def entries_inside(zipped: HandedInFile) -> list[HandedInFile]:
    """The files in a zip that a student handed in, below the path of the zip; nothing is kept in memory.

    Raises:
        UnreadableFile: it is no zip, a damaged one, or holds too much.
    """
    content = zipped.read()
    # Each member has one such signature, so that this bounds what zipfile makes of the file before it does so.
    if content.count(b"PK\x01\x02") > _MAX_FILES_OF_ONE_ZIP:
        raise UnreadableFile(f"The zip holds more than {_MAX_FILES_OF_ONE_ZIP} files: zip the notebook alone.")

    def read(member: zipfile.ZipInfo) -> bytes:
        with _opened_zip(zipped.read()) as archive:
            return _read_member(archive, member)

    with _opened_zip(content) as archive:
        entries = _members(archive.infolist(), read, zipped.whole or zipped.parts)
    above = len(zipped.whole or zipped.parts)
    return [entry.seen_as((*zipped.parts, *entry.parts[above:])) for entry in entries]


def _opened_zip(content: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except Exception:  # a damaged directory of a zip raises more than BadZipFile
        raise UnreadableFile("The zip is damaged, or is none: zip the notebook again.") from None


def _members(
    members: Iterable[zipfile.ZipInfo], read: Callable[[zipfile.ZipInfo], bytes], above: tuple[str, ...] = ()
) -> list[HandedInFile]:
    entries: list[HandedInFile] = []
    folders, used = set(), set()
    for member in members:
        parts = _parts(member)
        if REPOSITORY in parts:
            folders.add(parts[: parts.index(REPOSITORY) + 1])
            continue
        plain = tuple(part for part in parts if part not in ("..", "."))
        if is_ignored(plain):
            # A student with hidden files alone is a student all the same.
            visible = next(place for place, part in enumerate(plain) if is_ignored((part,)))
            folders |= {plain[:visible]} - {()}
            continue
        if not plain:
            continue
        if member.filename.endswith(("/", "\\")):
            folders.add(parts)
        else:
            used |= {parts[:end] for end in range(1, len(parts))}
            entries.append(_zip_entry(member, (*above, *parts), read))
    used |= {parts[:end] for parts in folders for end in range(1, len(parts))}
    for parts in sorted(folders - used):
        kind: Kind = "repository" if parts[-1] == REPOSITORY else "empty"
        entries.append(HandedInFile((*above, *parts), 0, read_nothing, kind))
    return sorted(entries, key=lambda entry: entry.parts)


def _parts(member: zipfile.ZipInfo) -> tuple[str, ...]:
    # Some Windows programs write backslashes into zips.
    path = member.filename.replace("\\", "/")
    # A name may have 64 kB, and each of its folders is listed: what is deeper counts as the file's name.
    parts = path.split("/", _DEEPEST)
    return tuple(part for part in parts if part != "")


def _zip_entry(
    member: zipfile.ZipInfo, parts: tuple[str, ...], read: Callable[[zipfile.ZipInfo], bytes]
) -> HandedInFile:
    problem = _zip_problem(member)
    if "/" in parts[-1]:
        problem = f"It lies in more than {_DEEPEST} folders; zip the notebook alone."
    if ".." in parts:
        problem = f"Its path {shown('/'.join(parts))!r} leads out of the zip; zip it again with plain names."

    def read_checked() -> bytes:
        if problem:
            raise UnreadableFile(problem)
        return read(member)

    return HandedInFile(parts, _seconds(member.date_time), read_checked, "unusable" if problem else "file")


def _read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    try:
        with archive.open(member) as file:
            content = file.read(MAX_NOTEBOOK_BYTES + 1)
    except Exception as error:  # what zipfile, zlib, bz2 and lzma raise has no other common base
        raise UnreadableFile(f"This part of the zip is damaged ({error}); zip it again.") from None
    if len(content) > MAX_NOTEBOOK_BYTES:
        raise too_large(len(content), member.filename)
    return content


def _seconds(date_time: tuple[int, ...]) -> float:
    try:
        return calendar.timegm((*date_time, 0, 0, 0))
    except ValueError:  # some programs write month 0
        return 0.0


def _zip_problem(member: zipfile.ZipInfo) -> str:
    kind = stat.S_IFMT(member.external_attr >> 16)
    if kind == stat.S_IFLNK:
        return "The file is a link; hand in the notebook itself."
    if kind not in (0, stat.S_IFREG):
        return "This is not a regular file; hand in the notebook itself."
    if member.flag_bits & 1:
        return "This part of the zip is encrypted; zip it again without a password."
    # Python unpacks the others without a bound: 50 kB of bzip2 may be 60 GB, whatever the zip claims.
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "This part of the zip is packed in a way that is not read here; zip it again as usual (deflate)."
    if member.file_size > MAX_NOTEBOOK_BYTES:
        return str(too_large(member.file_size, member.filename))
    if member.file_size > max(_RATIO_FREE_BYTES, _MAX_RATIO * member.compress_size):
        return f"The zip claims to shrink this file more than {_MAX_RATIO} times, as no notebook does."
    return ""
