"""The seven signs of each of 200 villages, as listgen's values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from listgen.catalog.model import COMMUNITY, Village
from listgen.signage.sign import HallValues, PlaqueValues
from tests.bench.county import villages
from tests.signage.shipped import HALL, HALL_TEXT, PLACES, SCHEME, WORDINGS
from tests.site.samples import COUNTY

OutdoorValues = PlaqueValues | HallValues
CONDITION = COUNTY.signs.ink_condition


def signs(count: int) -> list[OutdoorValues]:
    """The signs of the first `count` villages, those of a village together."""
    return [sign for village in villages()[:count] for sign in _of(village)]


def _of(village: Village) -> Iterator[OutdoorValues]:
    county, town, name = PLACES
    places = (county, town, village.name)
    wordings = {slot: _named(wording, name, village) for slot, wording in WORDINGS.items()}
    boards = ("party", "committee", "collective", "supervision")
    for slot in SCHEME.slots:
        beside = tuple(wordings[other] for other in boards if slot.id in boards and other != slot.id)
        yield PlaqueValues(slot, wordings[slot.id], places, beside, False, CONDITION)
    text = replace(HALL_TEXT, wording=_named(HALL_TEXT.wording, name, village))
    link = f"{COUNTY.online.base_url}{village.id}4/"
    yield HallValues(HALL, replace(text, organisation=village.organisation), link, False, CONDITION)


def _named(wording: str, name: str, village: Village) -> str:
    wording = wording.replace(name, village.name)
    if village.organisation == COMMUNITY:
        wording = wording.replace("村民委员会", "居民委员会").replace("村务监督", "居务监督")
    return wording
