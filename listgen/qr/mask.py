"""Which of the eight masks a symbol gets: ISO/IEC 18004:2015, 7.8.3, on whole symbols held as integers.

A mask only exchanges modules that depend on version and level, so a symbol is made once and the other
seven follow by XOR; qrcode's own choice makes and scores each, which takes ten times as long. Like qrcode,
it scores symbols whose format and version information is still light, so both choose the same mask.
"""

from __future__ import annotations

from functools import lru_cache

from qrcode.image.base import BaseImage
from qrcode.main import QRCode

MASKS = range(8)
Rows = tuple[tuple[bool, ...], ...]

# 1 : 1 : 3 : 1 : 1 with four light modules on one side: what a finder looks like.
_FINDER_LIKE = ("10111010000", "00001011101")


def best_mask(unmasked: Rows, version: int, level: int) -> Rows:
    """The symbol of least penalty; `unmasked` is the one with mask 0, `level` the library's constant."""
    size = len(unmasked)
    lying, standing = _bits(unmasked), _bits(tuple(zip(*unmasked, strict=True)))
    masks = _masks(version, level)
    open_ = ~_information(size, version)  # symmetric, so it serves both directions
    penalties = [penalty((lying ^ across) & open_, (standing ^ down) & open_, size) for across, down in masks]
    chosen = lying ^ masks[penalties.index(min(penalties))][0]
    return tuple(tuple(bool(chosen >> (y * size + x) & 1) for x in range(size)) for y in range(size))


def penalty(lying: int, standing: int, size: int) -> int:
    """Table 11 of the standard; the modules row by row and column by column, a module a bit."""
    dark = lying.bit_count() * 100 / size**2
    return (
        _directed(lying, size)
        + _directed(standing, size)
        + _blocks(lying, size)
        + int(abs(dark - 50) / 5) * 10
    )


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
def _masks(version: int, level: int) -> tuple[tuple[int, int], ...]:
    """For each mask the modules, row by row and column by column, in which it differs from mask 0."""
    symbols = [_symbol(version, level, mask) for mask in MASKS]
    lying = [_bits(symbol) for symbol in symbols]
    standing = [_bits(tuple(zip(*symbol, strict=True))) for symbol in symbols]
    return tuple(
        (across ^ lying[0], down ^ standing[0]) for across, down in zip(lying, standing, strict=True)
    )


@lru_cache
def _information(size: int, version: int) -> int:
    """The modules of format and version information and the dark one (7.9, 7.10), and their mirror images."""
    cells = {(8, y) for y in (*range(6), 7, 8, *range(size - 8, size))}
    if version >= 7:
        cells |= {(x, y) for x in range(6) for y in range(size - 11, size - 8)}
    return sum(1 << (y * size + x) for x, y in cells | {(y, x) for x, y in cells})


def _symbol(version: int, level: int, mask: int) -> Rows:
    code = QRCode[BaseImage](version=version, error_correction=level, border=0, mask_pattern=mask)
    code.add_data("0", optimize=0)
    code.make(fit=False)
    return tuple(tuple(module is True for module in row) for row in code.modules)


def _bits(rows: Rows) -> int:
    """Bit y · size + x is the module at (x, y)."""
    return int("".join("1" if module else "0" for row in reversed(rows) for module in reversed(row)), 2)
