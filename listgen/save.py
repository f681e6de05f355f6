"""Writing a file so that the old one survives any failure, and the lock that keeps writers apart."""

from __future__ import annotations

import os
import shutil
import sys
import time
from pathlib import Path

_TRIES = 5  # Word and WPS on Windows hold a file open for a moment after closing it


def save(data: bytes, path: Path) -> None:
    """Replace `path` by `data`: temporary file beside it, then one atomic rename.

    Raises OSError (disk full, or the file is open elsewhere); the old file is then untouched.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        aside.write_bytes(data)
        if path.exists():
            shutil.copymode(path, aside)  # who may read it stays as it was
        _replace(aside, path)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise


def _replace(aside: Path, path: Path) -> None:
    for attempt in range(_TRIES):
        try:
            os.replace(aside, path)
            return
        except PermissionError:
            if attempt == _TRIES - 1:
                raise
            time.sleep(0.1 * (attempt + 1))


if sys.platform == "win32":
    import msvcrt

    def try_lock(handle: int) -> bool:
        """Lock an open file for this process; False where another has it."""
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def try_lock(handle: int) -> bool:
        """Lock an open file for this process; False where another has it."""
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
