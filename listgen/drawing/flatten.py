"""Glyph outlines as polygons, for machines that know no curves."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil, hypot, sqrt

from listgen.drawing.regions import Point, Polygon
from listgen.typeset.outline import Close, Curve, Line, Move, Placed


def flattened(glyph: Placed, tolerance: float) -> Iterator[Polygon]:
    """The contours in mm, nowhere further than `tolerance` mm from the curves."""
    contour: list[Point] = []
    for segment in glyph.outline.segments:
        match segment:
            case Move() | Close():
                if len(contour) > 2:
                    yield tuple(contour)
                contour = []
                if isinstance(segment, Move):
                    contour.append(_at(glyph, segment.x, segment.y))
            case Line(x, y):
                contour.append(_at(glyph, x, y))
            case Curve():
                x1, y1, x2, y2, x, y = segment
                curve = (contour[-1], _at(glyph, x1, y1), _at(glyph, x2, y2), _at(glyph, x, y))
                contour += _points(curve, tolerance)
    if len(contour) > 2:
        yield tuple(contour)


def _at(glyph: Placed, x: float, y: float) -> Point:
    return glyph.x + x * glyph.sx, glyph.y + y * glyph.sy


def _points(curve: tuple[Point, Point, Point, Point], tolerance: float) -> Iterator[Point]:
    """Equal steps along the curve. A chord of a step h is off by at most h²/8 of the second derivative."""
    triples = (curve[:3], curve[1:])
    bend = max(hypot(a[0] - 2 * b[0] + c[0], a[1] - 2 * b[1] + c[1]) for a, b, c in triples)
    steps = max(1, ceil(sqrt(6 * bend / (8 * tolerance))))
    for step in range(1, steps + 1):
        t = step / steps
        weights = ((1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2, t**3)
        x, y = (
            sum(weight * point[axis] for weight, point in zip(weights, curve, strict=True)) for axis in (0, 1)
        )
        yield x, y
