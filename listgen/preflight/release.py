"""The gate of an edition: all that stands between a list and its being issued, at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from listgen.catalog.diff import RETIRED
from listgen.catalog.listing import Entry, Listing, listing_of
from listgen.catalog.model import Catalog
from listgen.catalog.record import ADD, MOVE, ROUNDS, Consultation
from listgen.catalog.release import Release, rank
from listgen.catalog.rules import check_catalog
from listgen.county import EDITION_NUMBER, County
from listgen.findings import Finding, Location, Severity, error

CONSULTATIONS = "records/consultation"
_OPEN = {  # what `check` only warns of, with the fact that names the item
    "lead-unconfirmed": "item",
    "citation-unverified": "item",
    "needs-confirmation": "value",
    "item-proposed": "value",
}


def check_gate(
    catalog: Catalog,
    county: County,
    releases: tuple[Release, ...],
    before: Listing | None,
    places: tuple[Location, Location],
    today: date,
) -> Iterator[Finding]:
    """Every condition that is not met. `before` is the last release as it was on its own day.

    `places` are those of the edition's number and date.
    """
    edition = county.edition
    if edition.date == date.min or not re.fullmatch(EDITION_NUMBER, edition.number, re.ASCII):
        return  # `check` says what is wrong with it
    now = listing_of(catalog, county.edition.date)
    yield from _check_number(county, releases, places)
    yield from _check_rounds(catalog, county.edition.number, today)
    yield from _check_increases(catalog, county, now, before)
    yield from _check_open(catalog, county, now)


def _check_number(
    county: County, releases: tuple[Release, ...], places: tuple[Location, Location]
) -> Iterator[Finding]:
    number, day = county.edition.number, county.edition.date
    if not releases:
        return
    last = releases[-1]
    if number in (release.number for release in releases):
        yield error("edition-released", places[0], value=number, last=last.number)
    elif rank(number) < last.rank:
        yield error("edition-not-rising", places[0], value=number, last=last.number)
    elif day < last.day:
        yield error("edition-before-last", places[1], value=day, last=last.number, day=last.day)


def _check_rounds(catalog: Catalog, number: str, today: date) -> Iterator[Finding]:
    """三上三下, each opinion with what became of it; and 合法性审查 with the last word yes."""
    place = Location(CONSULTATIONS)
    rounds = {one.round: one for one in catalog.consultations if one.draft == number}
    for wanted in range(1, ROUNDS + 1):
        found, earlier = rounds.get(wanted), rounds.get(wanted - 1)
        if found is None:
            yield error("round-missing", place, value=wanted, edition=number)
            continue
        yield from _check_round(found, earlier, today)
    reviews = [one.legal for one in rounds.values() if one.legal]
    last = max(reviews, key=lambda review: review.day, default=None)
    if last is None:
        yield error("no-legal-review", place, value=number)
    elif not last.passed:
        yield error("legal-review-failed", last.location, value=last.by, day=last.day)
    days = [one.closed for one in rounds.values() if one.closed] + [review.day for review in reviews]
    if days and max(days) < year_before(today):
        yield error("review-too-old", place, value=max(days))


def _check_round(found: Consultation, earlier: Consultation | None, today: date) -> Iterator[Finding]:
    if found.closed is None or found.closed > today:
        yield error("round-open", found.location, value=found.round, record=found.id)
    if earlier and earlier.closed and found.opened < earlier.closed:
        facts = {"value": found.opened, "round": found.round, "closed": earlier.closed}
        yield error("round-before-last-closed", found.location, **facts)
    for opinion in found.opinions:
        if not opinion.adopted:  # without a reason it is no sound record
            facts = {"value": opinion.department, "item": opinion.item or "—", "record": found.id}
            yield error("opinion-undecided", opinion.location, **facts)


def year_before(day: date) -> date:
    """The day a year earlier; the 28th of February for the 29th."""
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _check_increases(
    catalog: Catalog, county: County, now: Listing, before: Listing | None
) -> Iterator[Finding]:
    """只减不增: what is more than in the last edition was admitted, moved by a decision, or carries on."""
    if before is None:
        return
    kinds = {kind.id: kind for kind in catalog.kinds}
    places = {item.id: item.location for item in catalog.items}
    for item_id, entry in now.entries.items():
        kind = kinds.get(entry.item.kind)
        old = before.entries.get(item_id)
        same = old is not None and old.item.kind == entry.item.kind
        gained = [type_ for type_ in entry.holders if not (same and old and type_ in old.holders)]
        if kind is None or not kind.admitted or not gained or _carries_on(entry, now, before):
            continue
        if not _allowed(catalog, entry, county.edition.date):
            facts = {
                "value": item_id,
                "name": entry.item.name,
                "list": kind.title,
                "types": "、".join(gained),
            }
            yield error("increase-not-admitted", places[item_id], **facts)


def _carries_on(entry: Entry, now: Listing, before: Listing) -> bool:
    """Whether one of the same list that is over since is carried on by this item."""
    over = (
        before.entries[item_id]
        for item_id, other in now.entries.items()
        if other.item.retirement and entry.item.id in other.item.retirement.into and item_id in before.entries
    )
    return any(old.listed and old.item.kind == entry.item.kind for old in over)


def _allowed(catalog: Catalog, entry: Entry, day: date) -> bool:
    """Whether an admission is in force, or a feedback was decided so."""
    item = entry.item
    admissions = (one for one in catalog.admissions.values() if one.item == item.id)
    if any(one.effective <= day <= one.until for one in admissions):
        return True
    decisions = (one.decision for one in catalog.feedback if one.item == item.id and one.decision)
    return any(
        decision.day <= day
        and (decision.action == ADD or (decision.action == MOVE and decision.kind == item.kind))
        for decision in decisions
    )


def _check_open(catalog: Catalog, county: County, now: Listing) -> Iterator[Finding]:
    """What is still to be confirmed of items that are on the list, and what is only proposed."""
    for finding in check_catalog(catalog, county, county.edition.date):
        named = _OPEN.get(finding.slug)
        entry = now.entries.get(finding.facts()[named]) if named else None
        if entry and (entry.listed or _waiting(finding, entry)):
            yield replace(finding, severity=Severity.ERROR)


def _waiting(finding: Finding, entry: Entry) -> bool:
    """Whether an item that is on no list waits for the county's word, and is not only there to be chosen."""
    if finding.slug == "item-proposed":
        return True
    type_ = finding.facts().get("type", "")
    chosen = not entry.item.default_off or bool(entry.where)
    return type_ in entry.item.applies and entry.standing != RETIRED and chosen
