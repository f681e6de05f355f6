"""What is wrong with the wording of signs, found before any is drawn."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import floor

from listgen.findings import Finding, Location, error
from listgen.signage.filing import NoRoomError, set_filing
from listgen.signage.gate import title_face
from listgen.signage.hall import CrowdedError, HallText, set_heading, set_texts
from listgen.signage.plaque import board, set_wording
from listgen.signage.scheme import ORGANISATIONS, HallSlot, Orientation, Scheme, Slot
from listgen.signage.slug import FACE as SMALL_FACE
from listgen.typeset.cells import UNTURNED
from listgen.typeset.faces import Faces
from listgen.typeset.setting import OverfullError

_PRIVATE_USE = "Co"


@dataclass(frozen=True, slots=True)
class SignText:
    """One wording of the roster: whose it is, for which slot, and where it is written.

    `places` are the names of county, township and village.
    """

    owner: str
    slot: str
    wording: str
    location: Location
    places: tuple[str, ...] = ()


def check_signs(scheme: Scheme, texts: Iterable[SignText], faces: Faces) -> list[Finding]:
    """Characters without a glyph and wordings that do not fit, each with the owner and what would do.

    Of a board that is too narrow for any character that alone is said.
    """
    slots = {slot.id: slot for slot in scheme.slots if not _too_narrow(slot)}
    known = [text for text in texts if text.slot in slots]
    return [finding for text in known for finding in _check_text(slots[text.slot], text, faces)]


def check_halls(
    hall: HallSlot,
    texts: Iterable[SignText],
    functions: Sequence[str],
    phone: str,
    faces: Faces,
    location: Location,
) -> list[Finding]:
    """The same for the hall signs; `location` is of what the county puts on all of them, judged once."""
    findings = _check_shared(hall, functions, phone, faces, location)
    for text in texts:
        # What the county shares has been judged; a sign of the wording alone shows the village's own faults.
        alone = HallText(text.wording, (), "", ORGANISATIONS[0])
        found = list(_characters(text.wording, faces, hall.face, text.owner, text.location))
        found = found or _fit_heading(hall, text, faces)
        findings += found or _fit_hall(hall, alone, faces, text.owner, text.location)
    return findings


def check_names(scheme: Scheme, texts: Iterable[SignText], faces: Faces) -> list[Finding]:
    """Characters that a gate's picture lacks: in places, the wordings of `texts`, and in names of signs."""
    role = title_face(scheme)
    findings = [
        finding
        for text in texts
        for finding in _characters(text.wording, faces, role, text.owner, text.location)
    ]
    for sign in scheme.signs:
        place = sign.places.get("column", Location())
        findings += _characters(sign.column, faces, SMALL_FACE, sign.column, place)
    return findings


def check_filings(scheme: Scheme, texts: Iterable[SignText], faces: Faces) -> list[Finding]:
    """Filing numbers, as the wordings of `texts`, that cannot be set small on their signs."""
    signs = {sign.id: sign for sign in scheme.signs}
    return [finding for text in texts for finding in _check_filing(signs[text.slot], text, faces)]


def _check_filing(sign: Slot | HallSlot, text: SignText, faces: Faces) -> list[Finding]:
    findings = list(_characters(text.wording, faces, SMALL_FACE, text.owner, text.location))
    if findings:
        return findings
    try:
        set_filing(sign, text.wording, faces)
    except NoRoomError:
        facts = {"value": text.wording, "owner": text.owner, "sign": sign.column}
        return [error("filing-lacks-room", text.location, **facts)]
    return []


def _check_shared(
    hall: HallSlot, functions: Sequence[str], phone: str, faces: Faces, location: Location
) -> list[Finding]:
    findings: list[Finding] = []
    for organisation in ORGANISATIONS:
        texts = (*functions, hall.phone, phone, *hall.panel.lines(organisation))
        findings += _characters("".join(texts), faces, hall.text_face, hall.column, location)
        shared = HallText(hall.emphasis[0], tuple(functions), phone, organisation)
        findings += [] if findings else _fit_hall(hall, shared, faces, hall.column, location)
    return list(dict.fromkeys(findings))


def _too_narrow(slot: Slot) -> bool:
    return slot.orientation is Orientation.VERTICAL and board(slot).em_max < slot.character_min


def _check_text(slot: Slot, text: SignText, faces: Faces) -> list[Finding]:
    face = faces.face(slot.face)
    findings = list(_characters(text.wording, faces, slot.face, text.owner, text.location))
    if slot.orientation is Orientation.VERTICAL:
        findings += _unturned(text, slot.column)
    if findings:
        return findings
    try:
        set_wording(slot, text.wording, face, text.places)
    except OverfullError as fault:
        return [_too_long("text-too-long", fault, text.owner, slot.column, text.location, _size(fault))]
    return []


def _fit_heading(hall: HallSlot, text: SignText, faces: Faces) -> list[Finding]:
    try:
        set_heading(hall, text.wording, faces)
    except OverfullError as fault:
        return [_too_long("text-too-long", fault, text.owner, hall.column, text.location, _size(fault))]
    return []


def _size(fault: OverfullError) -> dict[str, int]:
    """The board that would do, in whole millimetres."""
    return {"length": floor(fault.overfull.length) + 1}


def _unturned(text: SignText, sign: str) -> Iterator[Finding]:
    """One finding a mark of Western text, which vertical text has no shape for."""
    for char in dict.fromkeys(text.wording):
        if char in UNTURNED:
            facts = {"mark": char, "owner": text.owner, "sign": sign}
            yield error("mark-not-turned", text.location, value=text.wording, **facts)


def _characters(text: str, faces: Faces, role: str, owner: str, location: Location) -> Iterator[Finding]:
    """One finding a character. A private-use one differs from font to font; a drawn outline settles it."""
    face = faces.face(role)
    missing = face.missing(text)
    for char in dict.fromkeys(text):
        facts = {"value": char, "codepoint": f"U+{ord(char):04X}", "owner": owner}
        if unicodedata.category(char) == _PRIVATE_USE and not face.is_drawn(char):
            yield error("private-use-character", location, **facts)
        elif char in missing:
            yield error("missing-glyph", location, faces=face.name, role=role, **facts)


def _fit_hall(hall: HallSlot, text: HallText, faces: Faces, owner: str, location: Location) -> list[Finding]:
    try:
        set_texts(hall, text, faces)
    except OverfullError as fault:
        return [_too_long("hall-text-too-long", fault, owner, hall.column, location, {})]
    except CrowdedError as fault:
        facts = {"value": "、".join(text.functions), "count": fault.count, "most": fault.most}
        return [error("hall-sign-crowded", location, sign=hall.column, **facts)]
    return []


def _too_long(
    slug: str, fault: OverfullError, owner: str, sign: str, location: Location, size: dict[str, int]
) -> Finding:
    found = fault.overfull
    facts = {"value": found.text, "owner": owner, "count": found.cells, "most": found.most}
    return error(slug, location, sign=sign, **facts, **size)
