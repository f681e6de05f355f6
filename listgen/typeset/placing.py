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
    return Box(
        min(box.x0 for box in boxes),
        min(box.y0 for box in boxes),
        max(box.x1 for box in boxes),
        max(box.y1 for box in boxes),
    )


def moved(glyphs: Iterable[Placed], dx: float, dy: float) -> Glyphs:
    """The block moved by (dx, dy) mm."""
    return tuple(Placed(glyph.outline, glyph.x + dx, glyph.y + dy, glyph.sx, glyph.sy) for glyph in glyphs)


def _boxes(glyphs: Iterable[Placed]) -> Iterator[Box]:
    for glyph in glyphs:
        box = glyph.outline.bounds
        if box is not None:
            yield Box(
                glyph.x + box.x0 * glyph.sx,
                glyph.y + box.y0 * glyph.sy,
                glyph.x + box.x1 * glyph.sx,
                glyph.y + box.y1 * glyph.sy,
            )
