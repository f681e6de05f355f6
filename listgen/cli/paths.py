"""Paths as they were typed, and as they have to be typed."""

from __future__ import annotations

import os
from pathlib import Path


def absolute(path: Path) -> Path:
    """The whole path, so that `.` and `..` have a name."""
    return Path(os.path.abspath(path))


def quoted(path: Path) -> str:
    """As it has to be typed."""
    return f'"{path}"' if " " in str(path) else str(path)
