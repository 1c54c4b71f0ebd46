"""The cells of a submission, in the size of a page.

Of stored outputs, text and PNG pictures are taken; HTML, scripts and SVG never. What goes beyond a page's bounds is
left out, and the page says so.
"""

from __future__ import annotations

import base64
import binascii
import json
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lecture08_utils.checking import Assignment
from lecture08_utils.checking.text import plain_text
from lecture08_utils.notebooks.matching import MatchedCell, match_cells
from lecture08_utils.notebooks.reading import NotebookCell, read_notebook

MOST_CELLS = 400
_LONGEST_CELL = 30_000
_LONGEST_OUTPUT = 4_000
_MOST_OUTPUTS = 10  # of a cell
_LARGEST_PICTURE = 1_500_000  # bytes
_WIDEST_PICTURE = 6_000  # pixels
_WIDE = 90  # characters
_PNG = b"\x89PNG\r\n\x1a\n"


@dataclass
class Allowance:
    """What one page may still hold: characters of cells and of outputs, bytes and number of pictures."""

    source: int = 400_000
    text: int = 100_000
    picture_bytes: int = 4_000_000
    pictures: int = 40


@dataclass(frozen=True)
class Output:
    """One stored output.

    Attributes:
        text: what it says; for a picture empty.
        picture: base64 of a PNG; else empty.
        is_error: it is a traceback or was written to stderr.
    """

    text: str = ""
    picture: str = ""
    is_error: bool = False


@dataclass(frozen=True)
class ShownCell:
    """One cell of a page.

    Attributes:
        index: its place in the notebook, from 0.
        role: of the release: prose, stub, check, manual; "" where a student's editor dropped it.
        outputs: of prose, pictures that were pasted into it.
        left_out: what of it is not shown, as a sentence; mostly empty.
    """

    index: int
    kind: str
    source: str
    question: str | None
    role: str
    outputs: tuple[Output, ...] = ()
    left_out: str = ""

    @property
    def is_wide(self) -> bool:
        """Whether its lines may need scrolling, which the keyboard must reach."""
        return any(len(line) > _WIDE for line in self.source.split("\n"))


@dataclass(frozen=True)
class ShownNotebook:
    """The cells of a page, and where on it a question is answered.

    Attributes:
        answers: question → index of the cell that answers it, the last one if there are several.
        answer_code: question → its answer cells, joined.
        cells_left_out: how many cells are not shown.
    """

    cells: tuple[ShownCell, ...]
    answers: Mapping[str, int]
    answer_code: Mapping[str, str] = field(default_factory=dict)
    cells_left_out: int = 0


def shown_notebook(content: bytes, assignment: Assignment) -> ShownNotebook:
    """What a page shows of a notebook.

    Raises:
        UnreadableNotebook: it is none.
    """
    cells = read_notebook(content)
    raw = _raw_cells(content, len(cells))
    allowance = Allowance()
    matched = match_cells(cells, assignment)
    questions = {cell.index: cell.question for cell in matched}
    answers = answer_cells(cells, matched, assignment)
    shown = [
        _shown(cell, raw[cell.index], questions.get(cell.index), allowance)
        for cell in cells[:MOST_CELLS]
        if cell.source.strip()
    ]
    last = {question: indices[-1] for question, indices in answers.items()}
    return ShownNotebook(tuple(shown), last, _joined(cells, answers), max(0, len(cells) - MOST_CELLS))


def answer_code(content: bytes, assignment: Assignment) -> Mapping[str, str]:
    """Question → the code that answers it.

    Raises:
        UnreadableNotebook: the content is no notebook.
    """
    cells = read_notebook(content)
    return _joined(cells, answer_cells(cells, match_cells(cells, assignment), assignment))


def answer_cells(
    cells: Sequence[NotebookCell], matched: Sequence[MatchedCell], assignment: Assignment
) -> dict[str, list[int]]:
    """Question → the indices of the cells that answer it, in their order; questions without any are left out."""
    found: dict[str, list[int]] = {}
    for question in assignment.questions:
        names = set(question.defines)
        own = [cell.index for cell in matched if cell.question == question.id and cell.is_stub]
        binding = [cell.index for cell in matched if cell.binds & names]
        tagged = [cell.index for cell in cells if _tag(cell, "question") == question.id]
        by_hand = [index for index in tagged if _tag(cells[index], "role") == "manual"]
        answers = sorted({*own, *binding}) or by_hand or tagged[-1:]
        if places := [index for index in answers if index < len(cells)]:
            found[question.id] = places
    return found


def _joined(cells: Sequence[NotebookCell], answers: Mapping[str, Sequence[int]]) -> dict[str, str]:
    return {
        question: "\n".join(cells[index].source for index in indices if cells[index].is_code)[:_LONGEST_CELL]
        for question, indices in answers.items()
    }


def _tag(cell: NotebookCell, key: str) -> str:
    ours = cell.metadata.get("lecture08")
    value = ours.get(key) if isinstance(ours, dict) else None
    return value if isinstance(value, str) else ""


def _raw_cells(content: bytes, count: int) -> list[dict[str, Any]]:
    """The cells with their outputs; empty ones for a notebook of an older format."""
    tree = json.loads(content.decode("utf-8-sig"))
    return tree["cells"] if tree.get("nbformat") == 4 else [{} for _ in range(count)]


def _shown(cell: NotebookCell, raw: Mapping[str, Any], question: str | None, allowance: Allowance) -> ShownCell:
    role = _tag(cell, "role")
    room = min(_LONGEST_CELL, allowance.source)
    source = printable(cell.source, room) if room else ""
    allowance.source -= len(source)
    missing = []
    if len(cell.source) > room:
        missing.append(f"the cell has {len(cell.source):,} characters, of which {room:,} are shown")
    outputs: tuple[Output, ...] = ()
    if cell.is_code and role != "check":
        outputs, left_out = _outputs(raw.get("outputs"), allowance)
        if left_out:
            missing.append(f"{left_out} outputs are not shown: too many, too large, or neither text nor PNG")
    if cell.kind == "markdown":
        outputs = _attached(raw.get("attachments"), allowance)
    sentence = "; ".join(missing)
    return ShownCell(cell.index, cell.kind, source, question, role, outputs, sentence[:1].upper() + sentence[1:])


def printable(source: str, length: int) -> str:
    """Code or prose without what reorders or hides letters; it keeps its indentation."""
    text = source[:length].replace("\r\n", "\n").replace("\r", "\n").expandtabs(4)
    return plain_text(text, length)


def _outputs(stored: Any, allowance: Allowance) -> tuple[tuple[Output, ...], int]:
    """What can be shown, and how many outputs cannot."""
    items = stored if isinstance(stored, list) else []
    shown = [output for item in items[:_MOST_OUTPUTS] if (output := _output(item, allowance))]
    return tuple(shown), len(items) - len(shown)


def _attached(stored: Any, allowance: Allowance) -> tuple[Output, ...]:
    """Pictures that were pasted into prose."""
    bundles = list(stored.values())[:_MOST_OUTPUTS] if isinstance(stored, dict) else []
    found = [_picture(bundle.get("image/png"), allowance) for bundle in bundles if isinstance(bundle, dict)]
    return tuple(Output(picture=picture) for picture in found if picture)


def _output(item: Any, allowance: Allowance) -> Output | None:
    if not isinstance(item, dict):
        return None
    data = item.get("data")
    if isinstance(data, dict):
        if picture := _picture(data.get("image/png"), allowance):
            return Output(picture=picture)
        return _text(data.get("text/plain"), allowance)
    if isinstance(item.get("traceback"), list):
        lines = [line for line in item["traceback"][:100] if isinstance(line, str)]
        return _text("\n".join(lines), allowance, is_error=True)
    return _text(item.get("text"), allowance, is_error=item.get("name") == "stderr")


def _text(text: Any, allowance: Allowance, is_error: bool = False) -> Output | None:
    room = min(_LONGEST_OUTPUT, allowance.text)
    cleaned = printable(_one_text(text, 2 * _LONGEST_OUTPUT), 2 * _LONGEST_OUTPUT)
    if len(cleaned) > room:
        cleaned = cleaned[:room] + " …"
    if not cleaned.strip() or not room:
        return None
    allowance.text -= len(cleaned)
    return Output(cleaned, is_error=is_error)


def _picture(encoded: Any, allowance: Allowance) -> str:
    """Base64 of a PNG that is one and fits, else ""."""
    encoded = _one_text(encoded, 2 * _LARGEST_PICTURE)
    if not encoded or len(encoded) > 1.4 * _LARGEST_PICTURE:
        return ""
    try:
        picture = base64.b64decode("".join(encoded.split()), validate=True)
    except (binascii.Error, ValueError):
        return ""
    fits = len(picture) <= min(_LARGEST_PICTURE, allowance.picture_bytes) and allowance.pictures > 0
    if not fits or not _is_png(picture):
        return ""
    allowance.picture_bytes -= len(picture)
    allowance.pictures -= 1
    return base64.b64encode(picture).decode("ascii")


def _is_png(picture: bytes) -> bool:
    """Whether these bytes begin as a PNG that no browser needs gigabytes for."""
    if len(picture) < 33 or not picture.startswith(_PNG) or picture[12:16] != b"IHDR":
        return False
    width, height = struct.unpack(">II", picture[16:24])
    return bool(0 < width <= _WIDEST_PICTURE and 0 < height <= _WIDEST_PICTURE)


def _one_text(text: Any, most: int) -> str:
    """A text that the format may hold in lines; no more of it than that."""
    if isinstance(text, list):
        parts, size = [], 0
        for line in text:
            if not isinstance(line, str) or size > most:
                break
            parts.append(line)
            size += len(line)
        return "".join(parts)
    return text if isinstance(text, str) else ""
