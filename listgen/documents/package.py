"""The zip of a Word file: read behind a gate, written with the same bytes every time.

`zipfile` stamps entries with the clock and costs more than filling a booklet does; here the parts that
never change are deflated once, and stretches of the others where they are found again (`filling`).
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from listgen.sources.zipped import BROKEN

MAX_BYTES = 20_000_000
MAX_PARTS = 500

_LOCAL = struct.Struct("<IHHHHHIIIHH")
_CENTRAL = struct.Struct("<IHHHHHHIIIHHHHHII")
_END = struct.Struct("<IHHHHIIH")
_DATE = 1 << 5 | 1  # 1980-01-01, the first a zip knows
_STORED, _DEFLATED = 0, 8


class PackageError(ValueError):
    """The bytes are no package that may be read."""


def read_parts(data: bytes) -> dict[str, bytes]:
    """The parts of a package by name, in its order. Raises PackageError for a broken or a bloated one."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if len(entries) > MAX_PARTS or len({entry.filename for entry in entries}) < len(entries):
                raise PackageError("too many parts, or one twice")
            return _inflate(archive, entries)
    except BROKEN as fault:
        raise PackageError(str(fault)) from fault


def _inflate(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> dict[str, bytes]:
    parts: dict[str, bytes] = {}
    left = MAX_BYTES
    for entry in entries:
        with archive.open(entry) as stream:
            parts[entry.filename] = stream.read(left + 1)  # counted as it comes: headers may lie
        left -= len(parts[entry.filename])
        if left < 0:
            raise PackageError(f"more than {MAX_BYTES} bytes")
    return parts


def write_parts(parts: Mapping[str, bytes]) -> bytes:
    """A package of these parts, in this order."""
    return Package(parts).fill(())


@dataclass(frozen=True, slots=True)
class Packed:
    """A part ready for the zip: its method, the bytes that stand there, and what they are when unpacked."""

    method: int
    data: bytes
    crc: int
    size: int


def deflated(data: bytes, level: int) -> Packed:
    """A part, made smaller."""
    deflater = zlib.compressobj(level, zlib.DEFLATED, -15)
    return Packed(_DEFLATED, deflater.compress(data) + deflater.flush(), zlib.crc32(data), len(data))


def stored(data: bytes) -> Packed:
    """A part as it is: pictures are small already."""
    return Packed(_STORED, data, zlib.crc32(data), len(data))


class Package:
    """Constant parts, deflated once; `fill` adds those that vary."""

    def __init__(self, constant: Mapping[str, bytes]) -> None:
        parts = ((part, deflated(data, 9)) for part, data in constant.items())
        self._body, self._directory, self._count = _entries(parts, 0)

    def fill(self, parts: Iterable[tuple[str, Packed]]) -> bytes:
        """The package with these parts after the constant ones."""
        body, directory, count = _entries(parts, len(self._body))
        directory, count = self._directory + directory, self._count + count
        start = len(self._body) + len(body)
        end = _END.pack(0x06054B50, 0, 0, count, count, len(directory), start, 0)
        return b"".join((self._body, body, directory, end))


def _entries(parts: Iterable[tuple[str, Packed]], start: int) -> tuple[bytes, bytes, int]:
    """Local entries from offset `start` on, their lines of the central directory, and how many."""
    body: list[bytes] = []
    directory: list[bytes] = []
    for part, packed in parts:
        name = part.encode("ascii")
        facts = (packed.method, 0, _DATE, packed.crc, len(packed.data), packed.size, len(name), 0)
        body += (_LOCAL.pack(0x04034B50, 20, 0, *facts), name, packed.data)
        directory += (_CENTRAL.pack(0x02014B50, 20, 20, 0, *facts, 0, 0, 0, 0, start), name)
        start += _LOCAL.size + len(name) + len(packed.data)
    return b"".join(body), b"".join(directory), len(directory) // 2
