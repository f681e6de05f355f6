"""Glyph outlines as polygons, for machines that know no curves."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from math import ceil, hypot, sqrt

import numpy as np
from numpy.typing import NDArray

from listgen.drawing.regions import DIGITS, Point, Polygon
from listgen.typeset.outline import Close, Curve, Line, Move, Outline, Placed

_APART = 0.001  # mm: nearer points are one, so that rounding makes no side of no length
Contour = NDArray[np.float64]  # a row a point


def flattened(glyph: Placed, tolerance: float) -> Iterator[Polygon]:
    """The contours in mm, nowhere further than `tolerance` mm from the curves, no side of no length."""
    for contour in _contours(glyph.outline, glyph.sx, glyph.sy, tolerance):
        placed = np.round(np.add(contour, (glyph.x, glyph.y)), DIGITS) + 0.0  # no -0
        yield tuple(map(tuple, placed.tolist()))


@lru_cache(maxsize=2048)  # the characters that villages share are of few sizes
def _contours(outline: Outline, sx: float, sy: float, tolerance: float) -> tuple[Contour, ...]:
    """The contours from the glyph's own origin; the last side of each leads back to its first point."""
    found: list[list[Point]] = []
    for segment in outline.segments:
        match segment:
            case Move(x, y):
                found.append([(x * sx, y * sy)])
            case Line(x, y):
                found[-1].append((x * sx, y * sy))
            case Curve():
                x1, y1, x2, y2, x, y = segment
                curve = (found[-1][-1], (x1 * sx, y1 * sy), (x2 * sx, y2 * sy), (x * sx, y * sy))
                found[-1] += _points(curve, tolerance)
            case Close():
                pass
    parted = (_parted(contour) for contour in found)
    return tuple(np.array(contour) for contour in parted if len(contour) > 2)


def _parted(contour: list[Point]) -> list[Point]:
    """The contour without points that follow upon themselves."""
    before = [contour[-1], *contour]
    return [point for last, point in zip(before, contour, strict=False) if _distance(last, point) > _APART]


def _distance(one: Point, other: Point) -> float:
    return max(abs(one[0] - other[0]), abs(one[1] - other[1]))


def _points(curve: tuple[Point, Point, Point, Point], tolerance: float) -> Iterator[Point]:
    """Equal steps along the curve. A chord of a step h is off by at most h²/8 of the second derivative."""
    triples = (curve[:3], curve[1:])
    bend = max(hypot(a[0] - 2 * b[0] + c[0], a[1] - 2 * b[1] + c[1]) for a, b, c in triples)
    steps = max(1, ceil(sqrt(6 * bend / (8 * tolerance))))
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = curve
    # 1, t, t² and t³ of both coordinates
    across = (x0, 3 * (x1 - x0), 3 * (x0 - 2 * x1 + x2), x3 - x0 + 3 * (x1 - x2))
    along = (y0, 3 * (y1 - y0), 3 * (y0 - 2 * y1 + y2), y3 - y0 + 3 * (y1 - y2))
    for step in range(1, steps):
        yield _value(across, step / steps), _value(along, step / steps)
    yield x3, y3


def _value(powers: tuple[float, float, float, float], t: float) -> float:
    return powers[0] + t * (powers[1] + t * (powers[2] + t * powers[3]))
