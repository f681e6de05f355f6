"""Drawings as PDF/X-1a:2003 at real size: the pages' operators and boxes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from listgen.drawing.conditions import CONDITIONS, OutputCondition
from listgen.drawing.marks import MARK_WIDTH, RING, Registration, marks_around
from listgen.drawing.model import Drawing, Fill, Hairline, Ink, Rect
from listgen.drawing.operators import number as _n
from listgen.drawing.operators import operator as _operator
from listgen.drawing.operators import path as _path
from listgen.drawing.pdfx import Page, write_pages
from listgen.typeset.outline import Close, Curve, Move, Placed, Segment
from listgen.units import mm_to_pt, pt_to_mm

__all__ = [
    "CONDITIONS",
    "CUT_WIDTH",
    "MAX_PAGE_PT",
    "SLUG",
    "OutputCondition",
    "PageSizeError",
    "render_pages",
    "render_pdf",
    "render_sheets",
]

SLUG = 12.0  # beyond the bleed, for marks and the slug line
MAX_PAGE_PT = 14400  # ISO 32000-1, annex C: Acrobat opens no larger page
CUT_WIDTH = 0.1  # cutters follow the middle of a hairline
_ARC = 0.5522847498  # of the radius: the control points of a quarter of a circle


class PageSizeError(ValueError):
    """The sign with its marks is larger than a PDF page may be (5080 mm)."""


def render_pdf(drawing: Drawing, condition: OutputCondition, *, cut_contour: bool = False) -> bytes:
    """One page at real size: the fills, marks and slug on all plates, trim, bleed and media boxes.

    With `cut_contour` the cuts are drawn too, in a spot colour that cutters look for.
    No font, no RGB, no transparency, no clock. Raises PageSizeError.
    """
    return render_pages((drawing,), drawing.title, condition, cut_contour=cut_contour)


def render_pages(
    drawings: Iterable[Drawing], title: str, condition: OutputCondition, *, cut_contour: bool = False
) -> bytes:
    """A page for each drawing, as `render_pdf` makes it. Raises PageSizeError; ValueError without any."""
    return write_pages((_board(drawing, cut_contour) for drawing in drawings), title, condition)


def render_sheets(
    sheets: Iterable[Drawing], title: str, condition: OutputCondition, *, cut_contour: bool = False
) -> bytes:
    """A page for each sheet of stock: all three boxes are the sheet, the marks are the drawing's own.

    Raises PageSizeError; ValueError without sheets.
    """
    return write_pages((_sheet(sheet, cut_contour) for sheet in sheets), title, condition)


def _board(drawing: Drawing, cut_contour: bool) -> Page:
    margin = drawing.bleed + SLUG
    media = Rect(0, 0, drawing.width + 2 * margin, drawing.height + 2 * margin)
    _check_size(drawing, media)
    marks = marks_around(Rect(0, 0, drawing.width, drawing.height), drawing.bleed)
    return Page(
        media=_corners_pt(media),
        bleed=_corners_pt(_inset(media, SLUG)),
        trim=_corners_pt(_inset(media, margin)),
        content="\n".join(_content(drawing, margin, marks, cut_contour)),
        cut_contour=cut_contour,
    )


def _sheet(sheet: Drawing, cut_contour: bool) -> Page:
    whole = Rect(0, 0, sheet.width, sheet.height)
    _check_size(sheet, whole)
    content = "\n".join(_content(sheet, 0, sheet.marks, cut_contour))
    corners = _corners_pt(whole)
    return Page(corners, corners, corners, content, cut_contour)


def _check_size(drawing: Drawing, media: Rect) -> None:
    if mm_to_pt(max(media.width, media.height)) > MAX_PAGE_PT:
        limit = pt_to_mm(MAX_PAGE_PT) - (media.width - drawing.width)
        raise PageSizeError(f"{drawing.width:g}×{drawing.height:g} mm: longer than {limit:g} mm")


def _content(
    drawing: Drawing, margin: float, marks: Iterable[Hairline | Registration], cut_contour: bool
) -> Iterator[str]:
    """The page's operators, in mm from the trim's lower left corner."""
    yield f"q {_n(mm_to_pt(1), 9)} 0 0 {_n(mm_to_pt(1), 9)} {_n(mm_to_pt(margin))} {_n(mm_to_pt(margin))} cm"
    for fill in drawing.fills:
        yield from _fill(fill)
    if cut_contour:
        yield from _cut_contour(drawing)
    yield "/All CS 1 SCN /All cs 1 scn"  # on every plate, so that no mark adds an ink to the sign
    yield from _glyphs(drawing.slug)
    yield _marks(tuple(marks))
    yield "Q"


@lru_cache(maxsize=64)  # a county's signs are of few sizes
def _marks(marks: tuple[Hairline | Registration, ...]) -> str:
    lines = [f"{_n(MARK_WIDTH)} w"]
    for mark in marks:
        lines += _registration(mark) if isinstance(mark, Registration) else (_line(mark),)
    return "\n".join(lines)


def _fill(fill: Fill) -> Iterator[str]:
    yield f"{_ink(fill.ink)} k"
    if fill.rects:
        # One path: neighbours that touch show no seam.
        yield "\n".join([_rect(*rect) for rect in fill.rects])
        yield "f"
    yield from _glyphs(fill.glyphs)


def _rect(x: float, y: float, width: float, height: float) -> str:
    return f"{_n(x)} {_n(y)} {_n(width)} {_n(height)} re"


def _glyphs(glyphs: tuple[Placed, ...]) -> Iterator[str]:
    for outline, x, y, sx, sy in glyphs:
        if path := _path(outline):
            yield f"q {_n(sx, 8)} 0 0 {_n(sy, 8)} {_n(x)} {_n(y)} cm\n{path}\nf Q"


def _cut_contour(drawing: Drawing) -> Iterator[str]:
    """Over what lies beneath: the line is for the cutter and takes no ink away where it passes."""
    yield f"q /Overprint gs /CutContour CS 1 SCN {_n(CUT_WIDTH)} w"
    for outline in drawing.cuts:
        if isinstance(outline, Rect):
            yield f"{_rect(*outline)} S"
        else:
            # Placed by its points: the line would be scaled together with the space that it is drawn in.
            segments = (_placed(segment, outline) for segment in outline.outline.segments)
            yield f"{' '.join(map(_operator, segments))} S"
    yield "Q"


def _placed(segment: Segment, at: Placed) -> Segment:
    """The segment in mm."""
    return type(segment)(
        *(at.y + v * at.sy if odd % 2 else at.x + v * at.sx for odd, v in enumerate(segment))
    )


def _registration(mark: Registration) -> Iterator[str]:
    yield from map(_line, mark.cross)
    x, y, r, k = mark.x, mark.y, RING / 2, RING / 2 * _ARC
    arcs = (
        Curve(x + r, y + k, x + k, y + r, x, y + r),
        Curve(x - k, y + r, x - r, y + k, x - r, y),
        Curve(x - r, y - k, x - k, y - r, x, y - r),
        Curve(x + k, y - r, x + r, y - k, x + r, y),
    )
    yield f"{' '.join(_operator(segment) for segment in (Move(x + r, y), *arcs, Close()))} S"


def _line(line: Hairline) -> str:
    return f"{_n(line.x0)} {_n(line.y0)} m {_n(line.x1)} {_n(line.y1)} l S"


def _ink(ink: Ink) -> str:
    return " ".join(_n(part) for part in (ink.cyan, ink.magenta, ink.yellow, ink.black))


def _inset(rect: Rect, by: float) -> Rect:
    return Rect(rect.x + by, rect.y + by, rect.width - 2 * by, rect.height - 2 * by)


def _corners_pt(rect: Rect) -> tuple[float, float, float, float]:
    x1, y1 = rect.x + rect.width, rect.y + rect.height
    return mm_to_pt(rect.x), mm_to_pt(rect.y), mm_to_pt(x1), mm_to_pt(y1)
