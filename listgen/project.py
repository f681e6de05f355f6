"""A county project on disk, read once."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from listgen.findings import Finding, Location, error

MAX_FILE_BYTES = 40_000_000
MAX_PROJECT_BYTES = 400_000_000
LEDGER = "links.jsonl"
UNFINISHED = ".listgen-edit"  # where an edit of several files stands until all of them are in place
MAX_LEDGER_BYTES = 200_000_000  # it grows for ever and can never be cut: 700,000 links
FOLDERS = ("items", "records", "templates", "assets", "orders", "releases")
ROOT_FILES = (
    "county.yaml",
    "kinds.yaml",
    "laws.yaml",
    "townships.csv",
    "villages.csv",
    "overlays.csv",
    "rooms.csv",
    "honours.csv",
    "cleanup.csv",
    LEDGER,
)
_YAML = re.compile(r"([^.].*)\.ya?ml(\.txt)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ProjectFiles:
    """The bytes of a project, by path relative to it with `/`. Nothing reads the folder again."""

    files: Mapping[str, bytes]

    def below(self, folder: str) -> tuple[str, ...]:
        """The paths of a folder, sorted."""
        return tuple(sorted(path for path in self.files if path.startswith(folder + "/")))


def read_project(folder: Path) -> tuple[ProjectFiles, list[Finding]]:
    """The files of a county project. A missing folder, a link or a giant file is a finding."""
    if not (folder / "county.yaml").is_file():
        return ProjectFiles({}), [
            error("not-a-project", Location(folder.name), value=folder.name or str(folder))
        ]
    files: dict[str, bytes] = {}
    findings = list(_unread(folder))
    if (folder / UNFINISHED / "files.json").exists():
        findings.append(error("edit-unfinished", Location(folder.name), value=UNFINISHED))
    for path in _paths(folder):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            findings.append(error("link-in-project", Location(name), value=name))
        elif path.stat().st_size > (limit := MAX_LEDGER_BYTES if name == LEDGER else MAX_FILE_BYTES):
            facts = {"value": path.stat().st_size, "limit": limit}
            findings.append(error("file-too-large", Location(name), **facts))
        else:
            files[name] = path.read_bytes()
    total = sum(map(len, files.values()))
    if total > MAX_PROJECT_BYTES:
        findings.append(
            error("project-too-large", Location(folder.name), value=total, limit=MAX_PROJECT_BYTES)
        )
    return ProjectFiles(files), findings


def _unread(folder: Path) -> Iterator[Finding]:
    """What stands where a file should and would be passed over: a link, a folder, another spelling."""
    for name in (*ROOT_FILES, *FOLDERS):
        path = folder / name
        if path.is_symlink() and not path.is_file():  # a link to a file is found among the files
            yield error("link-in-project", Location(name), value=name)
        elif path.exists() and path.is_dir() is not (name in FOLDERS):
            yield error("file-not-read", Location(name), value=name, name=name)
    for path in folder.iterdir():
        name = path.name.casefold().removesuffix(".txt")
        if name in ROOT_FILES and not (folder / name).exists():
            yield error("file-not-read", Location(path.name), value=path.name, name=name)
    for name in ("items", "records"):
        for path in sorted((folder / name).rglob("*")):
            match = _YAML.fullmatch(path.name)
            if match and path.suffix != ".yaml":
                place = path.relative_to(folder).as_posix()
                yield error("file-not-read", Location(place), value=path.name, name=f"{match[1]}.yaml")


def _paths(folder: Path) -> list[Path]:
    found = [folder / name for name in ROOT_FILES if (folder / name).is_file()]
    for name in FOLDERS:
        found += _below(folder / name)
    return sorted(
        path for path in found if not any(part.startswith(".") for part in path.parts[len(folder.parts) :])
    )


def _below(folder: Path) -> Iterator[Path]:
    """The files below a folder, and the links. Raises OSError for a folder that may not be read."""
    if not folder.is_dir():
        return
    for directory, folders, files in os.walk(folder, onerror=_refuse):
        paths = (Path(directory, name) for name in (*folders, *files))
        yield from (path for path in paths if path.is_file() or path.is_symlink())


def _refuse(fault: OSError) -> None:
    raise fault
