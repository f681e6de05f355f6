"""Which of the eight masks a symbol gets: ISO/IEC 18004:2015, 7.8.3, on whole symbols held as integers.

A mask only exchanges modules that depend on version and level, so a symbol is made once and the other
seven follow by XOR; qrcode's own choice makes and scores each, which takes ten times as long. Like qrcode,
it scores symbols whose format and version information is still light, so both choose the same mask.
"""

from __future__ import annotations

from functools import lru_cache

from qrcode.image.base import BaseImage
from qrcode.main import QRCode

from listgen.qr.bits import Square, square_of

MASKS = range(8)

# 1 : 1 : 3 : 1 : 1 with four light modules on one side: what a finder looks like.
_FINDER_LIKE = ("10111010000", "00001011101")


def best_mask(modules: Square, version: int, level: int) -> int:
    """The symbol of least penalty, row by row; `modules` has mask 0, `level` is the library's constant."""
    size = 17 + 4 * version
    open_ = ~_information(size, version)  # symmetric, so it serves both directions
    symbols = [modules ^ change for change in _masks(version, level)]
    penalties = [penalty(Square(one.lying & open_, one.standing & open_), size) for one in symbols]
    return symbols[penalties.index(min(penalties))].lying


def penalty(modules: Square, size: int) -> int:
    """Table 11 of the standard."""
    dark = modules.lying.bit_count() * 100 / size**2
    directed = _directed(modules.lying, size) + _directed(modules.standing, size)
    return directed + _blocks(modules.lying, size) + int(abs(dark - 50) / 5) * 10


def _directed(modules: int, size: int) -> int:
    """Runs of five and more, and finder-like patterns, along the rows."""
    alike = ~(modules ^ (modules >> 1)) & _columns(size, size - 1)
    five = alike & alike >> 1 & alike >> 2 & alike >> 3
    runs = (five & ~(five >> 1)).bit_count()
    found = 0
    for pattern in _FINDER_LIKE:
        starts = _columns(size, size - 10)
        for step, module in enumerate(pattern):
            starts &= modules >> step if module == "1" else ~(modules >> step)
        found += starts.bit_count()
    return five.bit_count() + 2 * runs + 40 * found


def _blocks(modules: int, size: int) -> int:
    """Blocks of two by two of one colour."""
    alike = ~(modules ^ (modules >> 1)) & _columns(size, size - 1)
    below = ~(modules ^ (modules >> size)) & ((1 << size * (size - 1)) - 1)
    return 3 * (alike & alike >> size & below).bit_count()


@lru_cache
def _columns(size: int, count: int) -> int:
    """The first `count` modules of every row."""
    row = (1 << count) - 1
    return sum(row << (y * size) for y in range(size))


@lru_cache
def _masks(version: int, level: int) -> tuple[Square, ...]:
    """For each mask the modules in which it differs from mask 0."""
    symbols = [_symbol(version, level, mask) for mask in MASKS]
    return tuple(symbol ^ symbols[0] for symbol in symbols)


@lru_cache
def _information(size: int, version: int) -> int:
    """The modules of format and version information and the dark one (7.9, 7.10), and their mirror images."""
    cells = {(8, y) for y in (*range(6), 7, 8, *range(size - 8, size))}
    if version >= 7:
        cells |= {(x, y) for x in range(6) for y in range(size - 11, size - 8)}
    return sum(1 << (y * size + x) for x, y in cells | {(y, x) for x, y in cells})


def _symbol(version: int, level: int, mask: int) -> Square:
    code = QRCode[BaseImage](version=version, error_correction=level, border=0, mask_pattern=mask)
    code.add_data("0", optimize=0)
    code.make(fit=False)
    return square_of(code.modules)
