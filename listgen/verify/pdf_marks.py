"""What guides the shop: crop marks, registration marks, and the line of the cut where one was ordered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from listgen.findings import Finding, Location, error
from listgen.units import pt_to_mm
from listgen.verify.boxes import TOLERANCE, Box, alike, in_mm, middle, overlap, shown, size
from listgen.verify.content import ALL_PLATES, Painting

LEAST_RING = 2.0  # mm: a smaller one cannot be judged by eye
CUT_LINE = (0.1, 0.25)  # mm, what cutters take for a hairline
_SIDES = ("x0", "y0", "x1", "y1")
_ARCS = 4


def check_crop_marks(paintings: Sequence[Painting], trim: Box, place: Location) -> Iterator[Finding]:
    """At each corner two crop marks point at the two cuts."""
    boxes = [in_mm(painting.box) for painting in paintings if painting.ink == ALL_PLATES]
    for side, cut in enumerate(trim):
        low, high = side % 2, side % 2 + 2
        aligned = [box for box in boxes if max(abs(box[low] - cut), abs(box[high] - cut)) < TOLERANCE]
        before = any(box[3 - low] <= trim[1 - low] for box in aligned)
        after = any(box[1 - low] >= trim[3 - low] for box in aligned)
        if not (before and after):
            yield error("pdf-mark", place, value=_SIDES[side])


def check_registration(
    paintings: Sequence[Painting], trim: Box, bleed: Box, place: Location
) -> Iterator[Finding]:
    """A circle in a cross beside the middle of each side, on all plates, with nothing upon it."""
    marks = [painting for painting in paintings if painting.ink == ALL_PLATES]
    boxes = [in_mm(mark.box) for mark in marks]
    rings = [box for mark, box in zip(marks, boxes, strict=True) if _is_ring(mark, box)]
    for side, edge in enumerate(bleed):
        outward = -1 if side < 2 else 1
        beside = [
            ring
            for ring in rings
            if outward * (middle(ring)[side % 2] - edge) > 0
            and abs(middle(ring)[1 - side % 2] - middle(trim)[1 - side % 2]) < TOLERANCE
        ]
        if not any(_is_crossed(ring, boxes) for ring in beside):
            yield error("pdf-registration", place, value=_SIDES[side])


def _is_ring(mark: Painting, box: Box) -> bool:
    width, height = size(box)
    round_ = [operator for operator, _ in mark.segments] == ["m", *["c"] * _ARCS]
    return mark.line_pt is not None and round_ and abs(width - height) < TOLERANCE and width >= LEAST_RING


def _is_crossed(ring: Box, boxes: Sequence[Box]) -> bool:
    """Whether two lines cross in the ring's middle and reach beyond it, and nothing else meets the mark."""
    arms = [box for box in boxes if _is_arm(box, ring, 0) or _is_arm(box, ring, 1)]
    level = [arm for arm in arms if _is_arm(arm, ring, 0)]
    if len(arms) != 2 or len(level) != 1:
        return False
    mark = (
        min(arm[0] for arm in arms),
        min(arm[1] for arm in arms),
        max(arm[2] for arm in arms),
        max(arm[3] for arm in arms),
    )
    return sum(overlap(box, mark) or box in arms for box in boxes) == 3


def _is_arm(box: Box, ring: Box, along: int) -> bool:
    across = 1 - along
    centred = all(abs(box[end] - middle(ring)[across]) < TOLERANCE for end in (across, across + 2))
    return centred and box[along] <= ring[along] and box[along + 2] >= ring[along + 2]


def check_cuts(cuts: Sequence[Painting], trims: Sequence[Box], place: Location) -> Iterator[Finding]:
    """Each trim is cut once, along a rectangle upon it; nothing else is cut. No `trims`: none was ordered."""
    if cuts and not trims:
        yield error("pdf-cut-unordered", place)
        return
    boxes = [in_mm(cut.box) for cut in cuts]
    for trim in trims:
        if sum(alike(box, trim) for box in boxes) != 1:
            yield error("pdf-cut-missing", place, value=shown(trim))
    for box in boxes:
        if not any(alike(box, trim) for trim in trims):
            yield error("pdf-cut-place", place, value=shown(box))


def check_cut_lines(cuts: Sequence[Painting], place: Location) -> Iterator[Finding]:
    """A cut is the hairline of one upright rectangle: cutters follow lines, and take fillings for none."""
    for cut in cuts:
        _, b, c, _, _, _ = cut.matrix
        if cut.line_pt is None or b or c or [operator for operator, _ in cut.segments] != ["re"]:
            yield error("pdf-cut-place", place, value=shown(in_mm(cut.box)))
        elif not CUT_LINE[0] - 1e-4 <= pt_to_mm(cut.line_pt) <= CUT_LINE[1] + 1e-4:
            yield error("pdf-cut-line", place, value=f"{pt_to_mm(cut.line_pt):.3f}")
