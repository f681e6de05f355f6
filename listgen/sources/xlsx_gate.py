"""The gate in front of every workbook reader: what a file may be before anything reads a cell of it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from listgen.findings import Finding, Location, error
from listgen.sources.zipped import BROKEN

MAX_BYTES = 40_000_000
MAX_PARTS = 1000
MAX_INFLATED = 200_000_000  # a roster of 20,000 villages is 40 MB
MAX_RATIO = 200  # of a part above _SMALL; the sheets of such a roster reach 25
_SMALL = 2_000_000
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_XML = (".xml", ".rels", ".vml")
_DECLARED = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_MACROS = re.compile(r"(^|/)(vbaProject|vbaData|macrosheets|dialogsheets|activeX|ctrlProps)", re.IGNORECASE)
_MACRO_TYPE = re.compile(rb"macroEnabled|ms-office\.vbaProject", re.IGNORECASE)
_ELSEWHERE = re.compile(r"(^|/)(externalLinks|connections\.xml|queryTables|embeddings)", re.IGNORECASE)
_TYPES, _BOOK = "[Content_Types].xml", "xl/workbook.xml"


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of a workbook that passed the gate, by their names."""

    file: str
    parts: Mapping[str, bytes]


class _Refused(Exception):
    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.slug)
        self.finding = finding


def open_package(data: bytes, file: str) -> tuple[Package | None, list[Finding]]:
    """The parts of an .xlsx file, or why it is not read: at the first reason, and before any cell."""
    try:
        return Package(file, dict(_parts(data, Location(file)))), []
    except _Refused as refused:
        return None, [refused.finding]
    except BROKEN as fault:
        return None, [error("workbook-broken", Location(file), value=str(fault) or type(fault).__name__)]


def _parts(data: bytes, place: Location) -> Iterator[tuple[str, bytes]]:
    _check_head(data, place)
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        infos = packed.infolist()
        _check_sizes(infos, place)
        names = [info.filename for info in infos]
        _check_names(names, place)
        for info in infos:
            if info.flag_bits & 1:
                raise _Refused(error("workbook-encrypted", place, value=info.filename))
            part = packed.read(info)
            if info.filename.lower().endswith(_XML):
                _check_xml(info.filename, part, place)
            yield info.filename, part


def _check_head(data: bytes, place: Location) -> None:
    if len(data) > MAX_BYTES:
        raise _Refused(error("file-too-large", place, value=len(data), limit=MAX_BYTES))
    if data.startswith(_OLE2):
        if _ENCRYPTED in data:
            raise _Refused(error("workbook-encrypted", place, value="OLE2"))
        raise _Refused(error("workbook-xls", place, value=".xls"))
    if not data.startswith(b"PK\x03\x04"):
        raise _Refused(error("workbook-not-xlsx", place, value=data[:4].hex() or "0"))


def _check_sizes(infos: list[zipfile.ZipInfo], place: Location) -> None:
    """By what the directory says; a part that holds more is cut there and fails its checksum."""
    total = sum(info.file_size for info in infos)
    if len(infos) > MAX_PARTS:
        raise _Refused(error("workbook-too-many-parts", place, value=len(infos), limit=MAX_PARTS))
    if total > MAX_INFLATED:
        raise _Refused(error("workbook-bomb", place, value=total, limit=MAX_INFLATED))
    for info in infos:
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise _Refused(error("workbook-broken", place, value=info.filename))
        if info.file_size > _SMALL and info.file_size > MAX_RATIO * max(info.compress_size, 1):
            raise _Refused(error("workbook-bomb", place, value=info.file_size, limit=_SMALL))


def _check_names(names: list[str], place: Location) -> None:
    if len({name.casefold() for name in names}) < len(names):
        twice = next(name for name in names if [one.casefold() for one in names].count(name.casefold()) > 1)
        raise _Refused(error("workbook-broken", place, value=twice))
    if _TYPES not in names or _BOOK not in names:
        raise _Refused(error("workbook-not-xlsx", place, value=_BOOK))
    for name in names:
        if _MACROS.search(name):
            raise _Refused(error("workbook-macros", place, value=name))
        if _ELSEWHERE.search(name):
            raise _Refused(error("workbook-links", place, value=name))


def _check_xml(name: str, part: bytes, place: Location) -> None:
    if part[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in part[:4]:
        raise _Refused(error("not-a-text-file", place, value="NUL"))
    declared = _DECLARED.search(part)
    if declared:
        raise _Refused(error("xml-entities", place, value=declared[0].decode()))
    if name == _TYPES and _MACRO_TYPE.search(part):
        raise _Refused(error("workbook-macros", place, value=name))
