"""A payload as a QR symbol (ISO/IEC 18004): the smallest version that holds it at the level asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from qrcode.constants import ERROR_CORRECT_H, ERROR_CORRECT_L, ERROR_CORRECT_M, ERROR_CORRECT_Q
from qrcode.exceptions import DataOverflowError
from qrcode.image.base import BaseImage
from qrcode.main import QRCode

from listgen.qr.mask import best_mask

QUIET_ZONE = 4  # modules on each side, ISO/IEC 18004:2015, 9.1

# The library's constants are bit patterns, not an order: levels are letters here.
_LEVELS = {"L": ERROR_CORRECT_L, "M": ERROR_CORRECT_M, "Q": ERROR_CORRECT_Q, "H": ERROR_CORRECT_H}
_NUMERIC_RUN = 10  # digits from which a change to numeric mode saves bits


class PayloadError(ValueError):
    """The text cannot be a printed link: empty, not printable ASCII, or too long for any version."""


@dataclass(frozen=True, slots=True)
class Symbol:
    """Modules row by row from the top, True = dark; the quiet zone is not in it."""

    size: int
    rows: tuple[tuple[bool, ...], ...]
    version: int
    level: str

    def runs(self) -> tuple[tuple[int, int, int], ...]:
        """Dark runs as (x, y, length) in modules, y counted from the top."""
        return tuple(run for y, row in enumerate(self.rows) for run in _runs_of(row, y))


@lru_cache(maxsize=512)  # a link is drawn on its sign and in each of its code files
def encode(payload: str, level: str = "Q") -> Symbol:
    """The symbol of `payload` at error correction `level` (L, M, Q or H).

    Raises PayloadError; KeyError for another level.
    """
    if not payload:
        raise PayloadError("empty payload")
    if not (payload.isascii() and payload.isprintable() and " " not in payload):
        raise PayloadError(f"not a link of printable ASCII characters: {payload!r}")
    code = QRCode[BaseImage](error_correction=_LEVELS[level], border=0, mask_pattern=0)
    code.add_data(payload, optimize=_NUMERIC_RUN)
    try:
        code.make(fit=True)
    except (DataOverflowError, ValueError) as overflow:  # qrcode 8 trips over its own version 41
        raise PayloadError(f"{len(payload)} characters are too many for level {level}") from overflow
    unmasked = tuple(tuple(module is True for module in row) for row in code.modules)
    rows = best_mask(unmasked, code.version, _LEVELS[level])
    return Symbol(len(rows), rows, code.version, level)


def _runs_of(row: tuple[bool, ...], y: int) -> Iterator[tuple[int, int, int]]:
    x = 0
    for dark, modules in groupby(row):
        length = len(list(modules))
        if dark:
            yield x, y, length
        x += length
