"""Signs of a village as they hang at its gate, for tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from listgen.signage.gate import GateValues
from listgen.signage.scheme import Place, Scheme, Slot
from listgen.signage.sign import HallValues, PlaqueValues, Sign
from tests.signage.shipped import HALL, HALL_TEXT, PLACES, SCHEME, WORDINGS

LINK = "https://fw.lanxi.example/qingdan/000084/"


def plaque(slot: Slot, number: int = 1, wording: str = "") -> Sign:
    """A plaque with the sample's wording for it, or a short one."""
    said = wording or WORDINGS.get(slot.id, "青石村村民小组")
    values = PlaqueValues(slot, said, PLACES, (), True, "FOGRA39")
    return Sign(number, "plaque", slot.id, slot.column, values, "", "")


def hall_sign() -> Sign:
    values = HallValues(HALL, HALL_TEXT, LINK, True, "FOGRA39")
    return Sign(9, "hall-sign", HALL.id, HALL.column, values, "", "", LINK)


def hung(*places: str, scheme: Scheme = SCHEME, **size: float) -> list[Sign]:
    """An upright board for each place: its side, its order and, after a slash, the view."""
    upright = scheme.slot("committee")
    return [
        plaque(replace(upright, id=f"{at}-{place}", place=_place(place), **size), at)  # type: ignore[arg-type]
        for at, place in enumerate(places, 1)
    ]


def shipped_signs(scheme: Scheme = SCHEME, without: Sequence[str] = ()) -> list[Sign]:
    """All signs of a scheme with the sample's wordings, and the hall sign."""
    held = [plaque(slot, at) for at, slot in enumerate(scheme.slots, 1) if slot.id not in without]
    return [*held, hall_sign()]


def values(signs: Sequence[Sign], village: str = "青石村", *, specimen: bool = True) -> GateValues:
    """The picture's values."""
    return GateValues(village, "岚溪县白云镇", "serif-black", tuple(signs), (), specimen)


def _place(text: str) -> Place:
    side_order, _, view = text.partition("/")
    return Place(side_order[:-1], int(side_order[-1]), view or "viewer")
