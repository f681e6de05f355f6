"""A payload as a QR symbol (ISO/IEC 18004): the smallest version that holds it at the level asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from qrcode.constants import ERROR_CORRECT_H, ERROR_CORRECT_L, ERROR_CORRECT_M, ERROR_CORRECT_Q

from listgen.qr.bits import Rows, rows_of
from listgen.qr.mask import best_mask
from listgen.qr.unmasked import PayloadError, unmasked

__all__ = ["QUIET_ZONE", "PayloadError", "Symbol", "encode"]

QUIET_ZONE = 4  # modules on each side, ISO/IEC 18004:2015, 9.1

# The library's constants are bit patterns, not an order: levels are letters here.
_LEVELS = {"L": ERROR_CORRECT_L, "M": ERROR_CORRECT_M, "Q": ERROR_CORRECT_Q, "H": ERROR_CORRECT_H}
_DARK = re.compile(b"\1+")


@dataclass(frozen=True, slots=True)
class Symbol:
    """Modules row by row from the top, True = dark; the quiet zone is not in it."""

    size: int
    rows: Rows
    version: int
    level: str

    def runs(self) -> tuple[tuple[int, int, int], ...]:
        """Dark runs as (x, y, length) in modules, y counted from the top."""
        return tuple(
            (run.start(), y, run.end() - run.start())
            for y, row in enumerate(self.rows)
            for run in _DARK.finditer(bytes(row))
        )


@lru_cache(maxsize=512)  # a link is drawn on its sign and in each of its code files
def encode(payload: str, level: str = "Q") -> Symbol:
    """The symbol of `payload` at error correction `level` (L, M, Q or H).

    Raises PayloadError; KeyError for another level.
    """
    if not payload:
        raise PayloadError("empty payload")
    if not (payload.isascii() and payload.isprintable() and " " not in payload):
        raise PayloadError(f"not a link of printable ASCII characters: {payload!r}")
    version, modules = unmasked(payload, _LEVELS[level])
    size = 17 + 4 * version
    return Symbol(size, rows_of(best_mask(modules, version, _LEVELS[level]), size), version, level)
