"""What was written, with which fingerprint: appended per chunk, so that an interrupted build goes on."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from listgen.save import save


@dataclass(frozen=True, slots=True)
class Entry:
    """One written output: its path below OUT, what it was made of, and what it is."""

    path: str
    fingerprint: str
    sha256: str
    bytes: int


def read_journal(path: Path) -> dict[str, Entry]:
    """The last entry of each path. A line torn by a crash ends the reading; nothing after it is trusted."""
    entries: dict[str, Entry] = {}
    try:
        lines = path.read_text("utf-8", "replace").splitlines()
    except FileNotFoundError:
        return entries
    for line in lines:
        entry = _entry(line)
        if entry is None:
            break
        entries[entry.path] = entry
    return entries


def _entry(line: str) -> Entry | None:
    """The entry of a line. None for one that no build wrote: a path out of OUT would be removed there."""
    try:
        record: dict[str, Any] = json.loads(line)
        path, made_of, sha256, size = (record[name] for name in ("path", "fingerprint", "sha256", "bytes"))
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    texts = all(isinstance(text, str) for text in (path, made_of, sha256))
    if not texts or not isinstance(size, int) or {"", ".", ".."} & set(path.split("/")):
        return None
    return Entry(path, made_of, sha256, size)


def append(path: Path, entries: Iterable[Entry]) -> None:
    """Add entries durably: flushed to the disk once, not once a file."""
    with path.open("ab") as journal:
        journal.write("".join(_line(entry) for entry in entries).encode())
        journal.flush()
        os.fsync(journal.fileno())


def rewrite(path: Path, entries: Iterable[Entry]) -> None:
    """Replace the journal by these entries alone."""
    save("".join(_line(entry) for entry in entries).encode(), path)


def _line(entry: Entry) -> str:
    return json.dumps(asdict(entry), ensure_ascii=False, sort_keys=True) + "\n"
