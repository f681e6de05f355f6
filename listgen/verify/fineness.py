"""What is too fine to be printed or engraved: lines, slivers of colour, and slivers between them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from listgen.findings import Finding, Location, error
from listgen.units import pt_to_mm
from listgen.verify.boxes import Box, in_mm, shown, size
from listgen.verify.content import Ink, Painting
from listgen.verify.covering import is_plain, rectangles

THINNEST = 0.05  # mm, what a shop still prints
_ROUNDING = 1e-3  # mm; what is nearer touches


def check_fineness(paintings: Sequence[Painting], place: Location) -> Iterator[Finding]:
    """Lines, filled shapes and gaps between rectangles of one ink, each at least as wide as a shop prints."""
    plain: dict[Ink, list[Box]] = {}
    for painting in paintings:
        if painting.line_pt is not None:
            if pt_to_mm(painting.line_pt) < THINNEST - 1e-4:
                yield error("pdf-line", place, value=f"{pt_to_mm(painting.line_pt):.3f}")
        elif is_plain(painting):
            plain.setdefault(painting.ink, []).extend(map(in_mm, rectangles(painting)))
        elif min(size(in_mm(painting.box))) < THINNEST - 1e-4:
            yield error("pdf-sliver", place, value=shown(in_mm(painting.box)))
    for boxes in plain.values():
        for box in boxes:
            if min(size(box)) < THINNEST - 1e-4:
                yield error("pdf-sliver", place, value=shown(box))
        yield from (error("pdf-gap", place, value=shown(gap)) for gap in _gaps(boxes))


def _gaps(boxes: Sequence[Box]) -> Iterator[Box]:
    """What is left between neighbours that nearly touch."""
    for axis in (0, 1):
        order = sorted(boxes, key=lambda box: box[axis])
        starts = [box[axis] for box in order]
        for box in order:
            end = box[axis + 2]
            near = slice(bisect_right(starts, end + _ROUNDING), bisect_left(starts, end + THINNEST - 1e-4))
            for other in order[near]:
                low, high = max(box[1 - axis], other[1 - axis]), min(box[3 - axis], other[3 - axis])
                if high - low > _ROUNDING:
                    edges = (end, low, other[axis], high)
                    yield edges if axis == 0 else (low, end, high, other[axis])
