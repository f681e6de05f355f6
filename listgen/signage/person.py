"""A person of 1.70 m as one outline, to compare signs with; in mm, the origin between the feet."""

from __future__ import annotations

from functools import lru_cache

from listgen.typeset.bounds import bounds
from listgen.typeset.outline import Close, Curve, Move, Outline, Segment

HEIGHT = 1700.0
_ARC = 0.5522847498  # of the radius: the control points of a quarter of a circle

# The right half of somebody who stands facing us, from the neck down to between the legs.
_HALF = (
    (46, 1520),
    (48, 1470),
    (84, 1442),
    (150, 1418),
    (200, 1384),
    (222, 1318),
    (238, 1210),
    (250, 1110),
    (260, 1000),
    (262, 900),
    (262, 826),
    (254, 772),
    (236, 748),
    (220, 768),
    (220, 840),
    (214, 930),
    (200, 1040),
    (180, 1160),
    (168, 1196),
    (163, 1120),
    (170, 1000),
    (184, 880),
    (188, 812),
    (180, 800),
    (172, 700),
    (158, 560),
    (150, 440),
    (140, 300),
    (130, 160),
    (126, 80),
    (142, 44),
    (150, 14),
    (132, 2),
    (62, 2),
    (52, 20),
    (56, 90),
    (52, 240),
    (46, 400),
    (36, 560),
    (22, 700),
    (0, 778),
)


@lru_cache(maxsize=1)
def person() -> Outline:
    """The outline; its units are millimetres."""
    right = [(float(x), float(y)) for x, y in _HALF]
    left = [(-x, y) for x, y in reversed(right[:-1])]
    segments = (*_smooth((*right, *left)), *_ellipse(0, 1592, 86, 108))
    return Outline(segments, 0, bounds(segments))


def _smooth(points: tuple[tuple[float, float], ...]) -> tuple[Segment, ...]:
    """A closed curve through the points (Catmull-Rom)."""
    count = len(points)
    curves = []
    for at in range(count):
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = (points[(at + step) % count] for step in (-1, 0, 1, 2))
        curves.append(
            Curve(bx + (cx - ax) / 6, by + (cy - ay) / 6, cx - (dx - bx) / 6, cy - (dy - by) / 6, cx, cy)
        )
    return (Move(*points[0]), *curves, Close())


def _ellipse(x: float, y: float, across: float, up: float) -> tuple[Segment, ...]:
    """Clockwise as the body is, so that they join where they overlap."""
    a, b = across * _ARC, up * _ARC
    return (
        Move(x + across, y),
        Curve(x + across, y - b, x + a, y - up, x, y - up),
        Curve(x - a, y - up, x - across, y - b, x - across, y),
        Curve(x - across, y + b, x - a, y + up, x, y + up),
        Curve(x + a, y + up, x + across, y + b, x + across, y),
        Close(),
    )
