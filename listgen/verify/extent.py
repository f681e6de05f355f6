"""How far a shape really reaches: the points that steer a curve lie outside of it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from listgen.verify.content import Painting

Box = tuple[float, float, float, float]
Point = tuple[float, float]


def extent(painting: Painting) -> Box:
    """The box of the painted path in points, without the width of a line."""
    a, b, c, d, e, f = painting.matrix
    corners: list[Point] = []
    at: Point = (0.0, 0.0)
    for operator, numbers in painting.segments:
        if operator == "re":
            x, y, width, height = numbers
            numbers = (x, y, x + width, y, x, y + height, x + width, y + height)
        points = [
            (a * x + c * y + e, b * x + d * y + f) for x, y in zip(numbers[::2], numbers[1::2], strict=True)
        ]
        if operator == "c":
            corners += _turns((at, *points))
        elif operator == "v":  # begins towards the second point
            corners += _turns((at, at, *points))
        elif operator == "y":
            corners += _turns((at, *points, points[-1]))
        else:
            corners += points
        at = points[-1]
        corners.append(at)
    xs, ys = zip(*corners, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _turns(curve: Sequence[Point]) -> list[Point]:
    """Where the curve runs level or upright."""
    p0, p1, p2, p3 = np.array(curve)
    powers = np.array([p0, 3 * (p1 - p0), 3 * (p0 - 2 * p1 + p2), p3 - p0 + 3 * (p1 - p2)])
    found = []
    for _, c, b, a in powers.T:
        for root in np.roots([3 * a, 2 * b, c]):
            if abs(root.imag) < 1e-9 and 0 < root.real < 1:
                x, y = root.real ** np.arange(4) @ powers
                found.append((float(x), float(y)))
    return found
