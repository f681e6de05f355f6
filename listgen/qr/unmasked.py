"""A payload's symbol with mask 0, by qrcode. The links of one county share nearly all of the work.

Parity, interleaving, placement and mask are additions over GF(2). So, the version and the modes being equal,
two symbols differ by the sum of what each differing bit of their payloads changes: a link whose beginning was
met before is its relative's symbol XOR one picture a bit, exactly what qrcode makes of it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from qrcode.exceptions import DataOverflowError
from qrcode.image.base import BaseImage
from qrcode.main import QRCode
from qrcode.util import MODE_8BIT_BYTE, QRData, optimal_data_chunks

from listgen.qr.bits import Square, square_of

Chunk = tuple[int, bytes]  # a mode of qrcode's and what is set in it

NUMERIC_RUN = 10  # digits from which a change to numeric mode saves bits
_TAIL = 8  # characters in which the links of one county differ: the id, its check digit, a slash


class PayloadError(ValueError):
    """The text cannot be a printed link: empty, not printable ASCII, or too long for any version."""


class Unmasked(NamedTuple):
    """A symbol with mask 0, its format information included."""

    version: int
    modules: Square


class _Head(NamedTuple):
    """All of a payload but its tail: the chunks before the last one, and how that one starts."""

    chunks: tuple[Chunk, ...]
    start: bytes


def unmasked(payload: str, level: int) -> Unmasked:
    """The smallest symbol that holds the payload at the library's constant `level`. Raises PayloadError."""
    chunks = tuple((chunk.mode, chunk.data) for chunk in optimal_data_chunks(payload, minimum=NUMERIC_RUN))
    mode, last = chunks[-1]
    if mode != MODE_8BIT_BYTE or len(last) < _TAIL:
        return _made(chunks, level)
    family = _family(_Head(chunks[:-1], last[:-_TAIL]), level)
    return family.member(last[-_TAIL:])


class _Family:
    """Payloads of one length that differ in their last bytes alone."""

    def __init__(self, head: _Head, level: int) -> None:
        self._head = head
        self._level = level
        self._first: tuple[int, Unmasked] | None = None
        self._changes: dict[int, Square] = {}  # what each bit of the tail changes

    def member(self, tail: bytes) -> Unmasked:
        """The symbol of the payload that ends with `tail`."""
        bits = int.from_bytes(tail)
        if self._first is None:
            self._first = bits, self._make(bits)
        first, symbol = self._first
        modules, different = symbol.modules, bits ^ first
        while different:
            bit = different & -different
            if bit not in self._changes:
                self._changes[bit] = self._make(first ^ bit).modules ^ symbol.modules
            modules ^= self._changes[bit]
            different ^= bit
        return Unmasked(symbol.version, modules)

    def _make(self, bits: int) -> Unmasked:
        tail = bits.to_bytes(_TAIL)
        return _made((*self._head.chunks, (MODE_8BIT_BYTE, self._head.start + tail)), self._level)


@lru_cache(maxsize=8)  # one a county and level
def _family(head: _Head, level: int) -> _Family:
    return _Family(head, level)


def _made(chunks: tuple[Chunk, ...], level: int) -> Unmasked:
    code = QRCode[BaseImage](error_correction=level, border=0, mask_pattern=0)
    for mode, data in chunks:
        code.add_data(QRData(data, mode, check_data=False))  # type: ignore[call-overload]
    try:
        code.make(fit=True)
    except (DataOverflowError, ValueError) as overflow:  # qrcode 8 trips over its own version 41
        count = sum(len(data) for _, data in chunks)
        raise PayloadError(f"{count} characters are too many for their level") from overflow
    return Unmasked(code.version, square_of(code.modules))
