"""A board within its trim: what it paints where, in which inks, how near to the cut, and what it says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from listgen.findings import Finding, Location, error
from listgen.verify.boxes import TOLERANCE, Box, contains, in_mm, overlap, shown
from listgen.verify.content import ALL_PLATES, UNKNOWN, Painting
from listgen.verify.covering import check_covering, is_character
from listgen.verify.extent import extent
from listgen.verify.logo import check_logo, without_logo
from listgen.verify.promised import Sign
from listgen.verify.shapes import Shapes
from listgen.verify.wording import check_wording


def check_board(
    paintings: Sequence[Painting], trim: Box | None, sign: Sign, shapes: Shapes | None, place: Location
) -> Iterator[Finding]:
    """What was ordered against what is painted; wording only where the faces are at hand."""
    yield from _check_inks(paintings, sign, place)
    yield from check_covering(paintings, place)
    if sign.logo and trim:
        yield from check_logo(paintings, sign.logo, trim, place)
    if shapes:
        yield from check_wording(paintings, sign, shapes, place)


def check_places(paintings: Sequence[Painting], trim: Box, bleed: Box, place: Location) -> Iterator[Finding]:
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


def check_margins(paintings: Sequence[Painting], trim: Box, sign: Sign, place: Location) -> Iterator[Finding]:
    """No character is nearer to the cut than was ordered."""
    if sign.margins is None:
        return
    across, along = sign.margins
    safe = (trim[0] + across, trim[1] + along, trim[2] - across, trim[3] - along)
    for painting in filter(is_character, without_logo(paintings, sign)):
        # The box of the control points is quick and may be too large.
        if not contains(safe, in_mm(painting.box)) and not contains(safe, in_mm(extent(painting))):
            yield error("sign-margin", place, value=shown(in_mm(extent(painting))), expected=shown(safe))


def _check_inks(paintings: Sequence[Painting], sign: Sign, place: Location) -> Iterator[Finding]:
    """Paper white is no ink; a fault of the colour space is told elsewhere."""
    wanted = {tuple(round(part, 3) for part in ink) for ink in sign.inks if any(ink)}
    used = {painting.ink for painting in paintings if any(painting.ink) and painting.ink != UNKNOWN}
    if used != wanted:
        yield error("pdf-ink", place, value=_inks(used), expected=_inks(wanted))


def _inks(inks: set[tuple[float, ...]]) -> str:
    return ", ".join(" ".join(f"{part * 100:g}" for part in ink) for ink in sorted(inks))
