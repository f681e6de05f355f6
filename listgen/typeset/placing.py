"""Placed outlines as one block: its ink, and moving it."""

from __future__ import annotations

from collections.abc import Iterable

from listgen.typeset.outline import Box, Placed

Glyphs = tuple[Placed, ...]


def ink(glyphs: Iterable[Placed]) -> Box:
    """The exact ink bounds of a block, in mm. Raises ValueError when nothing is drawn."""
    boxes = [
        (x + box.x0 * sx, y + box.y0 * sy, x + box.x1 * sx, y + box.y1 * sy)
        for outline, x, y, sx, sy in glyphs
        if (box := outline.bounds) is not None
    ]
    if not boxes:
        raise ValueError("a block without ink")
    lefts, lows, rights, tops = zip(*boxes, strict=True)
    return Box(min(lefts), min(lows), max(rights), max(tops))


def moved(glyphs: Iterable[Placed], dx: float, dy: float) -> Glyphs:
    """The block moved by (dx, dy) mm."""
    return tuple([Placed(outline, x + dx, y + dy, sx, sy) for outline, x, y, sx, sy in glyphs])
