"""Whether the deviations of villages and townships make sense: their days, and contacts of their own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from listgen.catalog.effective import ByScope, holds, scopes
from listgen.catalog.model import TOWNSHIP, Catalog, Item, Overlay
from listgen.catalog.roster import CONTACT, COUNTY_WIDE, PHONE, PLACE, UNTIL
from listgen.findings import Finding, error, warn

# By scope whom it reaches: an organisation type and all scopes that reach that owner.
Owners = dict[str, list[tuple[str, tuple[str, ...]]]]


def check_overlays(catalog: Catalog, day: date) -> Iterator[Finding]:
    """What overlays say twice, what ends before it begins or has ended, and contacts of nothing."""
    items = {item.id: item for item in catalog.items}
    owners, by_scope = _owners(catalog), ByScope(catalog)
    earlier: dict[tuple[str, str, bool], list[Overlay]] = defaultdict(list)
    for overlay in catalog.overlays:
        alike = earlier[overlay.scope, overlay.item, overlay.action == CONTACT]
        if any(overlay.meets(other) for other in alike):
            yield error("duplicate-overlay", overlay.location, value=overlay.item, scope=overlay.scope)
        alike.append(overlay)
        yield from _check_days(overlay, day)
        yield from _check_contact(overlay)
        item = items.get(overlay.item)
        if overlay.action == CONTACT and item is not None and overlay.in_force(day):
            yield from _check_reach(catalog, overlay, item, owners, by_scope, day)


def _check_days(overlay: Overlay, day: date) -> Iterator[Finding]:
    if overlay.until is None:
        return
    place = overlay.places[UNTIL]
    if overlay.effective is not None and overlay.until < overlay.effective:
        began = overlay.effective
        yield error("overlay-ends-before-it-begins", place, value=overlay.until, effective=began)
    elif overlay.until < day:
        facts = {"item": overlay.item, "scope": overlay.scope, "action": overlay.action}
        yield warn("overlay-expired", place, value=overlay.until, **facts)


def _check_contact(overlay: Overlay) -> Iterator[Finding]:
    """A contact says how to be reached, nothing else does, and the county's own is in the item."""
    facts = {"value": overlay.item, "scope": overlay.scope}
    if overlay.action != CONTACT:
        for heading, text in ((PHONE, overlay.phone), (PLACE, overlay.place)):
            if text:
                place = overlay.places[heading]
                yield error("contact-not-asked", place, value=text, field=heading, action=overlay.action)
    elif not overlay.phone and not overlay.place:
        yield error("contact-empty", overlay.location, **facts)
    elif overlay.scope == COUNTY_WIDE:
        yield error("contact-of-the-county", overlay.location, **facts)


def _owners(catalog: Catalog) -> Owners:
    """Who a scope reaches: villages and communities that are active, and townships."""
    owners: Owners = {scope: [] for scope in (COUNTY_WIDE, *catalog.townships)}
    for village in catalog.villages:
        owners.setdefault(village.id, [])
        if village.active:
            for scope in scopes(village):
                owners.setdefault(scope, []).append((village.organisation, scopes(village)))
    for township in catalog.townships:
        owners[township].append((TOWNSHIP, (COUNTY_WIDE, township)))
    return owners


def _check_reach(
    catalog: Catalog, overlay: Overlay, item: Item, owners: Owners, by_scope: ByScope, day: date
) -> Iterator[Finding]:
    """A contact of an item that nobody in its scope has is seen nowhere."""
    for organisation, reached in owners.get(overlay.scope, []):
        if holds(item, organisation, by_scope.reaching(reached), catalog, day).holds:
            return
    if overlay.scope in owners:
        facts = {"value": item.id, "name": item.name, "scope": overlay.scope}
        yield warn("contact-of-no-item", overlay.location, **facts)
