"""Rectangles that touch as the outlines of what they cover: a machine follows outlines, not fillings.

Rows of a symbol side by side would be cut twice along every seam, and each pass widens the cut.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

from listgen.drawing.model import Rect

Point = tuple[float, float]
Polygon = tuple[Point, ...]  # closed: the last point's side leads to the first

DIGITS = 4  # decimals of a mm; sides that should meet differ by the rounding of floats


@lru_cache(maxsize=16)  # a code's SVG and its DXF are made one after the other
def merged(rects: tuple[Rect, ...]) -> tuple[Polygon, ...]:
    """Outlines of the area that the rectangles cover, without crossings, from the lower left on.

    What is covered lies on the left of each side: outer outlines turn counter-clockwise, those of holes
    clockwise. Areas that meet in a point alone have outlines of their own.
    """
    edges = [(rect.x, rect.y, rect.x + rect.width, rect.y + rect.height) for rect in rects]
    rounded = {edge: round(edge, DIGITS) for edge in set(chain.from_iterable(edges))}
    boxes = [tuple(rounded[edge] for edge in box) for box in edges]
    xs = sorted({x for box in boxes for x in box[0::2]})
    ys = sorted({y for box in boxes for y in box[1::2]})
    column, row = ({edge: at for at, edge in enumerate(lines)} for lines in (xs, ys))
    # A cell has the number of its lower left corner; rows are so long that cells of two do not meet.
    up = len(xs) + 1
    covered = {
        cell
        for x0, y0, x1, y1 in boxes
        for start in range(row[y0] * up, row[y1] * up, up)
        for cell in range(start + column[x0], start + column[x1])
    }
    loops = (_corners(loop) for loop in _loops(_sides(covered, up)))
    return tuple(tuple((xs[corner % up], ys[corner // up]) for corner in loop) for loop in loops)


def _sides(covered: set[int], up: int) -> dict[int, list[int]]:
    """From each corner to the next ones along sides between a covered cell and one that is not."""
    ends: dict[int, list[int]] = {}
    for cell in sorted(covered):
        if cell - up not in covered:
            ends.setdefault(cell, []).append(cell + 1)
        if cell + 1 not in covered:
            ends.setdefault(cell + 1, []).append(cell + 1 + up)
        if cell + up not in covered:
            ends.setdefault(cell + 1 + up, []).append(cell + up)
        if cell - 1 not in covered:
            ends.setdefault(cell + up, []).append(cell)
    return ends


def _loops(ends: dict[int, list[int]]) -> Iterator[list[int]]:
    """Closed ways along the sides; a way that comes back to one of its corners is closed there."""
    for start in ends:
        way, met = [start], {start: 0}
        while ends[way[-1]]:
            corner = ends[way[-1]].pop()
            if corner in met:
                at = met[corner]
                yield way[at:]
                for left in way[at + 1 :]:
                    del met[left]
                del way[at + 1 :]
            else:
                met[corner] = len(way)
                way.append(corner)


def _corners(loop: list[int]) -> list[int]:
    """The loop without corners in the middle of a straight side."""
    neighbours = zip(loop[-1:] + loop[:-1], loop, loop[1:] + loop[:1], strict=True)
    return [at for before, at, after in neighbours if at - before != after - at]
