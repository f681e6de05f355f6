"""Whether the catalog is true to itself on a day: ids, overlays, admissions, the roster, caps.

The law side is in `citations`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from listgen.catalog.citations import SHIPPED_PREFIX, check_citations
from listgen.catalog.cleanup import check_cleanup
from listgen.catalog.effective import ByScope, holds, scopes
from listgen.catalog.kind_rules import check_kinds
from listgen.catalog.model import Catalog, Item, Overlay, Village
from listgen.catalog.overlays import check_overlays
from listgen.catalog.record_rules import check_records
from listgen.catalog.rooms import check_rooms
from listgen.catalog.roster import ADD, COUNTY_WIDE, SWITCH_OFF, SWITCH_ON
from listgen.county import County
from listgen.findings import Finding, error, warn


def check_catalog(catalog: Catalog, county: County, day: date) -> list[Finding]:
    """Everything that the items, overlays, records and the roster say against each other on that day."""
    return [
        *_check_ids(catalog, county),
        *_check_items(catalog),
        *check_citations(catalog, day),
        *_check_roster(catalog),
        *_check_overlays(catalog, day),
        *check_overlays(catalog, day),
        *_check_alternatives(catalog, day),
        *check_kinds(catalog, day),
        *check_rooms(catalog, day.year),
        *check_cleanup(catalog, day),
        *check_records(catalog, day),
    ]


def _check_ids(catalog: Catalog, county: County) -> Iterator[Finding]:
    first: dict[str, Item] = {}
    names: dict[tuple[str, str], Item] = {}
    for item in catalog.items:
        if item.id in first:
            yield error("duplicate-id", item.location, value=item.id, first=first[item.id].location)
        elif item.id and item.id[:2] not in (SHIPPED_PREFIX, county.prefix):
            yield error("foreign-prefix", item.location, value=item.id, expected=county.prefix)
        first.setdefault(item.id, item)
        twin = names.setdefault((item.kind, item.name), item)
        if twin is not item and item.name:
            place = item.places.get("name", item.location)
            yield error("duplicate-name", place, value=item.name, first=twin.location)


def _check_items(catalog: Catalog) -> Iterator[Finding]:
    known = {item.id for item in catalog.items}
    for item in catalog.items:
        if item.alternative_of and item.alternative_of not in known:
            yield error("unknown-item", item.places["alternative_of"], value=item.alternative_of)
        if not item.lead_confirmed:
            yield warn(
                "lead-unconfirmed", item.places.get("lead", item.location), value=item.lead, item=item.id
            )
        for type_ in item.needs_confirmation:
            if type_ not in item.confirmed:
                place = item.places["needs_confirmation"]
                yield warn("needs-confirmation", place, value=item.id, type=type_, name=item.name)
        if item.state == "proposed":
            yield warn("item-proposed", item.location, value=item.id, name=item.name)


def _check_roster(catalog: Catalog) -> Iterator[Finding]:
    by_id = {village.id: village for village in catalog.villages}
    names: dict[tuple[str, str], Village] = {}
    for village in catalog.villages:
        if village.township not in catalog.townships:
            yield error(
                "unknown-township", village.places["乡镇编号"], value=village.township, village=village.name
            )
        twin = names.setdefault((village.township, village.name), village)
        if twin is not village and twin.active and village.active:
            yield error(
                "duplicate-village-name", village.places["名称"], value=village.name, first=twin.location
            )
        yield from _check_successor(village, by_id)
    if not any(village.active for village in catalog.villages) and catalog.villages:
        yield error("no-active-village", catalog.villages[0].location, value=len(catalog.villages))


def _check_successor(village: Village, by_id: dict[str, Village]) -> Iterator[Finding]:
    place = village.places["并入"]
    if village.active:
        if village.successor:
            yield error("successor-of-active", place, value=village.successor, village=village.name)
        return
    if village.state == "已并入" and not village.successor:
        yield error("merged-into-nothing", place, value="", village=village.name)
    seen = {village.id}
    current = village
    while current.successor:
        if current.successor in seen:
            yield error("merged-in-a-circle", place, value=village.successor, village=village.name)
            return
        if current.successor not in by_id:
            yield error("unknown-successor", place, value=current.successor, village=village.name)
            return
        seen.add(current.successor)
        current = by_id[current.successor]
    if village.successor and not current.active:
        yield error("merged-into-inactive", place, value=current.id, village=village.name)


def _check_overlays(catalog: Catalog, day: date) -> Iterator[Finding]:
    items = {item.id: item for item in catalog.items}
    reachable = {COUNTY_WIDE, *catalog.townships, *(village.id for village in catalog.villages)}
    for overlay in catalog.overlays:
        place, item = overlay.location, items.get(overlay.item)
        if overlay.scope not in reachable:
            yield error("unknown-scope", place, value=overlay.scope)
        if item is None:
            yield error("unknown-item", place, value=overlay.item)
        elif overlay.action == SWITCH_OFF and not item.optional:
            yield error("not-optional", place, value=overlay.item, name=item.name)
        elif overlay.action == SWITCH_ON and not item.default_off:
            yield error("not-switchable", place, value=overlay.item, name=item.name)
        elif overlay.action == ADD and not item.local:
            yield error("not-local", place, value=overlay.item, name=item.name)
        elif overlay.action == ADD:
            yield from _check_admission(catalog, overlay, day)
    added = {overlay.item for overlay in catalog.overlays if overlay.action == ADD}
    for item in catalog.items:
        if item.local and item.id not in added and item.state == "in-force":
            yield error("addition-without-admission", item.location, value=item.id, name=item.name)


def _check_admission(catalog: Catalog, overlay: Overlay, day: date) -> Iterator[Finding]:
    place, item = overlay.location, overlay.item
    admission = catalog.admissions.get(overlay.admission)
    if not overlay.admission:
        yield error("addition-without-admission", place, value=item)
    elif admission is None:
        yield error("unknown-admission", place, value=overlay.admission, item=item)
    elif admission.item != item:
        yield error(
            "admission-of-another-item", place, value=admission.id, item=item, admitted=admission.item
        )
    elif day > admission.until:
        yield error("admission-expired", place, value=admission.id, until=admission.until, item=item)
    elif day < admission.effective:
        yield error("admission-not-yet", place, value=admission.id, effective=admission.effective, item=item)


def _check_alternatives(catalog: Catalog, day: date) -> Iterator[Finding]:
    items = {item.id: item for item in catalog.items}
    pairs = {
        tuple(sorted((item.id, item.alternative_of))): item
        for item in catalog.items
        if item.alternative_of and item.alternative_of in items and item.state == "in-force"
    }
    by_scope = ByScope(catalog)
    for pair, item in pairs.items():
        for village in catalog.villages:
            overlays = by_scope.reaching(scopes(village))
            both = (holds(items[id_], village.organisation, overlays, catalog, day).holds for id_ in pair)
            if village.active and all(both):
                facts = {"value": item.id, "other": item.alternative_of, "village": village.name}
                yield error("alternatives-both-on", item.places["alternative_of"], **facts)
                break
