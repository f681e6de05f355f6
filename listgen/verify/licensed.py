"""The faces that a county supplies, read by verify itself, each held to its recorded digest."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path, PurePath

from listgen.findings import Finding, Location, error

RECORDS = "assets/faces/faces.toml"


@dataclass(frozen=True, slots=True)
class Font:
    """A font file; `index` is the place of the face in a collection."""

    data: bytes = field(repr=False)
    index: int = 0


def read_licensed(project: Path) -> Iterator[Font | Finding]:
    """The faces of assets/faces/faces.toml, and what is not as recorded; nothing without the file."""
    path = project / RECORDS
    if not path.is_file():
        return
    try:
        records = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except (OSError, ValueError) as problem:
        yield error("project-unreadable", Location(RECORDS), value=str(problem)[:120])
        return
    for role, record in records.items():
        yield _font(path.parent, role, record)


def _font(folder: Path, role: str, record: object) -> Font | Finding:
    record = record if isinstance(record, dict) else {}
    name, pinned, index = record.get("file", ""), record.get("sha256", ""), record.get("index", 0)
    place = Location(f"{PurePath(RECORDS).parent.as_posix()}/{name}")
    path = folder / str(name)
    if PurePath(str(name)).name != name or path.is_symlink() or not path.is_file():
        return error("project-face", place, value="", role=role, pinned=pinned)
    data = path.read_bytes()
    found = sha256(data).hexdigest()
    if found != str(pinned).strip().lower() or not isinstance(index, int):
        return error("project-face", place, value=found, role=role, pinned=pinned)
    return Font(data, index)
