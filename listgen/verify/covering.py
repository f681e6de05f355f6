"""Whether what a sign says can be seen: no shape upon a character, none of its ink beside it or beneath it.

Characters are read from their outlines, whatever is painted upon them later. Clipping, the other way to hide
them, is no operator of a sign's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import hypot

import numpy as np

from listgen.findings import Finding, Location, error
from listgen.units import pt_to_mm
from listgen.verify.content import ALL_PLATES, Ink, Painting

Box = tuple[float, float, float, float]  # points

MOST_CHARACTERS = 3_000  # a hall sign has under a hundred
MOST_SHAPES = 50_000  # version 40 has under 20,000 runs
_PAPER: Ink = (0.0, 0.0, 0.0, 0.0)
_APART = 0.003  # points: coordinates are rounded
_KERNED = 0.25  # of the smaller side: how far neighbours may reach into each other
_MITRE = 5.0  # line widths that a corner reaches at most


@dataclass(frozen=True, slots=True)
class _Shape:
    ink: Ink
    box: Box
    plain: bool  # a rectangle, which fills its box


def too_many(paintings: Sequence[Painting]) -> bool:
    """Whether there are more shapes than any sign has: comparing them would take for ever."""
    shapes = sum(len(one.segments) if is_plain(one) else 1 for one in paintings)
    return shapes > MOST_SHAPES or sum(is_character(one) for one in paintings) > MOST_CHARACTERS


def check_covering(paintings: Sequence[Painting], place: Location) -> Iterator[Finding]:
    """A character lies whole upon rectangles of another ink, and nothing but a neighbour meets its box."""
    shapes = [shape for painting in paintings for shape in _shapes(painting)]
    boxes = np.array([shape.box for shape in shapes]).reshape(-1, 4)
    for at, shape in enumerate(shapes):
        if shape.plain or shape.ink == ALL_PLATES:
            continue
        x0, y0, x1, y1 = shape.box
        across = np.minimum(boxes[:, 2], x1) - np.maximum(boxes[:, 0], x0)
        down = np.minimum(boxes[:, 3], y1) - np.maximum(boxes[:, 1], y0)
        met = np.flatnonzero((across > _APART) & (down > _APART))
        ground = _PAPER
        for other in met[met != at]:
            one = shapes[other]
            if one.plain and other < at and _holds(one.box, shape.box):
                ground = one.ink
            elif not (
                _neighbours(one, shape) and min(across[other], down[other]) < _KERNED * _least(one, shape)
            ):
                yield error("sign-covered", place, value=_shown(shape.box))
                break
        if ground == shape.ink:
            yield error("sign-covered", place, value=_shown(shape.box))


def is_plain(painting: Painting) -> bool:
    """Whether they are filled upright rectangles, each a shape of its own."""
    _, b, c, _, _, _ = painting.matrix
    filled = painting.line_pt is None and not b and not c
    return filled and all(operator == "re" for operator, _ in painting.segments)


def is_character(painting: Painting) -> bool:
    """Whether it may stand for a character: no rectangle, in the sign's inks."""
    return painting.ink != ALL_PLATES and any(operator != "re" for operator, _ in painting.segments)


def _shapes(painting: Painting) -> Iterator[_Shape]:
    if not is_plain(painting):
        reach = _reach(painting)
        x0, y0, x1, y1 = painting.box
        yield _Shape(painting.ink, (x0 - reach, y0 - reach, x1 + reach, y1 + reach), False)
        return
    yield from (_Shape(painting.ink, box, True) for box in rectangles(painting))


def rectangles(painting: Painting) -> Iterator[Box]:
    """The boxes of plain rectangles, in points."""
    a, _, _, d, e, f = painting.matrix
    for _, (x, y, width, height) in painting.segments:
        left, right = sorted((a * x + e, a * (x + width) + e))
        low, high = sorted((d * y + f, d * (y + height) + f))
        yield left, low, right, high


def _reach(painting: Painting) -> float:
    """How far a line may paint beyond its path."""
    if painting.line_pt is None:
        return 0.0
    a, b, c, d, _, _ = painting.matrix
    scales = sorted((hypot(a, b), hypot(c, d)))
    return _MITRE * painting.line_pt * scales[1] / scales[0] if scales[0] else np.inf


def _holds(outer: Box, inner: Box) -> bool:
    return outer[0] <= inner[0] and outer[1] <= inner[1] and outer[2] >= inner[2] and outer[3] >= inner[3]


def _neighbours(one: _Shape, other: _Shape) -> bool:
    return not one.plain and one.ink == other.ink


def _least(one: _Shape, other: _Shape) -> float:
    """The smallest side of the two."""
    sides = (side for box in (one.box, other.box) for side in (box[2] - box[0], box[3] - box[1]))
    return min(sides)


def _shown(box: Box) -> str:
    return " ".join(f"{pt_to_mm(edge):.0f}" for edge in box) + " mm"
