"""Placed outlines as one block: its ink, and moving it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from listgen.typeset.outline import Box, Placed

Glyphs = tuple[Placed, ...]


def ink(glyphs: Iterable[Placed]) -> Box:
    """The exact ink bounds of a block, in mm. Raises ValueError when nothing is drawn."""
    boxes = list(_boxes(glyphs))
    if not boxes:
        raise ValueError("a block without ink")
    lefts, lows, rights, tops = zip(*boxes, strict=True)
    return Box(min(lefts), min(lows), max(rights), max(tops))


def moved(glyphs: Iterable[Placed], dx: float, dy: float) -> Glyphs:
    """The block moved by (dx, dy) mm."""
    return tuple(Placed(glyph.outline, glyph.x + dx, glyph.y + dy, glyph.sx, glyph.sy) for glyph in glyphs)


def _boxes(glyphs: Iterable[Placed]) -> Iterator[tuple[float, float, float, float]]:
    for glyph in glyphs:
        if glyph.outline.bounds is not None:
            x0, y0, x1, y1 = glyph.outline.bounds
            x, y, sx, sy = glyph.x, glyph.y, glyph.sx, glyph.sy
            yield x + x0 * sx, y + y0 * sy, x + x1 * sx, y + y1 * sy
