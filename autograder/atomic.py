"""Files that are never half written."""

from __future__ import annotations

import os
from pathlib import Path


def write_atomically(target: Path, text: str) -> None:
    """Replace a file by `text` at once: a reader sees the old contents or the new, whatever happens meanwhile."""
    # A lone surrogate, from a file name that is not UTF-8, becomes the escape that JSON has for it.
    write_bytes_atomically(target, text.encode("utf-8", "backslashreplace"))


def write_bytes_atomically(target: Path, content: bytes) -> None:
    """`write_atomically` for bytes."""
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        temporary.write_bytes(content)
        os.replace(temporary, target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
