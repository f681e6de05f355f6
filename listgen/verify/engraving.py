"""A sign's SVG or DXF against its PDF, which is judged by itself: the same outlines to cut and to engrave."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO

import numpy as np
import pikepdf

from listgen.findings import Finding, Location, error
from listgen.verify.content import CUT_CONTOUR, Painting, walk
from listgen.verify.dxf_image import CUT, ENGRAVE, DxfError, UnitsError, read_dxf_outlines
from listgen.verify.outlines import Outline
from listgen.verify.pdf_page import page_boxes
from listgen.verify.promised import Engraving
from listgen.verify.svg_image import SvgError
from listgen.verify.svg_outlines import read_svg_outlines
from listgen.verify.worked import (
    Contour,
    Points,
    Worked,
    covers_alike,
    farther,
    is_upright,
    sampled,
    worked_of,
)

GROUND = "GROUND"  # a layer of what is not worked: the square of a code
CURVES = 0.001  # mm between the control points of two curves
FLATTENED = 0.055  # mm between a curve and its polygon; 0.05 is what is promised, both are rounded
_SIZE = 0.001


def check_engraving(data: bytes, engraving: Engraving, pdf: bytes) -> Iterator[Finding]:
    """All in which the file differs from the sign's PDF; `pdf` is that file."""
    place = Location(engraving.path)
    wanted = _of_pdf(pdf)
    if wanted is None:
        yield error("engraving-unchecked", place, value=engraving.sign.path)
        return
    try:
        if engraving.format == "svg":
            found, title = read_svg_outlines(data, engraving.cut)
            if title != engraving.sign.wording:
                yield error("engraving-title", place, value=title, expected=engraving.sign.wording)
            yield from _check_common(found, wanted, place, engraving.cut)
            yield from _check_curves(found.curved, wanted.curved, place)
            yield from _check_upright(found.upright, wanted.upright, place)
        else:
            layers = read_dxf_outlines(data, (CUT, ENGRAVE, GROUND))
            polygons = layers[ENGRAVE]
            width, height = (
                max((end[axis] for one in layers[CUT] for end in one), default=0) for axis in (0, 1)
            )
            found = Worked(width, height, tuple(layers[CUT]), (), ())
            yield from _check_common(found, wanted, place)
            yield from _check_polygons(polygons, wanted, place)
    except (SvgError, DxfError, UnitsError) as problem:
        yield error("engraving-unreadable", place, value=str(problem))


def _of_pdf(pdf: bytes) -> Worked | None:
    """What the PDF asks for; None where it cannot be read, which its own check tells."""
    try:
        with pikepdf.open(BytesIO(pdf), attempt_recovery=False) as document:
            page = document.pages[0]
            boxes, _ = page_boxes(page, Location())
            painted = [found for found in walk(page) if isinstance(found, Painting)]
            inked = [painting for painting in painted if painting.ink != CUT_CONTOUR]
            return worked_of(inked, boxes["TrimBox"])
    except (pikepdf.PdfError, ValueError, TypeError, IndexError, KeyError, RecursionError):
        return None


def _check_common(found: Worked, wanted: Worked, place: Location, cut: bool = True) -> Iterator[Finding]:
    """Size, and the one outline to cut."""
    sizes = ((found.width, found.height), (wanted.width, wanted.height))
    if any(abs(side - other) > _SIZE for side, other in zip(*sizes, strict=True)):
        value, expected = (f"{width:.3f}×{height:.3f} mm" for width, height in sizes)
        yield error("engraving-size", place, value=value, expected=expected)
    if not cut:
        return
    if len(found.cuts) != 1 or len(found.cuts[0]) != 4 or not covers_alike(found.cuts, wanted.cuts):
        yield error("engraving-cut", place, value=len(found.cuts))


def _check_curves(found: Sequence[Contour], wanted: Sequence[Contour], place: Location) -> Iterator[Finding]:
    """Contour by contour the same sides with the same points."""
    shapes = [[[len(side) for side in contour] for contour in contours] for contours in (found, wanted)]
    if shapes[0] != shapes[1]:
        yield error("engraving-count", place, value=len(found), expected=len(wanted))
        return
    off = [np.abs(_points(one) - _points(other)).max() for one, other in zip(found, wanted, strict=True)]
    if off and max(off) > CURVES:
        yield error("engraving-outline", place, value=f"{max(off):.3f}", expected=f"{CURVES:g}")


def _points(contour: Contour) -> Points:
    return np.array([point for side in contour for point in side])


def _check_upright(found: Sequence[Outline], wanted: Sequence[Outline], place: Location) -> Iterator[Finding]:
    if not covers_alike(found, wanted):
        yield error("engraving-rule", place)


def _check_polygons(polygons: Sequence[Outline], wanted: Worked, place: Location) -> Iterator[Finding]:
    """Each contour has a polygon that keeps to it; what is left are the rules and codes."""
    left = [np.array(polygon) for polygon in polygons]
    boxes = np.array([_box(polygon) for polygon in left]).reshape(-1, 4)
    taken: set[int] = set()
    worst = 0.0
    for contour in wanted.curved:
        if len(taken) == len(left):
            yield error("engraving-count", place, value=len(polygons), expected=len(wanted.curved))
            return
        curve = sampled(contour)
        nearest = int(np.abs(boxes - _box(curve)).sum(axis=1).argmin())
        boxes[nearest] = np.inf
        taken.add(nearest)
        for points, ring in ((curve, left[nearest]), (left[nearest], curve)):
            worst = max(worst, farther(points, ring, FLATTENED))
    if worst > FLATTENED:
        yield error("engraving-outline", place, value=f"{worst:.3f}", expected=f"{FLATTENED:g}")
    others = (polygon for at, polygon in enumerate(left) if at not in taken)
    rest = [[(float(x), float(y)) for x, y in polygon] for polygon in others]
    if not all(map(is_upright, rest)):
        yield error("engraving-count", place, value=len(polygons), expected=len(wanted.curved))
    else:
        yield from _check_upright(rest, wanted.upright, place)


def _box(points: Points) -> Points:
    """Its corners; how much the boxes of two differ tells which belong together."""
    return np.concatenate((points.min(axis=0), points.max(axis=0)))
