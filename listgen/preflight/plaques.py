"""Whether the wording of a plaque can be that village's: hints, since only the registered name is right.

A plaque is never derived, so nothing here corrects it; but the name of another county, township, village or
kind of organisation on a board of steel is the dearest slip there is. What no register can say is an error:
a blank, and one wording for two villages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from listgen.catalog.model import Catalog, Village
from listgen.county import County
from listgen.findings import Finding, error, warn
from listgen.signage.scheme import Scheme
from listgen.text import full_width_in_code

_PARTY = ("中国共产党", "中共")
_COUNTY = re.compile(r"[\u3400-\u9fff]{2,14}?(?:自治县|[县市旗])")


def check_plaques(catalog: Catalog, county: County) -> Iterator[Finding]:
    """What is wrong with a wording by itself, and hints where it names another place than the village's."""
    for village in catalog.villages:
        if village.active:
            for column, wording in village.plaques.items():
                yield from _check(village, column, wording, catalog, county)


def _check(
    village: Village, column: str, wording: str, catalog: Catalog, county: County
) -> Iterator[Finding]:
    place = village.places[column]
    facts = {"value": wording, "village": village.name, "column": column}
    if {" ", "\n"} & set(wording):
        yield error("plaque-blank", place, **facts)
    wide = full_width_in_code(wording)
    if wide:
        yield warn("plaque-full-width", place, **facts, found=wide[0].char)
    if village.name.removesuffix("村").removesuffix("社区") not in wording:
        yield warn("plaque-without-name", place, **facts, found=village.name)
    named = _named_county(village, wording, catalog)
    if named and county.name not in wording:
        yield warn("plaque-of-other-county", place, **facts, found=named)
    for township in _other_townships(village, wording, catalog):
        yield warn("plaque-of-other-township", place, **facts, found=township)


def check_wordings(scheme: Scheme, catalog: Catalog) -> Iterator[Finding]:
    """Wordings that do not end as the scheme says of their sign, and those that two villages share."""
    for sign in scheme.signs:
        endings = dict(sign.endings)
        bare = {ending for texts in endings.values() for ending in texts}  # such a sign names no village
        first: dict[str, Village] = {}
        for village in catalog.villages:
            wording = village.plaques.get(sign.column, "") if village.active else ""
            if not wording:
                continue
            place = village.places[sign.column]
            facts = {"value": wording, "village": village.name, "column": sign.column}
            known = endings[village.organisation]
            if known and not wording.endswith(known):
                yield warn("plaque-ending", place, **facts, endings="、".join(known))
            twin = first.setdefault(wording, village)
            if twin is not village and wording not in bare:
                yield error("plaque-wording-twice", place, **facts, first=twin.places[sign.column])


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
