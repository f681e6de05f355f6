"""releases/<number>/: an edition as it was issued, byte for byte, and the record that holds it to that.

Frozen is what the list says: items, kinds, laws, overlays, and the records that it rests on. The roster, the
signs' filings, orders and the ledger of links live on, since villages merge and codes stay printed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from listgen.catalog.consultation import FOLDER as CONSULTATIONS
from listgen.catalog.diff import KINDS
from listgen.catalog.feedback import FOLDER as FEEDBACK
from listgen.catalog.kinds import FILE as KINDS_FILE
from listgen.catalog.laws import FILE as LAWS
from listgen.catalog.model import ORGANISATION_TYPES
from listgen.catalog.records import FOLDER as ADMISSIONS
from listgen.catalog.roster import OVERLAYS
from listgen.county import EDITION_NUMBER, NONE
from listgen.findings import Finding, Location, error, has_errors
from listgen.project import ProjectFiles
from listgen.sources.fields import Fields
from listgen.sources.signed import is_signed, signed
from listgen.sources.values import Table
from listgen.sources.yaml import load_yaml

FOLDER, RECORD = "releases", "release.yaml"
COUNTY = "county.yaml"
FROZEN = (COUNTY, KINDS_FILE, LAWS, OVERLAYS)
FROZEN_FOLDERS = ("items", ADMISSIONS, CONSULTATIONS, FEEDBACK)
_COUNT, _SHA256 = r"[0-9]{1,6}", r"[0-9a-f]{64}"
_HEAD = """\
# 这一版清单的发布记录，由 listgen release 写成。
# 这个文件夹里的文件不要改、不要添、不要删，动了 check 会发现。
"""


@dataclass(frozen=True, slots=True)
class Count:
    """How many items a list has, by organisation type."""

    kind: str
    title: str
    items: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Release:
    """An edition that was issued. `day` is its own date, `released` when it was frozen.

    `changes` count the changes since the `previous` edition by kind; `files` are SHA-256 by path.
    """

    number: str
    day: date
    released: date
    previous: str
    specimen: bool
    counts: tuple[Count, ...]
    changes: Mapping[str, int]
    files: Mapping[str, str]

    @property
    def rank(self) -> tuple[int, int]:
        """By which editions follow each other."""
        return rank(self.number)

    @property
    def fingerprint(self) -> str:
        """Twelve digits that say which files it is made of."""
        listed = "".join(f"{digest} {path}\n" for path, digest in sorted(self.files.items()))
        return sha256(listed.encode()).hexdigest()[:12]

    @property
    def place(self) -> Location:
        """Its record."""
        return Location(f"{FOLDER}/{self.number}/{RECORD}")


def rank(number: str) -> tuple[int, int]:
    """2026-10 is after 2026-9."""
    year, _, issue = number.partition("-")
    return int(year), int(issue)


def frozen_files(project: ProjectFiles) -> dict[str, bytes]:
    """What of a project is frozen, by path."""
    below = (path for folder in FROZEN_FOLDERS for path in project.below(folder))
    return {path: project.files[path] for path in (*FROZEN, *below) if path in project.files}


def released_files(project: ProjectFiles, number: str) -> dict[str, bytes]:
    """The frozen files of an edition, by the paths that they had in the project."""
    folder = f"{FOLDER}/{number}"
    inside = {path.removeprefix(f"{folder}/"): project.files[path] for path in project.below(folder)}
    return {path: data for path, data in inside.items() if path != RECORD}


def is_released(project: ProjectFiles, number: str) -> bool:
    """Whether the project as it stands is that edition, byte for byte."""
    return frozen_files(project) == released_files(project, number)


def as_released(project: ProjectFiles, number: str) -> ProjectFiles:
    """The project with the edition's files in the place of today's; county.yaml stays today's."""
    living = {path: data for path, data in project.files.items() if path not in frozen_files(project)}
    frozen = released_files(project, number)
    county = {COUNTY: project.files[COUNTY]} if COUNTY in project.files else {}
    return ProjectFiles({**living, **frozen, **county})


def load_releases(project: ProjectFiles) -> tuple[tuple[Release, ...], list[Finding]]:
    """The editions in their order, and every file of one that is not as it was frozen."""
    findings: list[Finding] = []
    releases = []
    for number in dict.fromkeys(path.split("/")[1] for path in project.below(FOLDER)):
        path = f"{FOLDER}/{number}/{RECORD}"
        if path not in project.files:
            findings.append(error("release-without-record", Location(f"{FOLDER}/{number}"), value=number))
            continue
        found: list[Finding] = []
        release = _load(project.files[path], path, found)
        if release and release.number != number:
            found.append(error("release-renamed", Location(path), value=number, expected=release.number))
        if release and not has_errors(found):
            releases.append(release)
            found += _check_files(release, project)
        findings += found
    releases.sort(key=lambda release: release.rank)
    return tuple(releases), [*findings, *(_check_row(releases) if not findings else ())]


def _check_files(release: Release, project: ProjectFiles) -> Iterator[Finding]:
    there = released_files(project, release.number)
    folder = f"{FOLDER}/{release.number}"
    for path in sorted({*there, *release.files}):
        place = Location(f"{folder}/{path}")
        if path not in there:
            yield error("release-file-missing", place, value=path, edition=release.number)
        elif path not in release.files:
            yield error("release-file-extra", place, value=path, edition=release.number)
        elif sha256(there[path]).hexdigest() != release.files[path]:
            if sha256(_unix(there[path])).hexdigest() == release.files[path]:
                yield error("release-line-ends", place, value=path, edition=release.number)
                continue
            yield error("release-file-changed", place, value=path, edition=release.number)


def _unix(data: bytes) -> bytes:
    """With the line ends that it was frozen with."""
    return data.replace(b"\r\n", b"\n")


def _check_row(releases: Iterable[Release]) -> Iterator[Finding]:
    """Each edition follows the one before it: none is lost."""
    before = ""
    for release in releases:
        if release.previous != before:
            yield error("release-missing", release.place, value=release.previous or before)
        before = release.number


def render_release(release: Release) -> bytes:
    """The record as a file; `load_releases` gives the same back."""
    return signed((_HEAD + "".join(f"{line}\n" for line in _lines(release))).encode())


def _lines(release: Release) -> Iterator[str]:
    yield "schema: 1"
    yield f"edition: {release.number}"
    yield f"date: {release.day.isoformat()}"
    yield f"released: {release.released.isoformat()}"
    yield f"previous: {release.previous or NONE}"
    yield f"specimen: {'yes' if release.specimen else 'no'}"
    yield "counts:" if release.counts else "counts: []"
    for count in release.counts:
        items = "".join(f", {type_}: {number}" for type_, number in count.items.items())
        yield f"- {{kind: {count.kind}, title: {_quoted(count.title)}{items}}}"
    yield "changes:" if release.changes else "changes: []"
    yield from (f"- {{kind: {kind}, count: {count}}}" for kind, count in release.changes.items())
    yield "files:"
    yield from (f"- {{path: {_quoted(path)}, sha256: {digest}}}" for path, digest in release.files.items())


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _load(data: bytes, file: str, findings: list[Finding]) -> Release | None:
    if not is_signed(data) and is_signed(_unix(data)):
        findings.append(error("release-line-ends", Location(file), value=file, edition=file.split("/")[1]))
        return None
    if not is_signed(data):
        findings.append(error("release-edited", Location(file), value=file))
        return None
    table, found = load_yaml(data, file)
    findings += found
    if table is None:
        return None
    fields = Fields(table, findings)
    fields.choice("schema", ("1",))
    previous = fields.text("previous", required=True)
    release = Release(
        number=fields.code("edition", EDITION_NUMBER),
        day=fields.day("date", required=True) or date.min,
        released=fields.day("released", required=True) or date.min,
        previous="" if previous == NONE else previous,
        specimen=fields.flag("specimen"),
        counts=tuple(_count(entry, findings) for entry in fields.tables("counts", required=True)),
        changes=dict(_change(entry, findings) for entry in fields.tables("changes", required=True)),
        files=dict(_file(entry, findings) for entry in fields.tables("files", required=True)),
    )
    fields.code("digest", _SHA256)
    fields.finish()
    return release


def _count(table: Table, findings: list[Finding]) -> Count:
    fields = Fields(table, findings)
    items = {type_: _whole(fields, type_) for type_ in ORGANISATION_TYPES}
    count = Count(fields.text("kind", required=True), fields.text("title", required=True), items)
    fields.finish()
    return count


def _change(table: Table, findings: list[Finding]) -> tuple[str, int]:
    fields = Fields(table, findings)
    change = fields.choice("kind", KINDS), _whole(fields, "count")
    fields.finish()
    return change


def _file(table: Table, findings: list[Finding]) -> tuple[str, str]:
    fields = Fields(table, findings)
    file = fields.text("path", required=True), fields.code("sha256", _SHA256)
    fields.finish()
    return file


def _whole(fields: Fields, name: str) -> int:
    text = fields.code(name, _COUNT)
    return int(text) if text.isascii() and text.isdigit() else 0
