"""What a machine works on a board: outlines to cut, curved ones and upright ones to engrave, in mm, y up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

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
_SAMPLES = 48  # of a curve


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
    """Points along the contour, close enough to stand for it."""
    at = contour[0][-1]
    points = [at]
    t = (np.arange(1, _SAMPLES + 1) / _SAMPLES)[:, None]
    for side in contour[1:]:
        if len(side) == 3:
            curve = np.array([at, *side])
            weights = np.hstack([(1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2, t**3])
            points += [(float(x), float(y)) for x, y in weights @ curve]
        else:
            points += side
        at = side[-1]
    return np.array(points)


def farthest(points: Points, ring: Points) -> float:
    """How far the one of the points that is farthest from the closed ring lies from it."""
    start = ring
    way = np.roll(ring, -1, axis=0) - ring
    long = (way**2).sum(axis=1)
    long[long == 0] = 1
    away = points[:, None] - start
    along = np.clip((away * way).sum(axis=2) / long, 0, 1)
    return float(np.sqrt(((away - along[..., None] * way) ** 2).sum(axis=2)).min(axis=1).max())


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
