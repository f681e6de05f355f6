"""Whether the wording of a plaque can be that village's: hints, since only the registered name is right.

A plaque is never derived, so nothing here corrects it; but the name of another county, township or kind of
organisation on a board of steel is the dearest slip there is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from listgen.catalog.model import COMMUNITY, VILLAGE, Catalog, Village
from listgen.findings import Finding, warn
from listgen.project import County

_PARTY = ("中国共产党", "中共")
_COUNTY = re.compile(r"[\u3400-\u9fff]{2,14}?(?:自治县|[县市旗])")
_OTHERS = {COMMUNITY: ("村民委员会", "村务监督"), VILLAGE: ("居民委员会", "居务监督")}


def check_plaques(catalog: Catalog, county: County) -> Iterator[Finding]:
    """Hints about every wording that lacks the village's name, or names another county, township or kind."""
    for village in catalog.villages:
        if village.active:
            for column, wording in village.plaques.items():
                yield from _check(village, column, wording, catalog, county)


def _check(
    village: Village, column: str, wording: str, catalog: Catalog, county: County
) -> Iterator[Finding]:
    place = village.places[column]
    facts = {"value": wording, "village": village.name, "column": column}
    if village.name.removesuffix("村").removesuffix("社区") not in wording:
        yield warn("plaque-without-name", place, **facts, found=village.name)
    named = _named_county(village, wording, catalog)
    if named and county.name not in wording:
        yield warn("plaque-of-other-county", place, **facts, found=named)
    for other in _OTHERS[village.organisation]:
        if other in wording:
            yield warn("plaque-of-other-type", place, **facts, found=other)
    for township in _other_townships(village, wording, catalog):
        yield warn("plaque-of-other-township", place, **facts, found=township)


def _other_townships(village: Village, wording: str, catalog: Catalog) -> Iterator[str]:
    own = catalog.townships.get(village.township)
    if own is None or own.name in wording:
        return
    for township in catalog.townships.values():
        if township.name in wording and township.name not in village.name:
            yield township.name


def _named_county(village: Village, wording: str, catalog: Catalog) -> str:
    """What the wording begins with and reads like a county, once the places of this one are taken out."""
    for name in (village.name, *(township.name for township in catalog.townships.values())):
        wording = wording.replace(name, "")
    for party in _PARTY:
        wording = wording.removeprefix(party)
    found = _COUNTY.match(wording)
    return found[0] if found else ""
