"""Glyph outlines as polygons, for machines that know no curves."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil, hypot, sqrt

from listgen.drawing.regions import DIGITS, Point, Polygon
from listgen.typeset.outline import Close, Curve, Line, Move, Placed


def flattened(glyph: Placed, tolerance: float) -> Iterator[Polygon]:
    """The contours in mm, nowhere further than `tolerance` mm from the curves, no side of no length."""
    contour: list[Point] = []
    for segment in glyph.outline.segments:
        match segment:
            case Move() | Close():
                yield from _closed(contour)
                contour = []
                if isinstance(segment, Move):
                    contour.append(_at(glyph, segment.x, segment.y))
            case Line(x, y):
                contour.append(_at(glyph, x, y))
            case Curve():
                x1, y1, x2, y2, x, y = segment
                curve = (contour[-1], _at(glyph, x1, y1), _at(glyph, x2, y2), _at(glyph, x, y))
                contour += _points(curve, tolerance)
    yield from _closed(contour)


def _closed(contour: list[Point]) -> Iterator[Polygon]:
    """The contour without points that follow upon themselves; its last side leads back to the first."""
    points = [(round(x, DIGITS), round(y, DIGITS)) for x, y in contour]
    kept = tuple(
        point for before, point in zip(points[-1:] + points, points, strict=False) if point != before
    )
    if len(kept) > 2:
        yield kept


def _at(glyph: Placed, x: float, y: float) -> Point:
    return glyph.x + x * glyph.sx, glyph.y + y * glyph.sy


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
