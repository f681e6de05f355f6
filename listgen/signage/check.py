"""What is wrong with the wording of signs, found before any is drawn."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from listgen.findings import Finding, Location, error
from listgen.signage import slug
from listgen.signage.hall import HallText, set_texts
from listgen.signage.plaque import set_wording
from listgen.signage.scheme import BLEED, HallSlot, Scheme, Slot
from listgen.typeset.face import Face
from listgen.typeset.faces import FaceError, Faces
from listgen.typeset.setting import OverfullError

LONGEST_PAGE = 5080.0  # 14,400 pt, the largest page that Acrobat opens (ISO 32000-1, annex C)
SHEET_MARGIN = 12.0  # beyond the bleed, for marks and slug
CODE_LEAST = 148.0  # 37 modules with the quiet zone, each 1/250 of a reading distance of 1 m
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


def check_scheme(scheme: Scheme, faces: Faces, location: Location) -> list[Finding]:
    """What no wording can mend: boards too large for a page, faces that are not there, a code too small."""
    signs: tuple[Slot | HallSlot, ...] = (*scheme.slots, *((scheme.hall,) if scheme.hall else ()))
    findings = [finding for sign in signs for finding in _check_sign(sign, faces, location)]
    if scheme.hall and scheme.hall.panel.code < CODE_LEAST:
        facts = {"value": f"{scheme.hall.panel.code:g}", "least": f"{CODE_LEAST:g}"}
        findings.append(error("code-too-small", location, sign=scheme.hall.column, **facts))
    return findings


def check_signs(scheme: Scheme, texts: Iterable[SignText], faces: Faces) -> list[Finding]:
    """Characters without a glyph and wordings that do not fit, each with the owner and what would do."""
    return [finding for text in texts for finding in _check_text(scheme.slot(text.slot), text, faces)]


def check_hall(hall: HallSlot, text: HallText, faces: Faces, owner: str, location: Location) -> list[Finding]:
    """The same for one hall sign; `location` is its wording's."""
    heading, rest = faces.face(hall.face), faces.face(hall.text_face)
    other = "".join((*text.functions, hall.phone, text.phone, *hall.panel.lines(text.organisation)))
    findings = [*_characters(text.wording, (heading,), owner, location)]
    findings += _characters(other, (rest,), owner, location)
    return findings or _fit(lambda: set_texts(hall, text, faces), owner, hall.column, location)


def _check_sign(sign: Slot | HallSlot, faces: Faces, location: Location) -> Iterator[Finding]:
    longest = LONGEST_PAGE - 2 * (BLEED + SHEET_MARGIN)
    if max(sign.width, sign.height) > longest:
        size = f"{sign.width:g}×{sign.height:g}"
        yield error("board-too-large", location, value=size, sign=sign.column, longest=f"{longest:g}")
    roles = (sign.face, sign.text_face, slug.FACE) if isinstance(sign, HallSlot) else (sign.face, slug.FACE)
    for role in dict.fromkeys(roles):
        try:
            faces.face(role)
        except FaceError:
            yield error("face-unknown", location, value=role, sign=sign.column)


def _check_text(slot: Slot, text: SignText, faces: Faces) -> list[Finding]:
    face = faces.face(slot.face)
    findings = list(_characters(text.wording, (face,), text.owner, text.location))
    return findings or _fit(
        lambda: set_wording(slot, text.wording, face, text.places), text.owner, slot.column, text.location
    )


def _characters(text: str, tried: Sequence[Face], owner: str, location: Location) -> Iterator[Finding]:
    """One finding a character; a private-use one means another thing in every font, so it comes first."""
    names = "、".join(face.name for face in tried)
    missing = {char for face in tried for char in face.missing(text)}
    for char in dict.fromkeys(text):
        code = f"U+{ord(char):04X}"
        if unicodedata.category(char) == _PRIVATE_USE:
            yield error("private-use-character", location, value=char, codepoint=code, owner=owner)
        elif char in missing:
            yield error("missing-glyph", location, value=char, codepoint=code, owner=owner, faces=names)


def _fit(setting: Callable[[], object], owner: str, sign: str, location: Location) -> list[Finding]:
    try:
        setting()
    except OverfullError as fault:
        found = fault.overfull
        facts = {"count": found.cells, "most": found.most, "length": f"{found.length:.0f}"}
        return [error("text-too-long", location, value=found.text, owner=owner, sign=sign, **facts)]
    return []
