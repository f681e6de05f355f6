"""A symbol as a one-bit PNG whose modules are whole pixels, for screens and Word papers."""

from __future__ import annotations

import struct
import zlib

from listgen.qr.symbol import QUIET_ZONE, Symbol

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
ONE_BIT_GREY = (1, 0, 0, 0, 0)  # depth, colour type, compression, filters, interlace
_NO_FILTER = b"\0"  # a filter makes rows that repeat larger, not smaller
_PER_METRE = 1


def render_png(symbol: Symbol, pixels_per_module: int, module: float, level: int = -1) -> bytes:
    """The symbol with its quiet zone; `module` is the mm of one where the picture has its own size,
    `level` zlib's.

    No time stamp: the bytes depend on the symbol and its size alone.
    """
    if pixels_per_module < 1:
        raise ValueError(f"{pixels_per_module} pixels a module")
    side = (symbol.size + 2 * QUIET_ZONE) * pixels_per_module
    blank = _row((False,) * symbol.size, pixels_per_module, side) * QUIET_ZONE
    rows = [_row(row, pixels_per_module, side) for row in symbol.rows]
    per_metre = round(pixels_per_module / module * 1000)
    return framed(side, side, ONE_BIT_GREY, per_metre, b"".join((blank, *rows, blank)), level)


def framed(
    across: int, down: int, kind: tuple[int, ...], per_metre: int, rows: bytes | memoryview, level: int = -1
) -> bytes:
    """The file of these filtered rows. `kind` is depth, colour type, compression, filters and interlace."""
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", across, down, *kind)),
        (b"pHYs", struct.pack(">IIB", per_metre, per_metre, _PER_METRE)),
        (b"IDAT", zlib.compress(rows, level)),
        (b"IEND", b""),
    )
    return _SIGNATURE + b"".join(_chunk(name, body) for name, body in chunks)


def _row(modules: tuple[bool, ...], pixels_per_module: int, side: int) -> bytes:
    """A row of modules as that many equal rows of pixels, eight a byte, the leftmost first; light is 1."""
    quiet = (False,) * QUIET_ZONE
    # Replacing in bytes takes a tenth of joining a text module by module.
    light = bytes((*quiet, *modules, *quiet)).replace(b"\0", b"1" * pixels_per_module)
    digits = light.replace(b"\1", b"0" * pixels_per_module)
    width = -(-side // 8)
    return (_NO_FILTER + int(digits.ljust(8 * width, b"0"), 2).to_bytes(width)) * pixels_per_module


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
