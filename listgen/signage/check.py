"""What is wrong with the wording of signs, found before any is drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import floor

from listgen.drawing.model import Fill
from listgen.findings import Finding, Location, error
from listgen.signage import hall as hall_sign
from listgen.signage.coverage import Need, is_covered
from listgen.signage.filing import NoRoomError, filing_text, set_filing
from listgen.signage.functions import CrowdedError
from listgen.signage.gate import CHARACTERS as GATE_CHARACTERS
from listgen.signage.gate import TITLE, title_face
from listgen.signage.hall import HallText, set_heading, set_texts
from listgen.signage.hall import fills_of as fills_of_hall
from listgen.signage.logo import met_by_logo
from listgen.signage.plaque import board, fills_of, has_room, set_wording
from listgen.signage.scheme import ORGANISATIONS, HallSlot, Orientation, Scheme, Slot
from listgen.signage.slug import CHARACTERS as SLUG_CHARACTERS
from listgen.signage.slug import FACE as SMALL_FACE
from listgen.typeset.cells import UNTURNED
from listgen.typeset.face import Face
from listgen.typeset.faces import Faces
from listgen.typeset.setting import OverfullError


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


def needs_of_signs(scheme: Scheme, texts: Iterable[SignText]) -> Iterator[Need]:
    """What plaques say."""
    for text in texts:
        slot = scheme.slot(text.slot)
        yield Need(text.wording, slot.face, text.owner, slot.column, text.location)


def needs_of_halls(
    hall: HallSlot, texts: Iterable[SignText], functions: Sequence[str], phone: str, location: Location
) -> Iterator[Need]:
    """What hall signs say; `location` is of what the county puts on all of them."""
    for organisation in ORGANISATIONS:
        for line in (*functions, hall.phone, phone, *hall.panel.lines(organisation)):
            yield Need(line, hall.text_face, hall.column, hall.column, location)
    for text in texts:
        yield Need(text.wording, hall.face, text.owner, hall.column, text.location)


def needs_of_filings(scheme: Scheme, texts: Iterable[SignText]) -> Iterator[Need]:
    """The numbers on record, small on their signs."""
    columns = {sign.id: sign.column for sign in scheme.signs}
    for text in texts:
        yield Need(filing_text(text.wording), SMALL_FACE, text.owner, columns[text.slot], text.location)


def needs_of_names(scheme: Scheme, texts: Iterable[SignText]) -> Iterator[Need]:
    """What a gate's picture says besides its signs: places, the wordings of `texts`, and names of signs."""
    for text in texts:
        yield Need(text.wording + TITLE, title_face(scheme), text.owner, text.owner, text.location)
    for sign in scheme.signs:
        place = sign.places.get("column", Location())
        yield Need(GATE_CHARACTERS, SMALL_FACE, sign.column, sign.column, place)
        yield Need(sign.column, SMALL_FACE, sign.column, sign.column, place)


def needs_of_slugs(scheme: Scheme, location: Location) -> Iterator[Need]:
    """What stands beside the trim of every sign, whatever its wording."""
    for sign in scheme.signs:
        yield Need(SLUG_CHARACTERS, SMALL_FACE, sign.column, sign.column, location)


def check_signs(scheme: Scheme, texts: Iterable[SignText], faces: Faces) -> list[Finding]:
    """Wordings that do not fit, each with the owner and what would do. Missing characters are not judged.

    Nor are the wordings of a board that is too narrow for any character.
    """
    slots = {slot.id: slot for slot in scheme.slots if not _too_narrow(slot)}
    opened = {role: faces.face(role) for role in {slot.face for slot in slots.values()} & {*faces.roles}}
    known = (text for text in texts if text.slot in slots and slots[text.slot].face in opened)
    return [
        finding
        for text in known
        for finding in _check_text(slots[text.slot], text, faces, opened[slots[text.slot].face])
    ]


def check_halls(
    hall: HallSlot,
    texts: Sequence[SignText],
    functions: Sequence[str],
    phone: str,
    faces: Faces,
    location: Location,
) -> list[Finding]:
    """The same for the hall signs; `location` is of what the county puts on all of them, judged once."""
    findings = _check_shared(hall, functions, phone, faces, location)
    sound = hall_sign.invites(hall, ORGANISATIONS[0], faces)
    for text in texts:
        if sound and hall_sign.has_room(hall, text.wording, faces):
            continue
        # What the county shares has been judged; a sign of the wording alone shows the village's own faults.
        alone = HallText(text.wording, (), "", ORGANISATIONS[0])
        findings += _fit_heading(hall, text, faces) or _fit_hall(
            hall, alone, faces, text.owner, text.location
        )
    if hall.logo and not findings:  # its place depends on all that the sign says
        findings += _check_hall_logos(hall, texts, functions, phone, faces)
    return findings


def _check_hall_logos(
    hall: HallSlot, texts: Iterable[SignText], functions: Sequence[str], phone: str, faces: Faces
) -> Iterator[Finding]:
    for text in texts:
        fills: list[Fill] = []
        found: list[Finding] = []
        for organisation in ORGANISATIONS:
            whole = HallText(text.wording, tuple(functions), phone, organisation)
            found = found or _fit_hall(hall, whole, faces, text.owner, text.location)
            if not found and _can_set(hall, whole, faces):
                fills += fills_of_hall(hall, whole, faces)
        yield from found or _check_logo(hall, fills, text.owner, text.location)


def check_filings(scheme: Scheme, texts: Iterable[SignText], faces: Faces) -> list[Finding]:
    """Filing numbers, as the wordings of `texts`, that cannot be set small on their signs."""
    signs = {sign.id: sign for sign in scheme.signs}
    return [finding for text in texts for finding in _check_filing(signs[text.slot], text, faces)]


def _check_filing(sign: Slot | HallSlot, text: SignText, faces: Faces) -> list[Finding]:
    if not is_covered(filing_text(text.wording), SMALL_FACE, faces):
        return []
    try:
        number = Fill(sign.ink, "text", glyphs=set_filing(sign, text.wording, faces))
    except NoRoomError:
        facts = {"value": text.wording, "owner": text.owner, "sign": sign.column}
        return [error("filing-lacks-room", text.location, **facts)]
    return _check_logo(sign, (number,), text.owner, text.location)


def _check_shared(
    hall: HallSlot, functions: Sequence[str], phone: str, faces: Faces, location: Location
) -> list[Finding]:
    findings: list[Finding] = []
    for organisation in ORGANISATIONS:
        shared = HallText(hall.emphasis[0], tuple(functions), phone, organisation)
        findings += [] if findings else _fit_hall(hall, shared, faces, hall.column, location)
    return findings


def _too_narrow(slot: Slot) -> bool:
    return slot.orientation is Orientation.VERTICAL and board(slot).em_max < slot.character_min


def _check_text(slot: Slot, text: SignText, faces: Faces, face: Face) -> list[Finding]:
    if not is_covered(text.wording, slot.face, faces):
        return []
    findings = [*_unturned(text, slot.column)] if slot.orientation is Orientation.VERTICAL else []
    if findings:
        return findings
    if not slot.logo and has_room(slot, text.wording, face):
        return []
    try:
        ways = (False, True) if slot.logo else (False,)  # a board may have to look like those beside it
        settings = [set_wording(slot, text.wording, face, text.places, way) for way in ways]
    except OverfullError as fault:
        return [_too_long("text-too-long", fault, text.owner, slot.column, text.location, _size(fault))]
    fills = [fill for setting in settings for fill in fills_of(slot, setting)]
    return _check_logo(slot, fills, text.owner, text.location)


def _check_logo(
    sign: Slot | HallSlot, fills: Sequence[Fill], owner: str, location: Location
) -> list[Finding]:
    """A logo has its place to itself, whatever the wording."""
    met = met_by_logo(sign.logo, fills) if sign.logo else ()
    facts = {"owner": owner, "sign": sign.column}
    return [error("logo-meets", location, value=role, **facts) for role in met]


def _can_set(hall: HallSlot, text: HallText, faces: Faces) -> bool:
    said = "".join((*text.functions, hall.phone, text.phone, *hall.panel.lines(text.organisation)))
    return is_covered(text.wording, hall.face, faces) and is_covered(said, hall.text_face, faces)


def _fit_heading(hall: HallSlot, text: SignText, faces: Faces) -> list[Finding]:
    if not is_covered(text.wording, hall.face, faces):
        return []
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


def _fit_hall(hall: HallSlot, text: HallText, faces: Faces, owner: str, location: Location) -> list[Finding]:
    if not _can_set(hall, text, faces):
        return []
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
