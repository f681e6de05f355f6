"""Whether a file in OUT is still as it was written."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

MISSING, TOUCHED = "file-missing", "file-changed"


def harm(path: str, size: int) -> str:
    """Whether a file is missing, or not of the size that was written; '' where it is neither."""
    try:
        return "" if os.stat(path).st_size == size else TOUCHED
    except OSError:
        return MISSING


def sha256(path: Path) -> str:
    """The digest of a file's content; '' where there is no such file."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
