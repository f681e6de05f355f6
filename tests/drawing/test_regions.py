"""Outlines of touching rectangles: what they cover, counted in cells, and what a machine wants of them."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listgen.drawing.model import Rect
from listgen.drawing.regions import Polygon, merged
from listgen.qr.symbol import encode
from listgen.signage.code import draw_code

SIDE = 8


def cell(x: int, y: int) -> Rect:
    return Rect(x, y, 1, 1)


def area(outline: Polygon) -> float:
    """Positive where the outline turns counter-clockwise."""
    sides = pairwise((*outline, outline[0]))
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in sides) / 2


def within(outline: Polygon, x: float, y: float) -> int:
    """How often the outline turns round the point: +1, 0 or −1."""
    sides = pairwise((*outline, outline[0]))
    return sum((y0 < y < y1) - (y1 < y < y0) for (x0, y0), (x1, y1) in sides if x0 == x1 and x0 > x)


@pytest.mark.parametrize(
    ("rects", "outlines"),
    [
        ([], ()),
        ([Rect(1, 2, 3, 4)], (((1, 2), (4, 2), (4, 6), (1, 6)),)),
        ([cell(0, 0), cell(1, 0)], (((0, 0), (2, 0), (2, 1), (0, 1)),)),
        ([cell(0, 0), cell(0, 0)], (((0, 0), (1, 0), (1, 1), (0, 1)),)),
        ([Rect(0, 0, 0.1 + 0.2, 1), Rect(0.3, 0, 1, 1)], (((0, 0), (1.3, 0), (1.3, 1), (0, 1)),)),  # floats
    ],
)
def test_small_ones(rects: list[Rect], outlines: tuple[Polygon, ...]) -> None:
    assert merged(tuple(rects)) == outlines


def test_a_hole_turns_the_other_way() -> None:
    ring = tuple(cell(x, y) for x in range(3) for y in range(3) if (x, y) != (1, 1))
    assert sorted(area(outline) for outline in merged(ring)) == [-1, 9]


def test_what_meets_in_a_point_is_apart() -> None:
    assert [area(outline) for outline in merged((cell(0, 0), cell(1, 1)))] == [1, 1]


@given(st.sets(st.tuples(st.integers(0, SIDE - 1), st.integers(0, SIDE - 1))))
def test_any_cells(cells: set[tuple[int, int]]) -> None:
    outlines = merged(tuple(cell(x, y) for x, y in sorted(cells)))
    for x in range(SIDE):
        for y in range(SIDE):
            turns = sum(within(outline, x + 0.5, y + 0.5) for outline in outlines)
            assert turns == ((x, y) in cells)
    for outline in outlines:
        assert len(set(outline)) == len(outline) >= 4  # no outline touches itself
        ways = [x0 == x1 for (x0, _), (x1, _) in pairwise((*outline, outline[0]))]
        assert all(one != other for one, other in pairwise(ways))  # no corner in a straight side
    assert outlines == merged(tuple(cell(x, y) for x, y in sorted(cells, reverse=True)))


def test_no_line_of_a_symbol_is_cut_twice() -> None:
    drawing = draw_code(encode("https://fw.lanxi.example/qingdan/001733/"), "青石村二维码")
    steps: Counter[tuple[float, float, float, float]] = Counter()
    for outline in merged(drawing.fills[1].rects):
        for (x0, y0), (x1, y1) in pairwise((*outline, outline[0])):
            for step in range(round(abs(x1 - x0) + abs(y1 - y0)) // 2):
                along = (min(x0, x1) + 2 * step * (x0 != x1), min(y0, y1) + 2 * step * (y0 != y1))
                steps[(*along, float(x0 == x1), 0)] += 1
    assert set(steps.values()) == {1}
