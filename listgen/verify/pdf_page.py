"""One page of a sign's PDF: its boxes, and what it paints within them."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf

from listgen.findings import Finding, Location, error
from listgen.units import pt_to_mm
from listgen.verify.boxes import TOLERANCE, Box, contains, shown
from listgen.verify.content import CUT_CONTOUR, Fault, Painting, walk
from listgen.verify.covering import too_many
from listgen.verify.fineness import check_fineness
from listgen.verify.pdf_board import check_board, check_margins, check_places
from listgen.verify.pdf_marks import check_crop_marks, check_cut_lines, check_cuts, check_registration
from listgen.verify.promised import Sign
from listgen.verify.shapes import Shapes

BLEED = 3.0


@dataclass(frozen=True, slots=True)
class Content:
    """What a page paints: in process inks and on all plates, and the lines of cuts."""

    paintings: tuple[Painting, ...]
    cuts: tuple[Painting, ...]


def check_page(
    page: pikepdf.Page, place: Location, sign: Sign | None, shapes: Shapes | None
) -> Iterator[Finding]:
    """All faults of the page; what was ordered is compared where `sign` says it."""
    boxes, faults = page_boxes(page, place)
    yield from faults
    content = yield from page_content(page, place)
    if content is None:
        return
    if "TrimBox" in boxes and "BleedBox" in boxes:
        trim, bleed = boxes["TrimBox"], boxes["BleedBox"]
        yield from _check_boxes(boxes, place, sign)
        yield from check_places(content.paintings, trim, bleed, place)
        if sign:
            yield from check_crop_marks(content.paintings, trim, place)
            yield from check_registration(content.paintings, trim, bleed, place)
            yield from check_cuts(content.cuts, [trim] if sign.cut_contour else [], place)
            yield from check_margins(content.paintings, trim, sign, place)
    if sign:
        yield from check_board(content.paintings, boxes.get("TrimBox"), sign, shapes, place)


def page_content(page: pikepdf.Page, place: Location) -> Generator[Finding, None, Content | None]:
    """What the page paints, or None where it is too much to judge; yields what it may not paint."""
    paintings, cuts = [], []
    for found in walk(page):
        if isinstance(found, Fault):
            yield error(found.slug, place, value=found.value)
        elif found.ink == CUT_CONTOUR:
            cuts.append(found)
        else:
            paintings.append(found)
    if too_many(paintings):
        yield error("pdf-damaged", place, value=f"{len(paintings)} paths")
        return None
    yield from check_cut_lines(cuts, place)
    yield from check_fineness(paintings, place)
    return Content(tuple(paintings), tuple(cuts))


def page_boxes(page: pikepdf.Page, place: Location) -> tuple[dict[str, Box], list[Finding]]:
    """The page's boxes in mm, and the faults of those that are missing or may not be there."""
    boxes: dict[str, Box] = {}
    faults = []
    for name in ("MediaBox", "CropBox", "BleedBox", "TrimBox", "ArtBox"):
        found = _inherited(page.obj, f"/{name}")
        if found is not None:
            x0, y0, x1, y1 = (pt_to_mm(float(corner)) for corner in found)
            boxes[name] = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
    for name in ("MediaBox", "BleedBox", "TrimBox"):
        if name not in boxes:
            faults.append(error("pdf-box", place, box=name, value="", expected=name))
    if "ArtBox" in boxes:
        faults.append(error("pdf-box", place, box="ArtBox", value=shown(boxes["ArtBox"]), expected=""))
    for name in ("/Rotate", "/UserUnit"):
        value = _inherited(page.obj, name)
        if value is not None and float(value) != (0 if name == "/Rotate" else 1):
            faults.append(error("pdf-box", place, box=name[1:], value=str(value), expected=""))
    return boxes, faults


def _inherited(node: Any, key: str) -> Any:
    for _ in range(20):
        if key in node:
            return node[key]
        if "/Parent" not in node:
            return None
        node = node["/Parent"]
    return None


def _check_boxes(boxes: dict[str, Box], place: Location, sign: Sign | None) -> Iterator[Finding]:
    trim, bleed = boxes["TrimBox"], boxes["BleedBox"]
    for outer, inner in (("MediaBox", "BleedBox"), ("CropBox", "BleedBox"), ("BleedBox", "TrimBox")):
        if outer in boxes and not contains(boxes[outer], boxes[inner]):
            yield error("pdf-box", place, box=outer, value=shown(boxes[outer]), expected=f"⊇ {inner}")
    reach = min(trim[0] - bleed[0], trim[1] - bleed[1], bleed[2] - trim[2], bleed[3] - trim[3])
    if reach < BLEED - TOLERANCE:
        yield error("pdf-box", place, box="BleedBox", value=f"{reach:.2f} mm", expected=f"{BLEED:g} mm")
    if sign:
        size = (trim[2] - trim[0], trim[3] - trim[1])
        if any(abs(side - wanted) > TOLERANCE for side, wanted in zip(size, sign.trim, strict=True)):
            value, expected = (f"{side:.2f}×{other:.2f} mm" for side, other in (size, sign.trim))
            yield error("pdf-box", place, box="TrimBox", value=value, expected=expected)
