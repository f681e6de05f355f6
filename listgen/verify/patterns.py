"""What the standard fixes of a symbol's modules: patterns, format, version and remainder bits.

Error correction covers none of them, a decoder makes do with what it finds of them, and another decoder does
not. Clauses are ISO/IEC 18004:2015's.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Modules = NDArray[np.bool_]  # dark is True; rows from the top, without the quiet zone

_LEVELS = {"L": 0b01, "M": 0b00, "Q": 0b11, "H": 0b10}  # 7.9.1
_FORMAT_GENERATOR, _FORMAT_CHECK, _FORMAT_MASK = 0b10100110111, 10, 0b101010000010010  # annex C
_VERSION_GENERATOR, _VERSION_CHECK = 0b1111100100101, 12  # annex D
_FIRST_WITH_VERSION = 7  # 7.10
_REMAINDER = {range(2, 7): 7, range(14, 21): 3, range(21, 28): 4, range(28, 35): 3}  # table 1
_MASKS: tuple[Callable[[int, int], int], ...] = (  # 7.8.2: dark where the row and column give 0
    lambda i, j: (i + j) % 2,
    lambda i, j: i % 2,
    lambda i, j: j % 3,
    lambda i, j: (i + j) % 3,
    lambda i, j: (i // 2 + j // 3) % 2,
    lambda i, j: i * j % 2 + i * j % 3,
    lambda i, j: (i * j % 2 + i * j % 3) % 2,
    lambda i, j: ((i + j) % 2 + i * j % 3) % 2,
)


def fixed_bits_hold(dark: Modules, version: int, level: str, mask: int) -> bool:
    """Whether both copies of the format and of the version information and the remainder bits are right."""
    size = len(dark)
    word = _protected(_LEVELS[level] << 3 | mask, _FORMAT_GENERATOR, _FORMAT_CHECK) ^ _FORMAT_MASK
    return all(bool(dark[place]) == bool(word >> bit & 1) for place, bit in _format_places(size)) and (
        _version_holds(dark, version)
        and all(dark[row, column] == (not _MASKS[mask](row, column)) for row, column in _remainder(version))
    )


def _protected(data: int, generator: int, check: int) -> int:
    """The word of a BCH code: the data, then `check` bits."""
    rest = data << check
    while rest.bit_length() > check:
        rest ^= generator << (rest.bit_length() - check - 1)
    return data << check | rest


def _format_places(size: int) -> list[tuple[tuple[int, int], int]]:
    """Row and column of each bit of both copies, 0 the lowest: figure 25."""
    down = [0, 1, 2, 3, 4, 5, 7, 8]  # beside the upper left finder, without the timing pattern's row
    first = [((row, 8), bit) for bit, row in enumerate(down)]
    first += [((8, column), 14 - bit) for bit, column in enumerate(down[:-1])]
    second = [((8, size - 1 - bit), bit) for bit in range(8)]
    second += [((size - 15 + bit, 8), bit) for bit in range(8, 15)]
    return first + second


def _version_holds(dark: Modules, version: int) -> bool:
    """Both copies: figures 27 and 28."""
    if version < _FIRST_WITH_VERSION:
        return True
    word, size = _protected(version, _VERSION_GENERATOR, _VERSION_CHECK), len(dark)
    bits = np.array([word >> bit & 1 for bit in range(18)], bool).reshape(6, 3)
    return bool((dark[:6, size - 11 : size - 8] == bits).all()) and bool(
        (dark[size - 11 : size - 8, :6] == bits.T).all()
    )


def _remainder(version: int) -> list[tuple[int, int]]:
    """Row and column of the bits that fill the region up: the lowest of its two leftmost columns."""
    count = next((bits for versions, bits in _REMAINDER.items() if version in versions), 0)
    lowest = 17 + 4 * version - (9 if version < _FIRST_WITH_VERSION else 12)
    return [(lowest - bit // 2, bit % 2) for bit in range(count)]


def fixed_patterns_hold(dark: NDArray[np.bool_], version: int) -> bool:
    """ISO/IEC 18004, 6.3: finders with separators, timing, alignment patterns and the dark module."""
    size = len(dark)
    finder = _rings(7)
    corner = np.zeros((8, 8), bool)
    corner[:7, :7] = finder
    timing = np.arange(8, size - 8) % 2 == 0
    centres = _alignment_centres(version)
    last = size - 7
    alignment = [
        (row, column)
        for row in centres
        for column in centres
        if (row, column) not in ((6, 6), (6, last), (last, 6))
    ]
    return bool(
        (dark[:8, :8] == corner).all()
        and (dark[:8, -8:] == corner[:, ::-1]).all()
        and (dark[-8:, :8] == corner[::-1]).all()
        and (dark[6, 8:-8] == timing).all()
        and (dark[8:-8, 6] == timing).all()
        and dark[size - 8, 8]
        and all((dark[r - 2 : r + 3, c - 2 : c + 3] == _rings(5)).all() for r, c in alignment)
    )


def _rings(side: int) -> NDArray[np.bool_]:
    """Dark, then light, then a dark core, from the outside in."""
    steps = np.minimum(np.arange(side), np.arange(side)[::-1])
    light: NDArray[np.bool_] = np.minimum(steps[:, None], steps[None, :]) == 1
    return ~light


def _alignment_centres(version: int) -> list[int]:
    """ISO/IEC 18004, annex E."""
    if version == 1:
        return []
    count, size = version // 7 + 2, 17 + 4 * version
    step = 26 if version == 32 else (version * 4 + count * 2 + 1) // (count * 2 - 2) * 2
    return [6, *sorted(size - 7 - step * index for index in range(count - 1))]
