"""Rectangles that touch as the outlines of what they cover: a machine follows outlines, not fillings.

Rows of a symbol side by side would be cut twice along every seam, and each pass widens the cut.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from listgen.drawing.model import Rect

Point = tuple[float, float]
Polygon = tuple[Point, ...]  # closed: the last point's side leads to the first

DIGITS = 4  # decimals of a mm; sides that should meet differ by the rounding of floats
_Corner = tuple[int, int]


@lru_cache(maxsize=16)  # a code's SVG and its DXF are made one after the other
def merged(rects: tuple[Rect, ...]) -> tuple[Polygon, ...]:
    """Outlines of the area that the rectangles cover, without crossings, from the lower left on.

    What is covered lies on the left of each side: outer outlines turn counter-clockwise, those of holes
    clockwise. Areas that meet in a point alone have outlines of their own.
    """
    boxes = [
        tuple(round(edge, DIGITS) for edge in (rect.x, rect.y, rect.x + rect.width, rect.y + rect.height))
        for rect in rects
    ]
    xs = sorted({x for box in boxes for x in box[0::2]})
    ys = sorted({y for box in boxes for y in box[1::2]})
    column, row = ({edge: at for at, edge in enumerate(edges)} for edges in (xs, ys))
    covered = {
        (x, y)
        for x0, y0, x1, y1 in boxes
        for x in range(column[x0], column[x1])
        for y in range(row[y0], row[y1])
    }
    loops = (_corners(loop) for loop in _loops(dict(_sides(covered))))
    return tuple(tuple((xs[x], ys[y]) for x, y in loop) for loop in loops)


def _sides(covered: set[_Corner]) -> Iterator[tuple[_Corner, list[_Corner]]]:
    """From each corner to the next ones along sides between a covered cell and one that is not."""
    ends: dict[_Corner, list[_Corner]] = {}
    for x, y in sorted(covered, key=lambda cell: (cell[1], cell[0])):
        corners = ((x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1))
        beyond = ((x, y - 1), (x + 1, y), (x, y + 1), (x - 1, y))
        for place, other in enumerate(beyond):
            if other not in covered:
                ends.setdefault(corners[place], []).append(corners[(place + 1) % 4])
    yield from ends.items()


def _loops(ends: dict[_Corner, list[_Corner]]) -> Iterator[list[_Corner]]:
    """Closed ways along the sides; a way that comes back to one of its corners is closed there."""
    for start in ends:
        way: list[_Corner] = [start]
        while ends[way[-1]]:
            corner = ends[way[-1]].pop()
            if corner in way:
                at = way.index(corner)
                yield way[at:]
                del way[at + 1 :]
            else:
                way.append(corner)


def _corners(loop: list[_Corner]) -> list[_Corner]:
    """The loop without corners in the middle of a straight side."""
    neighbours = zip(loop[-1:] + loop[:-1], loop, loop[1:] + loop[:1], strict=True)
    return [
        at
        for before, at, after in neighbours
        if not (before[0] == at[0] == after[0] or before[1] == at[1] == after[1])
    ]
