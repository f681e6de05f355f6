"""The fingerprint of values: equal exactly when everything an output is made of is equal.

Values, not files, are hashed: moving a line in a source file or adding a comment changes nothing,
renaming one village changes that village's outputs and no other.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from listgen.findings import Location

_SKIPPED = ("places",)  # where a value stood in its file is not part of what it says
_LONG_LIVED = ("ViewItem", "Kind", "County", "Slot", "HallSlot", "InteriorSlot", "Township", "VillageView")


class Digester:
    """Digests of frozen values. Shared parts (an item worded for many villages) are digested once."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[object, bytes]] = {}

    def of(self, *values: object) -> str:
        """The digest of the values in their order, as hexadecimal text."""
        return hashlib.sha256(b"".join(map(self._encode, values))).hexdigest()

    def _encode(self, value: Any) -> bytes:
        known = self._known.get(id(value))
        if known is not None:
            return known[1]
        encoded = self._build(value)
        if type(value).__name__ in _LONG_LIVED:
            encoded = hashlib.sha256(encoded).digest()
            self._known[id(value)] = (value, encoded)  # keeps the value alive, so its id stays its own
        return encoded

    def _build(self, value: Any) -> bytes:
        if isinstance(value, str):
            return _framed(b"s", value.encode())
        if isinstance(value, bytes):
            return _framed(b"b", hashlib.sha256(value).digest())
        if value is None or isinstance(value, bool | int | float | date):
            return _framed(b"v", repr(value).encode())
        if isinstance(value, Location):
            return b""
        if is_dataclass(value):
            named = ((f.name, getattr(value, f.name)) for f in fields(value) if f.name not in _SKIPPED)
            return _framed(b"d", self._pairs(((type(value).__name__, ""), *named)))
        if isinstance(value, Mapping):
            return _framed(b"m", self._pairs(sorted(value.items())))
        if isinstance(value, tuple | list):
            return _framed(b"t", b"".join(map(self._encode, value)))
        raise TypeError(f"{type(value).__name__} has no digest")

    def _pairs(self, pairs: Iterable[tuple[str, Any]]) -> bytes:
        return b"".join(_framed(b"k", name.encode()) + self._encode(value) for name, value in pairs)


def _framed(tag: bytes, body: bytes) -> bytes:
    return tag + str(len(body)).encode() + b":" + body


@cache
def code_digest() -> str:
    """The digest of listgen's own source: another version of the code makes other outputs."""
    package = Path(__file__).parent.parent
    hashed = hashlib.sha256()
    for path in sorted([*package.rglob("*.py"), *package.rglob("*.dxf")]):
        hashed.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes())
    return hashed.hexdigest()
