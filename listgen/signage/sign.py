"""Any sign as frozen values, the signs that a village has, and each as a drawing: one way for all who ask."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from listgen.catalog.view import VillageView
from listgen.county import County
from listgen.drawing.model import Drawing
from listgen.qr.symbol import encode
from listgen.signage.code import LEVEL
from listgen.signage.hall import HallText, set_hall_sign
from listgen.signage.interior import ROOM, InteriorSlot, InteriorText
from listgen.signage.interior_text import subjects
from listgen.signage.panel import set_panel
from listgen.signage.plaque import set_plaque
from listgen.signage.scheme import HallSlot, Orientation, Place, Scheme, Slot
from listgen.typeset.faces import Faces

PLAQUE, HALL, INTERIOR = "plaque", "hall-sign", "sign"


@dataclass(frozen=True, slots=True)
class PlaqueValues:
    """A plaque. `places` are the names of county, township and village, to break a long wording well;
    `company` the wordings of the boards of its size beside it; `filing` its number on record, or ''."""

    slot: Slot
    wording: str
    places: tuple[str, ...]
    company: tuple[str, ...]
    specimen: bool
    condition: str
    filing: str = ""


@dataclass(frozen=True, slots=True)
class HallValues:
    """The hall sign, with the link that its code says, and its number on record, or ''."""

    hall: HallSlot
    text: HallText
    url: str
    specimen: bool
    condition: str
    filing: str = ""


@dataclass(frozen=True, slots=True)
class InteriorValues:
    """A sign inside the hall; `url` is what its code says, '' where it has none."""

    slot: InteriorSlot
    text: InteriorText
    url: str
    specimen: bool
    condition: str


SignValues = PlaqueValues | HallValues | InteriorValues


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign of a village: which of the scheme, what people call it, and what it is made of.

    `number` is its place in the scheme, from 1; of a sign inside the hall, among those of the village.
    `url` is what its code says, '' where it has none. `material` and `process` are what the shop is told,
    `quantity` is how many of it the village has.
    """

    number: int
    kind: str
    slot: str
    name: str
    values: SignValues
    material: str
    process: str
    url: str = ""
    quantity: int = 1

    @property
    def place(self) -> Place | None:
        """Where it hangs at the gate; None: inside."""
        return self.values.slot.place if isinstance(self.values, PlaqueValues) else None


def signs_of(scheme: Scheme, county: County, view: VillageView) -> Iterator[Sign]:
    """Every sign of the scheme that the roster gives the village, in the scheme's order."""
    yield from _plaques(scheme, county, view)
    hall = scheme.hall
    if hall and hall.column in view.village.plaques:
        wording = view.village.plaques[hall.column]
        phone = county.online.hotline
        text = HallText(wording, county.signs.hall_functions, phone, view.village.organisation)
        filing = view.filings.get(hall.column, "")
        values = HallValues(hall, text, view.url, county.specimen, county.signs.ink_condition, filing)
        yield _sign(len(scheme.slots) + 1, HALL, hall, values, view.url)
    yield from _interior(scheme, county, view)


def boards_of(scheme: Scheme, county: County, view: VillageView) -> int:
    """How many boards the village has: outside, of its hall and at its rooms, but no posters or stickers."""
    return sum(
        sign.quantity
        for sign in signs_of(scheme, county, view)
        if not isinstance(sign.values, InteriorValues) or sign.values.slot.subject == ROOM
    )


@lru_cache(maxsize=16)  # a village's signs are drawn as files and hang on the picture of its gate
def draw_sign(values: SignValues, faces: Faces) -> Drawing:
    """The sign at real size.

    Raises MissingGlyphError, OverfullError, CrowdedError, RowsError, NoRoomError and LacksRoomError; `check`
    finds them beforehand.
    """
    if isinstance(values, PlaqueValues):
        return set_plaque(
            values.slot,
            values.wording,
            faces,
            places=values.places,
            company=values.company,
            filing=values.filing,
            specimen=values.specimen,
        )
    if isinstance(values, InteriorValues):
        found = encode(values.url, LEVEL) if values.url else None
        return set_panel(values.slot, values.text, found, faces, specimen=values.specimen)
    symbol = encode(values.url, LEVEL)
    return set_hall_sign(
        values.hall, values.text, symbol, faces, filing=values.filing, specimen=values.specimen
    )


def _plaques(scheme: Scheme, county: County, view: VillageView) -> Iterator[Sign]:
    plaques = view.village.plaques
    places = (county.name, view.township.name, view.village.name)
    for number, slot in enumerate(scheme.slots, 1):
        if slot.column not in plaques:
            continue
        company = tuple(
            plaques[other.column]
            for other in scheme.slots
            if other is not slot and other.column in plaques and _same_board(other, slot)
        )
        filing = view.filings.get(slot.column, "")
        condition = county.signs.ink_condition
        values = PlaqueValues(slot, plaques[slot.column], places, company, county.specimen, condition, filing)
        yield _sign(number, PLAQUE, slot, values)


def _interior(scheme: Scheme, county: County, view: VillageView) -> Iterator[Sign]:
    """The signs of those that the county has; they are numbered by themselves."""
    chosen = (slot for slot in scheme.interior if slot.id in county.signs.interior)
    found = ((slot, subject) for slot in chosen for subject in subjects(slot, county, view))
    for number, (slot, subject) in enumerate(found, 1):
        url, room, made = (view.url if slot.code else ""), subject.room, slot.make
        values = InteriorValues(slot, subject.text, url, county.specimen, county.signs.ink_condition)
        name = f"{slot.name}-{room.name}" if room else slot.name
        quantity = room.quantity if room else 1
        yield Sign(number, INTERIOR, slot.id, name, values, made.material, made.process, url, quantity)


def _sign(number: int, kind: str, slot: Slot | HallSlot, values: SignValues, url: str = "") -> Sign:
    made = slot.make
    return Sign(number, kind, slot.id, slot.column, values, made.material, made.process, url)


def _same_board(one: Slot, other: Slot) -> bool:
    vertical = one.orientation is other.orientation is Orientation.VERTICAL
    return vertical and (one.width, one.height) == (other.width, other.height)
