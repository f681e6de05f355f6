"""The line outside the trim: on small boards too nothing lies upon anything else."""

from __future__ import annotations

from itertools import combinations

import pytest

from listgen.drawing.marks import REGISTRATION_MARK, crop_marks, registration_marks
from listgen.drawing.model import Rect
from listgen.drawing.pdf import SLUG
from listgen.signage.board import BLEED
from listgen.signage.slug import FACE, slug
from listgen.typeset.outline import Box
from listgen.typeset.placing import ink
from tests.typeset.shipped import FACES


def boxes(width: float, height: float, specimen: bool) -> list[Box]:
    glyphs = slug("00173 https://fw.lanxi.example/qingdan/001733/", FACE, width, height, FACES, specimen)
    return [ink((glyph,)) for glyph in glyphs if glyph.outline.bounds]


KERNED = 0.1  # mm by which letters of one word may reach into one another's boxes


@pytest.mark.parametrize("specimen", [False, True])
@pytest.mark.parametrize("side", [60, 82, 106, 350, 1600])
def test_lines_are_apart_outside_the_bleed_and_on_the_sheet(side: float, specimen: bool) -> None:
    found = boxes(side, side, specimen)
    for one, other in combinations(found, 2):
        across = min(one.x1, other.x1) - max(one.x0, other.x0)
        down = min(one.y1, other.y1) - max(one.y0, other.y0)
        assert min(across, down) <= KERNED
    for box in found:
        assert box.x0 >= 0 and box.x1 <= side
        assert box.y0 >= -BLEED - SLUG and box.y1 <= side + BLEED + SLUG
        assert box.y1 <= -BLEED or box.y0 >= side + BLEED


@pytest.mark.parametrize("specimen", [False, True])
@pytest.mark.parametrize(("width", "height"), [(50, 300), (50, 50), (82, 82), (350, 2000), (2400, 600)])
def test_no_line_lies_upon_a_mark(width: float, height: float, specimen: bool) -> None:
    trim = Rect(0, 0, width, height)
    reach = REGISTRATION_MARK / 2
    rings = registration_marks(trim, BLEED)
    marks = [Box(one.x - reach, one.y - reach, one.x + reach, one.y + reach) for one in rings]
    marks += [
        Box(min(one.x0, one.x1), min(one.y0, one.y1), max(one.x0, one.x1), max(one.y0, one.y1))
        for one in crop_marks(trim, BLEED)
    ]
    assert len(marks) == 12
    for one in [*boxes(width, height, specimen), *marks]:
        met = [m for m in marks if m.x0 < one.x1 and one.x0 < m.x1 and m.y0 < one.y1 and one.y0 < m.y1]
        assert not [mark for mark in met if mark is not one]
