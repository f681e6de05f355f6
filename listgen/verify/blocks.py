"""A picture of equal square blocks, made smaller without losing anything: less to decode and to measure."""

from __future__ import annotations

from collections.abc import Callable
from math import gcd

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]

KEPT = 4  # pixels a side that a block keeps; decoders want three


def smaller(rows: Pixels, unpacked: Callable[[Pixels], Pixels] = lambda rows: rows) -> tuple[Pixels, float]:
    """The picture with each block at 4 pixels a side, and how many pixels of the given one make one of it.

    The blocks are the largest squares within which no pixel differs from another; one odd pixel, and there
    are none: the picture comes back as it is. Rows that hold several pixels a number come with `unpacked`.
    """
    height = _equal_rows(rows)
    distinct = unpacked(rows[::height])
    side = gcd(height, _equal_rows(np.swapaxes(distinct, 0, 1)))
    if side <= KEPT:
        return unpacked(rows), 1.0
    blocks = np.repeat(distinct[:, ::side], height // side, axis=0)
    return np.repeat(np.repeat(blocks, KEPT, axis=0), KEPT, axis=1), side / KEPT


def _equal_rows(pixels: Pixels) -> int:
    """The largest number that the heights of all stripes of equal rows are multiples of."""
    rows = pixels.reshape(len(pixels), -1)
    changes = np.flatnonzero((rows[1:] != rows[:-1]).any(axis=1)) + 1
    return int(np.gcd.reduce(changes, initial=len(rows)))
