"""One page of a sign's PDF: its boxes, what it paints where, in which inks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

from listgen.findings import Finding, Location, error
from listgen.units import pt_to_mm
from listgen.verify.boxes import TOLERANCE, Box, contains, in_mm, overlap, shown
from listgen.verify.content import ALL_PLATES, CUT_CONTOUR, UNKNOWN, Fault, Painting, walk
from listgen.verify.covering import check_covering, too_many
from listgen.verify.expected import Sign
from listgen.verify.pdf_marks import check_crop_marks, check_cut_lines, check_cuts, check_registration
from listgen.verify.shapes import Shapes
from listgen.verify.wording import check_wording

BLEED = 3.0
THINNEST_LINE = 0.05  # what a shop still prints


def check_page(
    page: pikepdf.Page, place: Location, sign: Sign | None, shapes: Shapes | None
) -> Iterator[Finding]:
    """All faults of the page; what was ordered is compared where `sign` says it."""
    boxes, faults = _boxes(page, place)
    yield from faults
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
        return
    if "TrimBox" in boxes and "BleedBox" in boxes:
        yield from _check_boxes(boxes, place, sign)
        yield from _check_places(paintings, boxes["TrimBox"], boxes["BleedBox"], place)
        if sign:
            yield from check_crop_marks(paintings, boxes["TrimBox"], place)
            yield from check_registration(paintings, boxes["TrimBox"], boxes["BleedBox"], place)
            yield from check_cuts(cuts, [boxes["TrimBox"]] if sign.cut_contour else [], place)
    yield from check_cut_lines(cuts, place)
    for painting in paintings:
        if painting.line_pt is not None and pt_to_mm(painting.line_pt) < THINNEST_LINE - 1e-4:
            yield error("pdf-line", place, value=f"{pt_to_mm(painting.line_pt):.3f}")
    if sign:
        yield from _check_inks(paintings, sign, place)
        yield from check_covering(paintings, place)
    if sign and shapes:
        yield from check_wording(paintings, sign, shapes)


def _boxes(page: pikepdf.Page, place: Location) -> tuple[dict[str, Box], list[Finding]]:
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


def _check_places(paintings: list[Painting], trim: Box, bleed: Box, place: Location) -> Iterator[Finding]:
    """Colour stays within the bleed and, where it reaches the cut, goes all the way; marks stay out."""
    seen = False
    for painting in paintings:
        box = in_mm(painting.box)
        if painting.ink == ALL_PLATES:
            if overlap(box, bleed):
                yield error("pdf-mark", place, value=shown(box))
        elif painting.ink != UNKNOWN and any(painting.ink):
            seen = seen or overlap(box, trim)
            if not contains(bleed, box):
                yield error("pdf-outside", place, value=shown(box))
            for side in range(4):
                sign = 1 if side < 2 else -1
                past_trim, past_bleed = (sign * (edge[side] - box[side]) for edge in (trim, bleed))
                if past_trim > -0.01 and past_bleed < -TOLERANCE:
                    yield error("pdf-bleed", place, value=shown(box))
    if not seen:
        yield error("pdf-empty", place)


def _check_inks(paintings: list[Painting], sign: Sign, place: Location) -> Iterator[Finding]:
    """Paper white is no ink; a fault of the colour space is told elsewhere."""
    wanted = {tuple(round(part, 3) for part in ink) for ink in sign.inks if any(ink)}
    used = {painting.ink for painting in paintings if any(painting.ink) and painting.ink != UNKNOWN}
    if used != wanted:
        yield error("pdf-ink", place, value=_inks(used), expected=_inks(wanted))


def _inks(inks: set[tuple[float, ...]]) -> str:
    return ", ".join(" ".join(f"{part * 100:g}" for part in ink) for ink in sorted(inks))
