"""The roster's wordings against the plaque scheme: every column it needs, every wording settable."""

from __future__ import annotations

from collections.abc import Iterator

from listgen.catalog.model import Catalog, Village
from listgen.catalog.roster import PLAQUE, VILLAGES
from listgen.findings import Finding, Location, error, warn
from listgen.project import County
from listgen.signage import check as signage
from listgen.signage.check import SignText
from listgen.signage.hall import HallText
from listgen.signage.scheme import Scheme
from listgen.typeset.faces import Faces


def check_signs(scheme: Scheme, catalog: Catalog, county: County, faces: Faces) -> Iterator[Finding]:
    """What keeps a sign from being made, for every active village at once."""
    yield from signage.check_scheme(scheme, faces, Location("county.yaml"))
    active = [village for village in catalog.villages if village.active]
    if not active:
        return
    headings = {heading for heading in active[0].places if heading.endswith(PLAQUE)}
    for column in scheme.columns:
        if column not in headings:
            yield error("csv-column-missing", Location(VILLAGES, cell="A1"), value=column)
    for heading in sorted(headings - set(scheme.columns)):
        yield warn("plaque-outside-scheme", active[0].places[heading], value=heading, scheme=scheme.title)
    for village in active:
        yield from _check_village(scheme, village, catalog, county, faces)


def _check_village(
    scheme: Scheme, village: Village, catalog: Catalog, county: County, faces: Faces
) -> Iterator[Finding]:
    township = catalog.townships.get(village.township)
    places = (county.name, township.name if township else "", village.name)
    texts = [
        SignText(village.name, slot.id, village.plaques[slot.column], village.places[slot.column], places)
        for slot in scheme.slots
        if slot.column in village.plaques
    ]
    yield from signage.check_signs(scheme, texts, faces)
    hall = scheme.hall
    if hall and hall.column in village.plaques:
        wording = village.plaques[hall.column]
        text = HallText(wording, county.signs.hall_functions, county.online.hotline, village.organisation)
        yield from signage.check_hall(hall, text, faces, village.name, village.places[hall.column])
