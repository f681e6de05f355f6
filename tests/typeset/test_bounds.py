"""Exact bounds, against fontTools' and against a shape whose turn is known."""

from __future__ import annotations

from itertools import pairwise

import pytest
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont

from listgen.resources import shipped
from listgen.typeset.bounds import bounds
from listgen.typeset.outline import Box, Close, Curve, Line, Move
from tests.typeset.shipped import SERIF


def test_a_bow_reaches_less_far_than_its_control_points() -> None:
    assert bounds((Move(0, 0), Curve(0, 100, 100, 100, 100, 0), Close())) == Box(0, 0, 100, 75)


def test_a_blank_has_none() -> None:
    assert bounds(()) is None
    assert SERIF.outline(" ").bounds is None


@pytest.mark.parametrize("char", "永心乡风凤仡8&")
def test_like_fonttools(char: str) -> None:
    font = TTFont(shipped("fonts") / "NotoSerifCJKsc-Black.otf")
    glyphs = font.getGlyphSet()
    pen = BoundsPen(glyphs)
    glyphs[font.getBestCmap()[ord(char)]].draw(pen)
    assert SERIF.outline(char).bounds == pytest.approx(pen.bounds, abs=0.01)


def test_contours_are_closed_once() -> None:
    for char in "岚溪县":
        segments = SERIF.outline(char).segments
        assert isinstance(segments[0], Move)
        for before, after in pairwise(segments):
            assert isinstance(after, Move) == isinstance(before, Close)
        assert not any(isinstance(segment, Line) and segment == start for segment, start in _ends(segments))


def _ends(segments: tuple[object, ...]) -> list[tuple[object, Line]]:
    """The last side of each contour, and its start as a side."""
    found: list[tuple[object, Line]] = []
    start = Line(0, 0)
    for before, segment in zip((Close(), *segments), segments, strict=False):
        if isinstance(segment, Move):
            start = Line(*segment)
        elif isinstance(segment, Close):
            found.append((before, start))
    return found
