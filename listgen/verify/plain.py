"""What is read is a plain file: to open a pipe waits for somebody who writes, perhaps for ever."""

from __future__ import annotations

import stat
from pathlib import Path


def read_plain(path: Path) -> bytes:
    """The content of a file. Raises OSError; FileNotFoundError also where what has its name is no file."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise FileNotFoundError(path)
    return path.read_bytes()
