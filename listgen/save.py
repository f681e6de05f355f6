"""Writing a file so that the old one survives any failure, and the lock that keeps writers apart."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import sys
import time
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_ASIDE = re.compile(r"\.[0-9]+-[0-9a-f]{8}\.listgen\.tmp")
TRIES = 5  # Word and WPS on Windows hold a file open for a moment after closing it


@dataclass(frozen=True, slots=True)
class Saved:
    """A file that was saved: its SHA-256 as hexadecimal text, and its size."""

    sha256: str
    bytes: int


def save(data: bytes, path: Path, tries: int = TRIES) -> None:
    """Replace `path` by `data`: temporary file beside it, then one atomic rename.

    `tries`: how often, with a moment between, where another program has the file open.

    Raises OSError (disk full, or the file is open elsewhere); the old file is then untouched.
    """
    with _replacing(path, tries) as aside:
        aside.write_bytes(data)


def save_pieces(pieces: Iterable[bytes], path: Path) -> Saved:
    """The same for a file too large to be held whole. Raises OSError."""
    hashed, size = hashlib.sha256(), 0
    with saving(path) as file:
        for piece in pieces:
            file.write(piece)
            hashed.update(piece)
            size += len(piece)
    return Saved(hashed.hexdigest(), size)


@contextmanager
def saving(path: Path) -> Iterator[BinaryIO]:
    """A file whose content replaces `path` in the same way once all of it is written."""
    with _replacing(path, TRIES) as aside, aside.open("wb") as stream:
        yield stream


@contextmanager
def _replacing(path: Path, tries: int) -> Iterator[Path]:
    """A name beside `path`; the file that is written under it takes its place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # No longer than any name may be, whatever the file is called.
    aside = path.with_name(
        f".{os.getpid()}-{zlib.crc32(path.name.encode('utf-8', 'surrogatepass')):08x}.listgen.tmp"
    )
    try:
        yield aside
        if path.exists():
            shutil.copymode(path, aside)  # who may read it stays as it was
        _replace(aside, path, tries)
    except BaseException as fault:
        aside.unlink(missing_ok=True)
        if isinstance(fault, OSError) and fault.filename is None:  # the disk is full: of no file
            fault.filename = str(path)
        raise


def is_aside(name: str) -> bool:
    """Whether a name is only given here: a file of that name was left by a process that was killed."""
    return _ASIDE.fullmatch(name) is not None


def _replace(aside: Path, path: Path, tries: int) -> None:
    for attempt in range(tries):
        try:
            os.replace(aside, path)
            return
        except PermissionError:
            if attempt == tries - 1:
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
