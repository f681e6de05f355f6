"""What a county's catalog would be with the shipped one taken over: what the county decided itself stays."""

from __future__ import annotations

from dataclasses import replace

from listgen.catalog.diff import RETIRED
from listgen.catalog.listing import Entry, Listing
from listgen.catalog.model import Citation, Policy

OWN = ("confirmed", "service", "frequent", "delegation")  # of an item, besides what `taken` says


def taken_over(county: Listing, shipped: Listing, prefix: str) -> tuple[Listing, Listing]:
    """Both sides of the comparison: what of the county's is shipped too, and the same as it is shipped now.

    `prefix` is that of the county's own items, which are left out; so are those that it has ended itself.
    """
    shared = {
        item_id: entry
        for item_id, entry in county.entries.items()
        if not item_id.startswith(prefix) and not entry.item.local and not _ended(entry, shipped)
    }
    newer = {
        item_id: taken(county.entries[item_id], entry, shipped) if item_id in county.entries else entry
        for item_id, entry in shipped.entries.items()
        if item_id in shared or item_id not in county.entries
    }
    return replace(county, entries=shared), replace(shipped, entries=newer, reasons={})


def _ended(entry: Entry, shipped: Listing) -> bool:
    other = shipped.entries.get(entry.item.id)
    return entry.item.state == RETIRED and not (other and other.item.state == RETIRED)


def taken(mine: Entry, shipped: Entry, listing: Listing) -> Entry:
    """The shipped item in the place of the county's.

    What the county filled in stays: its departments and confirmations, the service data, fields and policies
    of its own, and who has the item as long as it is not over.
    """
    item = shipped.item
    kept = {name: getattr(mine.item, name) for name in OWN}
    if mine.item.lead_confirmed:
        kept |= {"lead": mine.item.lead, "lead_confirmed": True}
    own = {name: text for name, text in mine.item.extra.items() if name not in listing.fields}
    item = replace(
        item,
        extra={**item.extra, **own},
        policy=policies(mine.item.policy, item.policy),
        basis=verified(mine.item.basis, item.basis),
        **kept,
    )
    if item.state == RETIRED:
        return Entry(item, shipped.standing, (), mine.where, mine.admission)
    return Entry(item, mine.standing, mine.holders, mine.where, mine.admission)


def verified(mine: tuple[Citation, ...], shipped: tuple[Citation, ...]) -> tuple[Citation, ...]:
    """The shipped citations; one whose text the county has compared stays compared."""
    known = {(one.law, one.article, one.role, one.binds) for one in mine if not one.unverified}
    return tuple(
        replace(one, unverified=one.unverified and (one.law, one.article, one.role, one.binds) not in known)
        for one in shipped
    )


def policies(mine: tuple[Policy, ...], shipped: tuple[Policy, ...]) -> tuple[Policy, ...]:
    """The shipped policies, and those of its own area that a county added; the county's where it has all."""
    if set(shipped) <= set(mine):
        return mine
    return (*shipped, *(policy for policy in mine if policy.area and policy not in shipped))
