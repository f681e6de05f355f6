"""A Drawing as SVG in mm: one group a role, absolute coordinates, for engravers the cut as a line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from html import escape

import numpy as np
from numpy.typing import NDArray

from listgen.drawing.model import Drawing, Fill, Ink, Rect
from listgen.drawing.operators import number as _n
from listgen.drawing.regions import DIGITS, Polygon, merged
from listgen.typeset.outline import Close, Curve, Line, Move, Outline, Placed

CUT_WIDTH = 0.1
_LETTERS = {Move: "M", Line: "L", Curve: "C"}


def render_svg(drawing: Drawing, *, cut: bool = True) -> bytes:
    """The sign at real size; SVG's y grows downwards, so every y is turned.

    Groups have the role as class and a unique id. The slug is left out: a machine cuts all it is given.
    Without `cut` there is no cut line either: a picture to be set into something else.
    """
    return "\n".join(_lines(drawing, cut)).encode()


def _lines(drawing: Drawing, cut: bool) -> Iterator[str]:
    width, height = _n(drawing.width), _n(drawing.height)
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}mm" height="{height}mm"'
        f' viewBox="0 0 {width} {height}">'
    )
    yield f"<title>{escape(drawing.title, quote=False)}</title>"
    seen: Counter[str] = Counter()
    for fill in drawing.fills:
        seen[fill.role] += 1
        name = fill.role if seen[fill.role] == 1 else f"{fill.role}-{seen[fill.role]}"
        yield f'<g id="{name}" class="{fill.role}" fill="{_colour(fill.ink)}">'
        yield from _paths(fill, drawing)
        yield "</g>"
    if cut:
        cuts = "".join(_cut(one, drawing.height) for one in drawing.cuts)
        yield f'<path id="cut" class="cut" fill="none" stroke="#f0f" stroke-width="{_n(CUT_WIDTH)}"'
        yield f' d="{cuts}"/>'
    yield "</svg>\n"


def _paths(fill: Fill, drawing: Drawing) -> Iterator[str]:
    # Apart, as in the PDF: a glyph's winding would punch holes into a rectangle of the same path.
    rects = tuple(_within(rect, drawing) for rect in fill.rects)
    if rects:
        yield f'<path d="{"".join(_outline(one, drawing.height) for one in merged(rects))}"/>'
    if fill.glyphs:
        yield f'<path d="{"".join(_glyph(glyph, drawing.height) for glyph in fill.glyphs)}"/>'


def _within(rect: Rect, drawing: Drawing) -> Rect:
    """The part within the trim: a machine knows no bleed."""
    x0, y0 = max(rect.x, 0.0), max(rect.y, 0.0)
    x1, y1 = min(rect.x + rect.width, drawing.width), min(rect.y + rect.height, drawing.height)
    return Rect(x0, y0, x1 - x0, y1 - y0)


def _cut(one: Rect | Placed, height: float) -> str:
    if isinstance(one, Placed):
        return _glyph(one, height)
    return "".join(_outline(outline, height) for outline in merged((one,)))


def _outline(outline: Polygon, height: float) -> str:
    """Upright sides: each says only the coordinate that changes."""
    parts = []
    before = None
    for x, y in outline:
        along, down = _n(x), _n(height - y)
        if before is None:
            parts.append(f"M{along} {down}")
        else:
            parts.append(f"V{down}" if before == along else f"H{along}")
        before = along
    return "".join(parts) + "Z"


def _glyph(glyph: Placed, height: float) -> str:
    template, points = _path(glyph.outline)
    placed = points * (glyph.sx, -glyph.sy) + (glyph.x, height - glyph.y)
    return template % tuple((np.round(placed, DIGITS) + 0.0).ravel().tolist())  # no -0


@lru_cache(maxsize=8192)
def _path(outline: Outline) -> tuple[str, NDArray[np.float64]]:
    """The outline's path with a place for each number, and its points in font units, a row each."""
    letters: list[str] = []
    numbers: list[float] = []
    for segment in outline.segments:
        if isinstance(segment, Close):
            letters.append("Z")
            continue
        letters.append(_LETTERS[type(segment)] + " ".join(["%.10g"] * len(segment)))
        numbers += segment
    return "".join(letters), np.array(numbers, float).reshape(-1, 2)


def _colour(ink: Ink) -> str:
    """A screen colour near the ink; a machine goes by the group."""
    parts = (ink.cyan, ink.magenta, ink.yellow)
    return "#" + "".join(f"{round(255 * (1 - part) * (1 - ink.black)):02x}" for part in parts)
