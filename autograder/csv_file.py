"""CSV files as spreadsheets and platforms write them: with commas, semicolons or tabs, in UTF-8 or UTF-16."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from .errors import ReportedError

# At the head of a file, Excel needs it to read UTF-8.
BOM = "\ufeff"
_MAX_BYTES = 10**8
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True)
class CsvFile:
    """A CSV file with a header.

    Attributes:
        header: names of the columns, without blanks around them; empty if nothing stands in the file.
        rows: number and cells of each other line that holds something.
        delimiter: between cells.
    """

    header: list[str]
    rows: list[tuple[int, list[str]]]
    delimiter: str


def read_csv(path: Path, error: type[ReportedError]) -> CsvFile:
    """Read a CSV file.

    Args:
        error: what to raise where that fails; the message says why.
    """
    try:
        with open(path, "rb") as file:
            content = file.read(_MAX_BYTES + 1)
    except OSError as problem:
        raise error(f"{path} cannot be read: {problem.strerror}") from None
    if len(content) > _MAX_BYTES:
        raise error(f"{path} has more than {_MAX_BYTES / 1e6:.0f} MB")
    try:
        text = content.decode("utf-16" if content.startswith(_UTF_16) else "utf-8-sig")
    except UnicodeDecodeError:
        raise error(f'{path} is not UTF-8 text; in a spreadsheet, save it as "CSV UTF-8"') from None
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        lines = [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except csv.Error as problem:
        raise error(f"{path}, line {reader.line_num}: {problem}") from None
    header = [name.strip() for name in lines[0][1]] if lines else []
    return CsvFile(header, lines[1:], delimiter)


def read_decimal(text: str) -> float | None:
    """A number with a decimal point or comma; None if it is none."""
    try:
        return float(text.strip().replace(",", "."))
    except ValueError:
        return None


def read_rows(path: Path, columns: Sequence[str], error: type[ReportedError]) -> Iterator[tuple[int, dict[str, str]]]:
    """Number and cells, by column in small letters, of each line of a CSV file that holds something.

    Args:
        columns: that there must be; others may be there.
        error: what to raise where the file cannot be read, or lacks a column.
    """
    file = read_csv(path, error)
    found = [name.lower() for name in file.header]
    if missing := [column for column in columns if column not in found]:
        raise error(f"{path}, line 1: no column {', '.join(missing)}; the first line must be {','.join(columns)}")
    for line, row in file.rows:
        padded = row + [""] * (len(found) - len(row))
        yield line, dict(zip(found, padded, strict=False))
