"""A Drawing as PDF/X-1a:2003 at real size: the page's operators and boxes."""

from __future__ import annotations

from collections.abc import Iterator

from listgen.drawing.model import Drawing, Fill, Ink, Rect
from listgen.drawing.operators import number as _n
from listgen.drawing.operators import path as _path
from listgen.drawing.pdfx import CONDITIONS, OutputCondition, Page, write_page
from listgen.typeset.outline import Placed
from listgen.units import mm_to_pt, pt_to_mm

__all__ = ["CONDITIONS", "MAX_PAGE_PT", "SLUG", "OutputCondition", "PageSizeError", "render_pdf"]

SLUG = 12.0  # beyond the bleed, for marks and the slug line
MAX_PAGE_PT = 14400  # ISO 32000-1, annex C: Acrobat opens no larger page
MARK_GAP = 1.0  # between the bleed and a mark, so that no mark touches the sign
CROP_MARK = 8.0
CENTRE_MARK = 5.0
MARK_WIDTH = 0.1  # a shop's thinnest line is 0.05


class PageSizeError(ValueError):
    """The sign with its marks is larger than a PDF page may be (5080 mm)."""


def render_pdf(drawing: Drawing, condition: OutputCondition) -> bytes:
    """One page at real size: the fills, marks and slug on all plates, trim, bleed and media boxes.

    No font, no RGB, no transparency, no clock. Raises PageSizeError.
    """
    margin = drawing.bleed + SLUG
    sheet = Rect(0, 0, drawing.width + 2 * margin, drawing.height + 2 * margin)
    if mm_to_pt(max(sheet.width, sheet.height)) > MAX_PAGE_PT:
        limit = pt_to_mm(MAX_PAGE_PT) - 2 * margin
        raise PageSizeError(f"{drawing.width:g}×{drawing.height:g} mm: longer than {limit:g} mm")
    page = Page(
        media=_corners_pt(sheet),
        bleed=_corners_pt(_inset(sheet, SLUG)),
        trim=_corners_pt(_inset(sheet, margin)),
        content="\n".join(_content(drawing, margin)),
        title=drawing.title,
    )
    return write_page(page, condition)


def _content(drawing: Drawing, margin: float) -> Iterator[str]:
    """The page's operators, in mm from the trim's lower left corner."""
    yield f"q {_n(mm_to_pt(1), 9)} 0 0 {_n(mm_to_pt(1), 9)} {_n(mm_to_pt(margin))} {_n(mm_to_pt(margin))} cm"
    for fill in drawing.fills:
        yield from _fill(fill)
    yield "/All CS 1 SCN /All cs 1 scn"  # on every plate, so that no mark adds an ink to the sign
    yield from _glyphs(drawing.slug)
    yield from _marks(drawing)
    yield "Q"


def _fill(fill: Fill) -> Iterator[str]:
    yield f"{_ink(fill.ink)} k"
    if fill.rects:
        # One path: neighbours that touch show no seam.
        for rect in fill.rects:
            yield f"{_n(rect.x)} {_n(rect.y)} {_n(rect.width)} {_n(rect.height)} re"
        yield "f"
    yield from _glyphs(fill.glyphs)


def _glyphs(glyphs: tuple[Placed, ...]) -> Iterator[str]:
    for glyph in glyphs:
        path = _path(glyph.outline)
        if path:
            yield f"q {_n(glyph.sx, 8)} 0 0 {_n(glyph.sy, 8)} {_n(glyph.x)} {_n(glyph.y)} cm"
            yield path
            yield "f Q"


def _marks(drawing: Drawing) -> Iterator[str]:
    """Crop marks at the corners of the trim, centre marks at the middle of its sides."""
    width, height, gap = drawing.width, drawing.height, drawing.bleed + MARK_GAP
    yield f"{_n(MARK_WIDTH)} w"
    for x, length in ((0.0, CROP_MARK), (width / 2, CENTRE_MARK), (width, CROP_MARK)):
        yield _line(x, -gap, x, -gap - length)
        yield _line(x, height + gap, x, height + gap + length)
    for y, length in ((0.0, CROP_MARK), (height / 2, CENTRE_MARK), (height, CROP_MARK)):
        yield _line(-gap, y, -gap - length, y)
        yield _line(width + gap, y, width + gap + length, y)


def _line(x0: float, y0: float, x1: float, y1: float) -> str:
    return f"{_n(x0)} {_n(y0)} m {_n(x1)} {_n(y1)} l S"


def _ink(ink: Ink) -> str:
    return " ".join(_n(part) for part in (ink.cyan, ink.magenta, ink.yellow, ink.black))


def _inset(rect: Rect, by: float) -> Rect:
    return Rect(rect.x + by, rect.y + by, rect.width - 2 * by, rect.height - 2 * by)


def _corners_pt(rect: Rect) -> tuple[float, float, float, float]:
    x1, y1 = rect.x + rect.width, rect.y + rect.height
    return mm_to_pt(rect.x), mm_to_pt(rect.y), mm_to_pt(x1), mm_to_pt(y1)
