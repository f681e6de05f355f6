"""What is wrong with a scheme whatever its signs say: sizes, lines, inks, places, faces, the code."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil, floor

from listgen.drawing.model import Ink
from listgen.findings import Finding, Location, error, warn
from listgen.qr.symbol import PayloadError, encode
from listgen.signage.board import BLEED
from listgen.signage.code import LEVEL, least_module, modules_across
from listgen.signage.scheme import Bar, HallSlot, Scheme, Slot
from listgen.signage.slug import FACE as SLUG_FACE
from listgen.typeset.faces import FaceError, Faces
from listgen.typeset.horizontal import Line
from listgen.typeset.vertical import EM_MAX

LONGEST_PAGE = 5080.0  # 14,400 pt, the largest page that Acrobat opens (ISO 32000-1, annex C)
SHEET_MARGIN = 12.0  # beyond the bleed, for marks and slug
LEAST_SIDE = 50.0  # a smaller board is no plaque
MOST_INK = 3.0  # of the four together; more does not dry (the usual limit of coated stock is 300 %)


def check_scheme(scheme: Scheme, faces: Faces, link: str, address: Location) -> list[Finding]:
    """What no wording can mend, each with the line of the scheme's file.

    `link` is the longest that a code of the county says; what is wrong with its length is found at
    `address`, where it is written.
    """
    findings = [finding for sign in scheme.signs for finding in _check_sign(sign, faces)]
    findings += _check_places(scheme)
    if scheme.hall and link.isascii():  # an address of other characters is refused as such
        hall, panel = scheme.hall, scheme.hall.panel
        findings += check_code(hall.column, panel.code, panel.reading_distance, link, address)
    return findings


def _at(sign: Slot | HallSlot, key: str) -> Location:
    return sign.places.get(key, Location())


def _check_sign(sign: Slot | HallSlot, faces: Faces) -> Iterator[Finding]:
    yield from _check_size(sign)
    if isinstance(sign, HallSlot):
        yield from _check_hall(sign)
    elif sign.bar:
        yield from _check_bar(sign, sign.bar)
    elif sign.width - 2 * sign.margins.side < sign.character_min:
        yield _margins(sign, "width", sign.width, sign.margins.side, sign.character_min)
    elif sign.height - 2 * sign.margins.end < sign.character_min:
        yield _margins(sign, "height", sign.height, sign.margins.end, sign.character_min)
    elif EM_MAX * sign.width < sign.character_min:
        facts = {"value": f"{sign.width:g}", "least": f"{ceil(sign.character_min / EM_MAX)}"}
        yield error("board-too-narrow", _at(sign, "trim"), sign=sign.column, **facts)
    yield from _check_inks(sign)
    roles = {sign.face: "face", SLUG_FACE: "face"}
    roles |= {sign.text_face: "text_face"} if isinstance(sign, HallSlot) else {}
    for role, key in roles.items():
        try:
            faces.face(role)
        except FaceError:
            yield error("face-unknown", _at(sign, key), value=role, sign=sign.column)


def _check_size(sign: Slot | HallSlot) -> Iterator[Finding]:
    longest = LONGEST_PAGE - 2 * (BLEED + SHEET_MARGIN)
    size = {"value": f"{sign.width:g}×{sign.height:g}", "sign": sign.column}
    if max(sign.width, sign.height) > longest:
        yield error("board-too-large", _at(sign, "trim"), longest=f"{longest:g}", **size)
    if min(sign.width, sign.height) < LEAST_SIDE:
        yield error("board-too-small", _at(sign, "trim"), least=f"{LEAST_SIDE:g}", **size)


def _margins(sign: Slot | HallSlot, way: str, length: float, margin: float, wanted: float) -> Finding:
    facts = {"value": f"{margin:g}", "field": way, "length": f"{length:g}", "wanted": f"{wanted:g}"}
    return error("margins-too-large", _at(sign, "margins"), sign=sign.column, **facts)


def _check_bar(sign: Slot, bar: Bar) -> Iterator[Finding]:
    """A horizontal sign: its two lines at their largest have to be within its margins."""
    least = min(bar.lead.em_min, bar.main.em_min)
    if sign.width - 2 * sign.margins.end < least:
        yield _margins(sign, "width", sign.width, sign.margins.end, least)
    yield from _check_lines(sign, {"lead": bar.lead, "main": bar.main})
    for key, line in (("lead", bar.lead), ("main", bar.main)):
        if line.em_min < sign.character_min:
            facts = {"value": f"{line.em_min:g}", "field": key, "least": f"{sign.character_min:g}"}
            yield error("line-below-least", _at(sign, key), sign=sign.column, **facts)
    head = bar.band.height if bar.band else 0.0
    if head:
        yield from _check_room(sign, "band", bar.lead.em, head)
        yield from _check_room(sign, "main", bar.main.em, sign.height - head - sign.margins.side)
    else:
        tall = bar.lead.em + bar.space + bar.main.em
        yield from _check_room(sign, "main", tall, sign.height - 2 * sign.margins.side)
    if bar.frame:
        inner = bar.frame.inset + bar.frame.width
        yield from _check_room(sign, "frame", inner, min(sign.margins.end, sign.margins.side))


def _check_hall(hall: HallSlot) -> Iterator[Finding]:
    panel = hall.panel
    lines = {"lead": hall.lead, "main": hall.main, "functions": hall.functions, "phone_line": hall.phone_line}
    yield from _check_lines(hall, lines | {"panel": panel.line})
    left = hall.width - panel.width - 2 * hall.margins.end
    least = min(line.em_min for line in lines.values())
    if left < least:
        yield _margins(hall, "width", hall.width - panel.width, hall.margins.end, least)
    yield from _check_room(hall, "main", hall.lead.em + hall.main.em, hall.height - 2 * hall.margins.side)
    yield from _check_room(hall, "panel", panel.code, panel.width)
    invitation = max(len(texts) for _, texts in panel.invitation) * panel.line.em
    tall = panel.top + panel.code + invitation
    yield from _check_room(hall, "panel", tall, hall.height - hall.margins.side)


def _check_lines(sign: Slot | HallSlot, lines: dict[str, Line]) -> Iterator[Finding]:
    for key, line in lines.items():
        for low, high, pair in (
            (line.em_min, line.em, "em_min > em"),
            (line.track_min, line.track_max, "track_min > track_max"),
        ):
            if low > high:
                yield error("line-reversed", _at(sign, key), value=pair, field=key, sign=sign.column)


def _check_room(sign: Slot | HallSlot, key: str, wanted: float, room: float) -> Iterator[Finding]:
    if wanted > room:
        facts = {"value": f"{wanted:g}", "field": key, "room": f"{max(room, 0):g}"}
        yield error("sign-lacks-room", _at(sign, key), sign=sign.column, **facts)


def _check_inks(sign: Slot | HallSlot) -> Iterator[Finding]:
    for key, ground, ink in _grounds(sign):
        yield from check_inks(sign.column, _at(sign, key), ground, ink)


def check_inks(sign: str, place: Location, ground: Ink, ink: Ink) -> Iterator[Finding]:
    """Nothing can be read in the colour of its ground; small edges in several inks show every shift."""
    if ink == ground:
        yield error("ink-like-ground", place, value=_percent(ink), sign=sign)
    if ink.black and any((ink.cyan, ink.magenta, ink.yellow)):
        yield warn("black-of-many-inks", place, value=_percent(ink), sign=sign)
    for colour in dict.fromkeys((ground, ink)):
        if sum((colour.cyan, colour.magenta, colour.yellow, colour.black)) > MOST_INK:
            facts = {"value": _percent(colour), "most": f"{MOST_INK * 100:g}"}
            yield warn("too-much-ink", place, sign=sign, **facts)


def _grounds(sign: Slot | HallSlot) -> Iterator[tuple[str, Ink, Ink]]:
    """The key of each ground of the sign, its colour, and that of what stands on it."""
    yield "ink", sign.ground, sign.ink
    if isinstance(sign, HallSlot):
        yield "panel", sign.panel.ground, sign.panel.ink
    elif sign.bar and sign.bar.band:
        yield "band", sign.bar.band.ground, sign.bar.band.ink


def _percent(ink: Ink) -> str:
    parts = {"C": ink.cyan, "M": ink.magenta, "Y": ink.yellow, "K": ink.black}
    return " ".join(f"{name}{part * 100:g}" for name, part in parts.items())


def _check_places(scheme: Scheme) -> Iterator[Finding]:
    """One point of view for the whole gate, one sign above it, no two signs in one place."""
    for at, slot in enumerate(scheme.slots):
        for other in scheme.slots[:at]:
            taken = slot.place.side == other.place.side and (
                slot.place.order == other.place.order or slot.place.side == "above"
            )
            if taken:
                facts = {"value": f"{slot.place.side} {slot.place.order}", "other": other.column}
                yield error("place-taken", _at(slot, "place"), sign=slot.column, **facts)
        first = scheme.slots[0]
        if slot.place.view != first.place.view:
            facts = {"value": slot.place.view, "expected": first.place.view, "other": first.column}
            yield error("place-seen-otherwise", _at(slot, "place"), sign=slot.column, **facts)


def check_code(sign: str, side: float, distance: float, link: str, address: Location) -> Iterator[Finding]:
    """The longer the link, the more modules its symbol has, and the larger it must be for its distance.

    `side` of the code in mm, with its quiet zone; `distance` in m from which people scan it.
    """
    try:
        symbol = encode(link, LEVEL)
    except PayloadError:
        yield error("code-too-long", address, value=link, count=len(link))
        return
    across = modules_across(symbol)
    least = ceil(across * least_module(distance))
    if side < least:
        reached = floor(side / across / least_module(1) * 10) / 10
        facts = {
            "value": f"{side:g}",
            "least": least,
            "distance": f"{distance:g}",
            "reached": f"{reached:g}",
            "count": len(link),
        }
        yield error("code-too-small", address, sign=sign, **facts)
