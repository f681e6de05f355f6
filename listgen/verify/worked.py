"""What a machine works on a board: outlines to cut, curved ones and upright ones to engrave, in mm, y up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import ceil, sqrt

import numpy as np
from numpy.typing import NDArray

from listgen.units import pt_to_mm
from listgen.verify.boxes import Box, in_mm
from listgen.verify.content import ALL_PLATES, Painting
from listgen.verify.covering import is_character, is_plain, rectangles
from listgen.verify.outlines import Outline

Point = tuple[float, float]
Points = NDArray[np.float64]
# A contour's start, then of each side its points: one of a line, three of a curve.
Contour = tuple[tuple[Point, ...], ...]

_TOUCH = 0.001  # mm; edges that differ by less are one
FINE = 0.002  # mm between a curve and the points that stand for it


@dataclass(frozen=True, slots=True)
class Worked:
    """One board from the lower left corner of its trim. `upright` are rules and the modules of codes."""

    width: float
    height: float
    cuts: tuple[Outline, ...]
    curved: tuple[Contour, ...]
    upright: tuple[Outline, ...]


def worked_of(paintings: Sequence[Painting], trim: Box) -> Worked:
    """What a sign's PDF asks of a machine; grounds, which other shapes lie upon, are not worked."""
    left, bottom, right, top = trim
    inked = [painting for painting in paintings if painting.ink != ALL_PLATES]
    curved = (contour for painting in filter(is_character, inked) for contour in _contours(painting, trim))
    upright = []
    for place, painting in enumerate(inked):
        for box in rectangles(painting) if is_plain(painting) else ():
            if not any(_holds(box, other.box) for other in inked[place + 1 :]):
                x0, y0, x1, y1 = in_mm(box)
                corners = [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]
                upright.append([(x - left, y - bottom) for x, y in corners])
    cut = [(0.0, 0.0), (right - left, 0.0), (right - left, top - bottom), (0.0, top - bottom)]
    return Worked(right - left, top - bottom, (cut,), tuple(curved), tuple(upright))


def covers_alike(one: Iterable[Outline], other: Iterable[Outline]) -> bool:
    """Whether two sets of upright outlines cover the same area, however it is divided."""
    sets = [list(one), list(other)]
    points = [point for outlines in sets for outline in outlines for point in outline]
    xs, ys = (_edges(point[axis] for point in points) for axis in (0, 1))
    if not len(xs) or not len(ys):
        return not sets[0] and not sets[1]
    first, second = (_covered(outlines, xs, ys) for outlines in sets)
    return bool((first == second).all())


def is_upright(outline: Outline) -> bool:
    """Whether all sides are level or upright."""
    sides = pairwise([*outline, outline[0]])
    return all(abs(x0 - x1) < _TOUCH or abs(y0 - y1) < _TOUCH for (x0, y0), (x1, y1) in sides)


def sampled(contour: Contour) -> Points:
    """Points along the contour, close enough to stand for it: within FINE of every curve."""
    at = contour[0][-1]
    points = [at]
    for side in contour[1:]:
        if len(side) == 3:
            curve = np.array([at, *side])
            points += [(float(x), float(y)) for x, y in _weights(_steps(curve)) @ curve]
        else:
            points += side
        at = side[-1]
    return np.array(points)


def _steps(curve: Points) -> int:
    """A chord of a step h is off by at most h²/8 of the second derivative, which is 6 times the bend."""
    bend = np.hypot(*np.diff(curve, 2, axis=0).T).max()
    return max(1, ceil(sqrt(6 * float(bend) / (8 * FINE))))


@lru_cache(maxsize=256)
def _weights(steps: int) -> Points:
    """Bernstein's polynomials at equal steps, the start left out."""
    t = (np.arange(1, steps + 1) / steps)[:, None]
    return np.hstack([(1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2, t**3])


def farther(points: Points, ring: Points, than: float) -> float:
    """How far the farthest of the points lies from the closed ring; at most `than`: some bound of that.

    Nearly always the nearest side is one of the two at the nearest corner; only where these are farther
    than `than` all sides are asked.
    """
    way = np.roll(ring, -1, axis=0) - ring
    nearest = ((ring**2).sum(axis=1) - 2 * points @ ring.T).argmin(axis=1)
    away = np.minimum(
        _off(points, ring[nearest], way[nearest]), _off(points, ring[nearest - 1], way[nearest - 1])
    )
    doubtful = np.flatnonzero(away > than)
    for at in doubtful:
        away[at] = _off(points[at], ring, way).min()
    return float(away.max())


def _off(points: Points, start: Points, way: Points) -> Points:
    """The distance of each point from its side, which goes from `start` along `way`."""
    long = (way**2).sum(axis=-1)
    away = points - start
    along = np.clip((away * way).sum(axis=-1) / np.where(long == 0, 1, long), 0, 1)
    distance: Points = np.sqrt(((away - along[..., None] * way) ** 2).sum(axis=-1))
    return distance


def _contours(painting: Painting, trim: Box) -> Iterator[Contour]:
    a, b, c, d, e, f = painting.matrix
    contour: list[tuple[Point, ...]] = []
    for operator, numbers in painting.segments:
        pairs = zip(numbers[::2], numbers[1::2], strict=True)
        points = ((a * x + c * y + e, b * x + d * y + f) for x, y in pairs)
        side = tuple((pt_to_mm(x) - trim[0], pt_to_mm(y) - trim[1]) for x, y in points)
        if operator == "m" and len(contour) > 1:
            yield tuple(contour)
        contour = [side] if operator == "m" else [*contour, side]
    if len(contour) > 1:
        yield tuple(contour)


def _holds(outer: Box, inner: Box) -> bool:
    return outer[0] <= inner[0] and outer[1] <= inner[1] and outer[2] >= inner[2] and outer[3] >= inner[3]


def _edges(lengths: Iterable[float]) -> Points:
    """The distinct ones, none within a touch of the one before."""
    ordered = np.unique(np.array(list(lengths)))
    keep = np.append(True, np.diff(ordered) > _TOUCH) if len(ordered) else np.array([], bool)
    distinct: Points = ordered[keep]
    return distinct


def _covered(outlines: Iterable[Outline], xs: Points, ys: Points) -> NDArray[np.bool_]:
    """The cells between the edges that lie within an odd number of the outlines."""
    crossed = np.zeros((len(ys), len(xs)), np.int32)
    for outline in outlines:
        for (x0, y0), (x1, y1) in pairwise([*outline, outline[0]]):
            if abs(x0 - x1) < _TOUCH:
                low, high = sorted((_nearest(ys, y0), _nearest(ys, y1)))
                crossed[low:high, _nearest(xs, x0)] += 1
    inside: NDArray[np.bool_] = np.cumsum(crossed, axis=1) % 2 == 1
    return inside


def _nearest(edges: Points, length: float) -> int:
    return int(np.abs(edges - length).argmin())
