"""A Word file or a workbook as a package: its parts, and what it may not carry. Only zipfile and lxml."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from lxml import etree

from listgen.findings import Finding, Location, error

STAMP = (1980, 1, 1, 0, 0, 0)  # a zip's first day: nothing of the clock
MAX_INFLATED = 200_000_000
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_ACTIVE = ("vbaproject", "activex", "/embeddings/", "macros", "altchunk", "afchunk", "customui")


# zipfile tells of a broken file in all these ways.
_NO_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    EOFError,
    LookupError,
    OverflowError,
    lzma.LZMAError,
    struct.error,
)


class PackageError(Exception):
    """No readable package."""


def read_parts(data: bytes, place: Location) -> tuple[dict[str, bytes], list[Finding]]:
    """The parts by name, and what is wrong with the zip itself. Raises PackageError."""
    findings = []
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            entries = package.infolist()
            if sum(entry.file_size for entry in entries) > MAX_INFLATED:
                raise PackageError("size")
            if any(entry.date_time != STAMP for entry in entries):
                findings.append(error("package-clock", place))
            names = [entry.filename for entry in entries]
            if len(set(names)) != len(names):
                raise PackageError("names")
            parts = {entry.filename: package.read(entry) for entry in entries}
    except _NO_ZIP as problem:
        raise PackageError(type(problem).__name__) from problem
    return parts, findings


def parse_parts(parts: dict[str, bytes]) -> dict[str, etree._Element]:
    """All XML parts. Raises PackageError; a DOCTYPE is refused, since Word itself never writes one."""
    trees = {}
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    for name, part in parts.items():
        if name.endswith((".xml", ".rels")):
            if b"<!DOCTYPE" in part:
                raise PackageError(f"{name}: DOCTYPE")
            try:
                trees[name] = etree.fromstring(part, parser)
            except etree.XMLSyntaxError as problem:
                raise PackageError(name) from problem
    return trees


def check_package(
    parts: dict[str, bytes], trees: dict[str, etree._Element], place: Location, links: bool = False
) -> Iterator[Finding]:
    """Macros, embedded programs, and anything fetched from outside. `links`: a page may be linked to."""
    for name in sorted(parts):
        if any(word in f"/{name.lower()}" for word in _ACTIVE):
            yield error("package-active", place, value=name)
    types = parts.get("[Content_Types].xml", b"")
    if b"macroEnabled" in types or b"vbaProject" in types:
        yield error("package-active", place, value="[Content_Types].xml")
    for name in sorted(trees):
        for relationship in trees[name].iter(_RELATIONSHIP):
            linked = links and relationship.get("Type", "").endswith("/hyperlink")
            if relationship.get("TargetMode") == "External" and not linked:
                yield error("package-external", place, value=str(relationship.get("Target", "")))
