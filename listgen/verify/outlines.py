"""Upright outlines as pixels, a whole number of them a step of their grid, so that no sliver is lost.

What they cover, and whether they draw a line twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

Point = tuple[float, float]
Outline = list[Point]  # closed: the last point's side leads to the first

STEP_PIXELS = 4  # that a step of the grid gets; decoders want three
MOST_STEPS = 400  # a side; version 40 has 185 modules
_TOUCH = 0.001  # lengths that differ by less are equal
_OFF_GRID = 0.02  # of a step
_PIXEL = 0.1  # by which the ends of an upright side may differ


class OutlineError(Exception):
    """A side that is neither level nor upright, or corners that are on no common grid."""


def grid(lengths: Iterable[float]) -> float:
    """The step that all lengths are multiples of. Raises OutlineError."""
    distinct = np.unique(np.round([0.0, *lengths], 4))
    gaps = np.diff(distinct)
    gaps = gaps[gaps > _TOUCH]
    if not len(gaps):
        raise OutlineError
    span = float(distinct[-1] - distinct[0])
    count = round(span / float(gaps.min()))
    if count > MOST_STEPS:
        raise OutlineError
    steps = distinct / (span / count)
    if np.abs(steps - np.round(steps)).max() > _OFF_GRID:
        raise OutlineError
    return span / count


def covered(
    outlines: Iterable[Outline], width: int, height: int, *, even_odd: bool = False
) -> NDArray[np.bool_]:
    """The pixels that the outlines cover, y down; what lies outside the picture is cut off.

    `even_odd`: a pixel within two outlines is bare; else one turning the other way takes it out.
    Raises OutlineError.
    """
    turns = np.zeros((height, width + 1), np.int32)
    for x, y0, y1 in (side for outline in outlines for side in _upright(outline)):
        column, top, bottom = min(max(x, 0), width), max(min(y0, y1), 0), max(y0, y1, 0)
        turns[top:bottom, column] += 1 if y1 > y0 else -1
    winding = np.cumsum(turns, axis=1)[:, :-1]
    inside: NDArray[np.bool_] = winding % 2 == 1 if even_odd else winding != 0
    return inside


def drawn_twice(outlines: Sequence[Outline], width: int, height: int) -> bool:
    """Whether two sides lie upon each other: a machine would cut there twice. Raises OutlineError."""
    turned = [[(y, x) for x, y in outline] for outline in outlines]
    for sides, across, along in ((outlines, width, height), (turned, height, width)):
        passes = np.zeros((along + 1, across + 1), np.int32)
        for x, y0, y1 in (side for outline in sides for side in _upright(outline)):
            passes[min(y0, y1) : max(y0, y1), x] += 1
        if passes.max() > 1:
            return True
    return False


def _upright(outline: Outline) -> Iterator[tuple[int, int, int]]:
    """The upright sides: the column, where each begins and where it ends."""
    for (x0, y0), (x1, y1) in zip(outline, [*outline[1:], *outline[:1]], strict=True):
        if abs(x0 - x1) <= _PIXEL:
            yield round(x0), round(y0), round(y1)
        elif abs(y0 - y1) > _PIXEL:
            raise OutlineError
