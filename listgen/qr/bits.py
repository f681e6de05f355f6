"""Modules as whole numbers: bit y · size + x is the module at (x, y), dark = 1. Masks are XORs then."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

_DIGITS = bytes.maketrans(b"\0\1", b"01")

Rows = tuple[tuple[bool, ...], ...]


class Square(NamedTuple):
    """A symbol row by row (`lying`) and column by column (`standing`), since both directions are scored."""

    lying: int
    standing: int

    def __xor__(self, other: Square) -> Square:
        return Square(self.lying ^ other.lying, self.standing ^ other.standing)


def square_of(rows: Sequence[Sequence[bool | None]]) -> Square:
    """The rows from the top, as both numbers."""
    return Square(_number(rows), _number(list(zip(*rows, strict=True))))


def rows_of(lying: int, size: int) -> Rows:
    """The number as rows from the top."""
    digits = f"{lying:0{size * size}b}"[::-1]
    dark = tuple(map("1".__eq__, digits))
    return tuple(dark[at : at + size] for at in range(0, size * size, size))


def _number(rows: Sequence[Sequence[bool | None]]) -> int:
    return int(bytes(chain.from_iterable(rows)).translate(_DIGITS)[::-1], 2)  # type: ignore[arg-type]
