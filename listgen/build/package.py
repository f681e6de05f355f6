"""One township's outputs as a zip that can be checked alone: OUT as it is, nothing made anew."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from string import Template
from typing import Any

from listgen.build.errors import Refused
from listgen.build.folder import EXPECTED, MANIFEST, PRIVATE, check_apart, is_unfinished
from listgen.build.json_pieces import read_pieces
from listgen.build.manifest import SCHEMA
from listgen.build.order_jobs import FOLDER as ORDERS
from listgen.build.package_cut import Part, cut_expected, read_part
from listgen.build.package_zip import NOTE, SUMS, PackageZip, township_of
from listgen.build.paper_jobs import TOWNSHIP_FOLDER
from listgen.build.written import sha256
from listgen.county import Edition
from listgen.filenames import owned_name
from listgen.findings import Finding, Location, error
from listgen.resources import shipped
from listgen.save import saving, try_lock

_PROJECT = "county.yaml"
_MARKS = {"specimen": "示例", "unreleased": "未发布"}  # flags of a county, and what its papers then say
_BESIDE = (MANIFEST, SUMS)  # what a package holds and its manifest does not list

Record = dict[str, Any]
Progress = Callable[[int, int], None]


class NoTownship(Exception):
    """There is no such township in OUT (exit 2); `known` are the ids and names that there are."""

    def __init__(self, value: str, known: tuple[str, ...]) -> None:
        super().__init__(value)
        self.value = value
        self.known = known


@dataclass(frozen=True, slots=True)
class Package:
    """A township's zip before it is written: its target, the name of its one folder, and what goes in.

    `header` is the manifest of OUT without its outputs, `entries` those that are taken, sorted by path.
    """

    target: Path
    root: str
    part: Part
    header: Record
    entries: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """The packages to write; none where there are findings: outputs that could not be made."""

    packages: tuple[Package, ...]
    findings: tuple[Finding, ...] = ()


@contextmanager
def held(out: Path) -> Iterator[None]:
    """No build works in OUT meanwhile; nothing is written there.

    Raises Refused `package-locked`. Outputs that were copied without their private folder have no lock.
    """
    path = out / PRIVATE / "lock"
    try:
        lock = os.open(path, os.O_RDWR)
    except FileNotFoundError:
        yield
        return
    except OSError:
        lock = os.open(path, os.O_RDONLY)  # outputs on a disk that cannot be written
    try:
        if not try_lock(lock):
            raise Refused("package-locked", value=str(out))
        yield
    finally:
        os.close(lock)


def plan_packages(out: Path, townships: tuple[str, ...], target: Path | None = None) -> Plan:
    """What `write_package` needs for each township; `target` is for a single one, else beside OUT.

    Raises NoTownship, and Refused: `package-unfinished`, `package-no-outputs`; `package-missing` and
    `package-changed` of the expectation; `package-partial`; `package-inside`, `package-taken` and
    `out-in-project` of a target.
    """
    if is_unfinished(out / PRIVATE):
        raise Refused("package-unfinished", value=str(out))
    header, failed, expected = _read_header(out)
    packages: list[Package] = []
    findings: list[Finding] = []
    for township in dict.fromkeys(townships):
        part = _read_part(out, township, expected)
        if not isinstance(part, Part):
            raise NoTownship(township, part)
        if any(part.id == one.part.id for one in packages):  # by its id, and by its name
            continue
        entries = tuple(entry for entry in _entries(out) if _belongs(entry, part))
        root = _root(part, entries)
        path = target or out.with_name(f"{root}.zip")
        _check_target(path, out, part.id)
        lost = [one for one in failed if one in part.promised or one.startswith(f"{TOWNSHIP_FOLDER}/{root}/")]
        findings += (error("output-failed", Location(one)) for one in lost)
        unmade = sorted(part.promised - {entry["path"] for entry in entries} - {*failed})
        if not lost and (part.partial or unmade):
            first, count = (*part.partial, *unmade)[0], len(part.partial) + len(unmade)
            raise Refused("package-partial", value=first, count=str(count))
        packages.append(Package(path, root, part, header, entries))
    return Plan((), tuple(dict.fromkeys(findings))) if findings else Plan(tuple(packages))


def write_package(out: Path, package: Package, progress: Progress) -> int:
    """Write the zip; how many outputs it holds, the note among them.

    A file that was there stays until all of the new one is written.

    Raises Refused: `package-missing`, `package-changed` for an output that is not as the manifest says.
    """
    made = {EXPECTED: cut_expected(out / EXPECTED, package.part), NOTE: _note(package)}
    note: Record = {"path": NOTE, "kind": "data", "format": "txt", "level": "township"}
    outputs = sorted((*package.entries, note | {"owner": package.part.id}), key=lambda entry: entry["path"])
    with saving(package.target) as stream, PackageZip(stream, package.root) as zipped:
        for done, entry in enumerate(outputs):
            path = entry["path"]
            if path in made:
                outputs[done] = entry | zipped.add(path, made[path])
            else:
                _copy(zipped, out, entry)
            progress(done + 1, len(outputs))
        zipped.finish(package.header | {"township": package.part.id, "outputs": outputs, "failed": []})
    return len(outputs)


def _copy(zipped: PackageZip, out: Path, entry: Record) -> None:
    path = out / entry["path"]
    try:
        if not path.resolve().is_relative_to(out.resolve()):
            raise Refused("package-changed", value=entry["path"])
        if not path.is_file():  # to open a pipe waits for somebody who writes
            raise Refused("package-missing", value=entry["path"])
        with path.open("rb") as source:
            found = zipped.copy(entry["path"], source)
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError) as gone:
        raise Refused("package-missing", value=entry["path"]) from gone
    if found != {name: entry[name] for name in found}:
        raise Refused("package-changed", value=entry["path"])


def _read_header(out: Path) -> tuple[Record, tuple[str, ...], str]:
    """The manifest without its outputs, the paths that failed, and the expectation's SHA-256."""
    header, failed, expected = Record(), list[str](), ""
    try:
        for piece in read_pieces(out / MANIFEST):
            if piece.key == "failed" and piece.at is not None:
                failed.append(piece.value["path"] if isinstance(piece.value, dict) else str(piece.value))
            elif piece.key == "outputs" and piece.at is not None and piece.value["path"] == EXPECTED:
                expected = piece.value["sha256"]
            elif piece.at is None and piece.key not in ("outputs", "failed"):
                header[piece.key] = piece.value
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise Refused("package-no-outputs", value=str(out)) from fault
    if header.get("schema") != SCHEMA or not expected:
        raise Refused("package-no-outputs", value=str(out))
    return header, tuple(failed), expected


def _read_part(out: Path, township: str, expected: str) -> Part | tuple[str, ...]:
    try:
        if (found := sha256(out / EXPECTED)) != expected:
            raise Refused("package-changed" if found else "package-missing", value=EXPECTED)
        return read_part(out / EXPECTED, township)
    except FileNotFoundError as gone:
        raise Refused("package-missing", value=EXPECTED) from gone
    except ValueError as fault:
        raise Refused("package-no-outputs", value=str(out)) from fault


def _entries(out: Path) -> Iterator[Record]:
    """The outputs that the manifest lists, each with all that a copy needs and a path within OUT."""
    for piece in read_pieces(out / MANIFEST):
        if piece.key == "outputs" and piece.at is not None:
            entry = piece.value
            path, whole = entry.get("path"), "sha256" in entry and "bytes" in entry
            if (
                not (whole and isinstance(path, str))
                or {"", ".", ".."} & set(path.split("/"))
                or "\\" in path
            ):
                raise Refused("package-no-outputs", value=str(out))
            yield entry


def _belongs(entry: Record, part: Part) -> bool:
    """Outputs of the township and its villages, and what they need. Orders are between county and shop."""
    path, level, owner = entry["path"], entry.get("level"), entry.get("owner")
    if path in (EXPECTED, *part.pages):
        return True
    if path == NOTE or path.startswith(f"{ORDERS}/"):
        return False
    return (level == "township" and owner == part.id) or (level == "village" and owner in part.villages)


def _root(part: Part, entries: tuple[Record, ...]) -> str:
    """`02-白汀镇`: the folder of the township in OUT, where there is one."""
    paths = (entry["path"].split("/") for entry in entries)
    return next((path[1] for path in paths if path[0] == TOWNSHIP_FOLDER), "") or owned_name(
        part.id, part.name
    )


def _check_target(target: Path, out: Path, township: str) -> None:
    place = target.resolve()
    for folder in place.parents:
        if folder == out.resolve() or (folder / MANIFEST).is_file():
            raise Refused("package-inside", value=str(target))
        if (folder / _PROJECT).is_file():
            check_apart(target, folder)
    if (target.exists() or target.is_symlink()) and township_of(target) != township:
        raise Refused("package-taken", value=str(target))


def _note(package: Package) -> bytes:
    """What the package is and how to check it, for Notepad."""
    part, county = package.part, package.part.county
    day = date.fromisoformat(county["edition_date"])
    text = Template((shipped("templates") / "package" / NOTE).read_text("utf-8")).substitute(
        county=county["name"],
        township=part.name,
        id=part.id,
        root=package.root,
        edition=Edition(county["edition"], day).title,
        day=_day(day),
        as_of=_day(date.fromisoformat(county["as_of"])),
        marks="、".join(mark for flag, mark in _MARKS.items() if county.get(flag)) or "无",
        villages=len(part.villages),
        outputs=len(package.entries) + 1,  # and this note
        beside="、".join(_BESIDE),
    )
    return text.replace("\n", "\r\n").encode("utf-8-sig")


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
