"""The roster's wordings against the plaque scheme: every column it needs, every wording settable."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from listgen.catalog.model import Catalog, Village
from listgen.catalog.roster import PLAQUE, VILLAGES
from listgen.county import County
from listgen.findings import Finding, Location, error, warn
from listgen.links import page_url
from listgen.preflight.county import line_of
from listgen.project import ProjectFiles
from listgen.signage import check as signage
from listgen.signage import scheme_check
from listgen.signage.check import SignText
from listgen.signage.coverage import check_coverage
from listgen.signage.scheme import Scheme
from listgen.text import bad_characters
from listgen.typeset.faces import Faces

ANY_ID = "00000"  # the links of a county are of one length


def check_scheme(scheme: Scheme, project: ProjectFiles, county: County, faces: Faces) -> list[Finding]:
    """What keeps every sign of the scheme from being made, whatever it says."""
    link = page_url(county.online.base_url, ANY_ID)
    return scheme_check.check_scheme(scheme, faces, link, line_of(project, "base_url"))


def check_signs(
    scheme: Scheme, project: ProjectFiles, catalog: Catalog, county: County, faces: Faces
) -> Iterator[Finding]:
    """What keeps a sign from being made, for every active village at once."""
    active = [village for village in catalog.villages if village.active]
    if active:
        yield from _check_columns(scheme, active[0])
    said = _Said(scheme, tuple(active), catalog, county)
    filings = [*_filings(scheme, catalog)]
    hall, functions, phone = scheme.hall, county.signs.hall_functions, county.online.hotline
    shared = line_of(project, "hall_functions")
    needs = chain(
        signage.needs_of_slugs(scheme, line_of(project, "scheme")),
        signage.needs_of_signs(scheme, said.plaques()),
        signage.needs_of_filings(scheme, filings),
        signage.needs_of_names(scheme, said.names()),
        signage.needs_of_halls(hall, said.halls(), functions, phone, shared) if hall else (),
    )
    yield from check_coverage(needs, faces)
    yield from signage.check_signs(scheme, said.plaques(), faces)
    yield from signage.check_filings(scheme, filings, faces)
    if hall:
        yield from signage.check_halls(hall, tuple(said.halls()), functions, phone, faces, shared)


@dataclass(frozen=True, slots=True)
class _Said:
    """The texts of all villages' signs, made when they are looked at: a province has half a million.

    Without those that hold a character which the gate has named.
    """

    scheme: Scheme
    villages: tuple[Village, ...]
    catalog: Catalog
    county: County

    def plaques(self) -> Iterator[SignText]:
        texts = (_plaques(self.scheme, village, self.catalog, self.county) for village in self.villages)
        return filter(_is_clean, chain.from_iterable(texts))

    def names(self) -> Iterator[SignText]:
        named = (village for village in self.villages if village.plaques)
        return filter(_is_clean, (_name(village, self.catalog, self.county) for village in named))

    def halls(self) -> Iterator[SignText]:
        hall = self.scheme.hall
        held = (village for village in self.villages if hall and hall.column in village.plaques)
        return filter(_is_clean, (_text(village, hall.id, hall.column) for village in held if hall))


def _is_clean(text: SignText) -> bool:
    return not bad_characters(text.wording)


def _check_columns(scheme: Scheme, village: Village) -> Iterator[Finding]:
    headings = {heading for heading in village.places if heading.endswith(PLAQUE)}
    for column in scheme.columns:
        if column not in headings:
            yield error("csv-column-missing", Location(VILLAGES, cell="A1"), value=column)
    for heading in sorted(headings - set(scheme.columns)):
        yield warn("plaque-outside-scheme", village.places[heading], value=heading, scheme=scheme.title)


def _plaques(scheme: Scheme, village: Village, catalog: Catalog, county: County) -> Iterator[SignText]:
    township = catalog.townships.get(village.township)
    places = (county.name, township.name if township else "", village.name)
    for slot in scheme.slots:
        if slot.column in village.plaques:
            yield _text(village, slot.id, slot.column, places)


def _name(village: Village, catalog: Catalog, county: County) -> SignText:
    """What stands over the picture of its gate."""
    township = catalog.townships.get(village.township)
    name = county.name + (township.name if township else "") + village.name
    return SignText(village.name, "", name, village.places["名称"])


def _filings(scheme: Scheme, catalog: Catalog) -> Iterator[SignText]:
    """The numbers on record of signs that are made."""
    made = {sign.column: sign for sign in scheme.signs}
    names = {village.id: village.name for village in catalog.villages}
    for filed in (filed for filing in catalog.filings for filed in filing.signs):
        if filed.column in made and filed.number and not bad_characters(filed.number):
            owner = names.get(filed.village, filed.village)
            yield SignText(owner, made[filed.column].id, filed.number, filed.location)


def _text(village: Village, slot: str, column: str, places: tuple[str, ...] = ()) -> SignText:
    return SignText(village.name, slot, village.plaques[column], village.places[column], places)
