"""The faces of a county: the shipped ones, its own licensed ones of assets/faces/, its drawn characters."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Any

from listgen.findings import Finding, Location, error, has_errors, warn
from listgen.project import ProjectFiles
from listgen.resources import shipped
from listgen.sources.gate import decode
from listgen.typeset.drawn import Drawn, load_glyph
from listgen.typeset.faces import FaceFile, Faces, read_faces
from listgen.typeset.font import FontError, embedding_bits, lacking, names_of
from listgen.typeset.svg import SvgError

FOLDER, GLYPHS = "assets/faces", "assets/glyphs"
RECORDS = f"{FOLDER}/faces.toml"
FONTS = (".otf", ".ttf", ".ttc")
_ROLE = re.compile(r"[a-z][a-z0-9-]{0,30}")
_NEEDED = ("file", "name", "sha256")
_OPTIONAL = ("index", "licence")
_FILE = re.compile(r"[^/\\.][^/\\]*\.(otf|ttf|ttc)", re.IGNORECASE)
_AT_LINE = re.compile(r"\(at line (\d+), column \d+\)")


def load_faces(
    project: ProjectFiles, fallback: tuple[tuple[str, str], ...] = ()
) -> tuple[Faces, list[Finding]]:
    """Every face that signs may use; a county's own takes the place of a shipped one of its role."""
    faces = read_faces(shipped("fonts"))
    own, findings = _own_faces(project)
    replaced = {file.role for file in own}
    for file in faces.files:
        if file.role in replaced:
            place = _place(project, file.role)
            name = next(one.name for one in own if one.role == file.role)
            findings.append(warn("face-replaced", place, value=file.role, shipped=file.name, name=name))
    kept = tuple(file for file in faces.files if file.role not in replaced)
    faces = Faces((*kept, *own))
    drawn, found = _drawn_characters(project, faces)
    known = set(faces.roles)
    allowed = tuple(pair for pair in fallback if set(pair) <= known and pair[0] != pair[1])
    return Faces(faces.files, drawn, allowed), findings + found


def _own_faces(project: ProjectFiles) -> tuple[tuple[FaceFile, ...], list[Finding]]:
    records, findings = _records(project)
    own: list[FaceFile] = []
    for role, record in records.items():
        found = _check_record(role, record, _place(project, role))
        if not found:
            face, found = _own_face(project, role, record)
            own += [face] if face else []
        findings += found
    named = {str(record.get("file")) for record in records.values() if isinstance(record, dict)}
    findings += _unrecorded(project, named)
    return tuple(own), findings


def _records(project: ProjectFiles) -> tuple[Mapping[str, Any], list[Finding]]:
    """faces.toml as mappings by role."""
    if RECORDS not in project.files:
        return {}, []
    text, findings = decode(project.files[RECORDS], RECORDS)
    if has_errors(findings):
        return {}, findings
    try:
        return tomllib.loads(text), findings
    except (tomllib.TOMLDecodeError, RecursionError) as fault:
        at = _AT_LINE.search(str(fault))
        line = int(at[1]) if at else text.count("\n") + 1
        return {}, [*findings, error("toml-syntax", Location(RECORDS, line=line), value=str(fault))]


def _check_record(role: str, record: object, place: Location) -> list[Finding]:
    """What keeps a record from naming a face at all."""
    if not _ROLE.fullmatch(role) or not isinstance(record, dict):
        return [error("bad-face-record", place, value=role, problem="role")]
    findings = []
    for key in (key for key in _NEEDED if key not in record):
        findings.append(error("bad-face-record", place, value=key, problem="missing"))
    for key, value in record.items():
        if key not in (*_NEEDED, *_OPTIONAL):
            findings.append(error("bad-face-record", place, value=key, problem="unknown"))
        elif key == "index":
            if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 1000:
                findings.append(error("bad-face-record", place, value=f"{key} = {value}", problem="index"))
        elif not isinstance(value, str) or not value.strip():
            findings.append(error("bad-face-record", place, value=key, problem="text"))
    if not findings and not _FILE.fullmatch(record["file"]):
        findings.append(error("bad-face-record", place, value=record["file"], problem="file"))
    return findings


def _own_face(
    project: ProjectFiles, role: str, record: dict[str, Any]
) -> tuple[FaceFile | None, list[Finding]]:
    place, path = _place(project, role), f"{FOLDER}/{record['file']}"
    data = project.files.get(path)
    if data is None:
        return None, [error("face-missing", place, value=path, role=role)]
    digest = sha256(data).hexdigest()
    if digest != record["sha256"].strip().lower():
        facts = {"value": digest, "pinned": record["sha256"], "name": record["file"]}
        return None, [error("face-changed", place, **facts)]
    index = record.get("index", 0)
    findings = _check_font(data, index, record["name"], Location(path))
    if has_errors(findings):
        return None, findings
    return FaceFile(role, record["name"], digest, data, index, own=True), findings


def _check_font(data: bytes, index: int, name: str, place: Location) -> list[Finding]:
    try:
        names = names_of(data, index)
        missing = lacking(data, index)
        embedding = embedding_bits(data, index)
    except FontError as fault:
        return [error("bad-font", place, value=fault.value or name, problem=fault.problem)]
    findings = []
    if name not in names:
        findings.append(error("face-of-another-name", place, value=name, faces="、".join(names)))
    if missing:
        findings.append(error("face-not-simplified", place, value=missing, name=name))
    if embedding:
        findings.append(warn("face-embedding", place, value=f"fsType 0x{embedding:04X}", name=name))
    return findings


def _unrecorded(project: ProjectFiles, named: set[str]) -> Iterator[Finding]:
    """A font that lies there and is not used: whoever put it there believes that it is."""
    for path in project.below(FOLDER):
        name = PurePosixPath(path).name
        if name.lower().endswith(FONTS) and path.removeprefix(f"{FOLDER}/") not in named:
            digest = sha256(project.files[path]).hexdigest()
            yield warn("face-not-recorded", Location(path), value=name, sha256=digest)


def _place(project: ProjectFiles, role: str) -> Location:
    """Where the record of a role begins."""
    text = project.files.get(RECORDS, b"").decode("utf-8", "replace")
    head = re.compile(rf"\s*(\[\s*)?[\"']?{re.escape(role)}[\"']?\s*[\].=]")
    lines = (number for number, line in enumerate(text.splitlines(), 1) if head.match(line))
    return Location(RECORDS, line=next(lines, 0))


def _drawn_characters(project: ProjectFiles, faces: Faces) -> tuple[tuple[Drawn, ...], list[Finding]]:
    """The county's own outlines of characters that no face has."""
    drawn: list[Drawn] = []
    findings: list[Finding] = []
    for path in project.below(GLYPHS):
        name = path.removeprefix(f"{GLYPHS}/")
        try:
            glyph = load_glyph(name, project.files[path])
            if glyph.role not in faces.roles:
                raise SvgError("a folder that is no face", glyph.role)
        except SvgError as fault:
            facts = {
                "value": fault.value or name,
                "problem": fault.problem,
                "choices": "、".join(faces.roles),
            }
            findings.append(error("bad-glyph", Location(path), **facts))
            continue
        if faces.face(glyph.role).has(glyph.char):
            findings.append(warn("glyph-not-needed", Location(path), value=glyph.char))
        else:
            drawn.append(glyph)
    return tuple(drawn), findings
