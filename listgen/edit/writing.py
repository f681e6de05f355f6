"""How a project is changed: by one program at a time, and never over what somebody else wrote meanwhile."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from listgen.edit.errors import Refused
from listgen.edit.together import finish
from listgen.save import save, try_lock

LOCK = ".listgen-lock"


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Keep every other edit out of a project, and finish one that was cut off.

    Raises Refused `edit-locked` where one is at work.
    """
    if not (folder / "county.yaml").is_file():  # reading it will say so
        yield
        return
    path = folder / LOCK
    handle = os.open(path, os.O_CREAT | os.O_RDWR)
    try:
        if not try_lock(handle) or not _is_file_of(path, handle):
            raise Refused("edit-locked", value=folder.name)
        try:
            finish(folder)
            yield
        finally:
            with suppress(OSError):  # Windows keeps a file that is open
                path.unlink()
    finally:
        os.close(handle)


def _is_file_of(path: Path, handle: int) -> bool:
    """Whether the locked file is still the one at `path`, and not one that its holder has just deleted."""
    try:
        return os.path.samestat(path.stat(), os.fstat(handle))
    except FileNotFoundError:
        return False


def save_over(before: bytes, after: bytes, path: Path) -> None:
    """Save `after`, unless the file is no longer `before`. Raises Refused `changed-meanwhile`."""
    if (path.read_bytes() if path.is_file() else b"") != before:
        raise Refused("changed-meanwhile", value=path.name)
    save(after, path)
