"""A catalog as two of them are compared: each item by its id, who has it on a day, and what was recorded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date
from typing import Any

from listgen.catalog.effective import TITLES, Effective
from listgen.catalog.model import Admission, Catalog, Item
from listgen.catalog.record import NO
from listgen.findings import Location

BETWEEN_TYPES = "、"


@dataclass(frozen=True, slots=True)
class Entry:
    """An item, where nothing tells the file it stood in.

    `holders` are the organisation types that have it, as papers name them, none where it is on no list;
    `where` its rows of overlays.csv, `admission` the last one that lets it in.
    """

    item: Item
    holders: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    admission: Admission | None = None

    @property
    def listed(self) -> bool:
        """Whether it is on the list."""
        return bool(self.holders)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an item is changed, by a record: the day and what was decided; `action` of feedback alone."""

    record: str
    day: date
    text: str
    action: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """A catalog on a day. `titles` are the kinds' and the county's own fields', by their ids."""

    day: date
    entries: Mapping[str, Entry]
    reasons: Mapping[str, tuple[Reason, ...]] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)


def listing_of(catalog: Catalog, day: date, titles: Mapping[str, str]) -> Listing:
    """A county's catalog on that day."""
    holders = {item.id: tuple(item.applies.split(BETWEEN_TYPES)) for item in Effective(catalog, day).county()}
    where: dict[str, tuple[str, ...]] = {}
    for overlay in catalog.overlays:
        where[overlay.item] = (*where.get(overlay.item, ()), f"{overlay.scope} {overlay.action}")
    admissions = {one.item: one for one in sorted(catalog.admissions.values(), key=_by_day)}
    entries = {
        item.id: Entry(
            bare(item), holders.get(item.id, ()), where.get(item.id, ()), bare(admissions.get(item.id))
        )
        for item in catalog.items
    }
    return Listing(day, entries, _reasons(catalog), titles)


def shipped_listing(items: tuple[Item, ...], day: date, titles: Mapping[str, str]) -> Listing:
    """A catalog that is no county's: nothing is switched or let in, and everybody has what applies."""
    entries = {
        item.id: Entry(bare(item), tuple(TITLES[type_] for type_ in item.applies) if _given(item) else ())
        for item in items
    }
    return Listing(day, entries, {}, titles)


def _given(item: Item) -> bool:
    return item.state == "in-force" and not item.default_off and not item.local


def _by_day(admission: Admission) -> tuple[date, str]:
    return admission.effective, admission.id


def bare(value: Any) -> Any:
    """A value without the places where it stood, so that equal says equal."""
    if isinstance(value, Location):
        return Location()
    if is_dataclass(value) and not isinstance(value, type):
        names = (one.name for one in fields(value))
        changed = {name: {} if name == "places" else bare(getattr(value, name)) for name in names}
        return replace(value, **changed)
    if isinstance(value, tuple):
        return tuple(map(bare, value))
    return value


def _reasons(catalog: Catalog) -> dict[str, tuple[Reason, ...]]:
    """What was decided on each item, the earliest first."""
    found: dict[str, list[Reason]] = {}
    for item_id, reason in _all_reasons(catalog):
        if item_id:
            found.setdefault(item_id, []).append(reason)
    return {
        item_id: tuple(sorted(reasons, key=lambda reason: (reason.day, reason.record)))
        for item_id, reasons in found.items()
    }


def _all_reasons(catalog: Catalog) -> Iterator[tuple[str, Reason]]:
    for admission in catalog.admissions.values():
        yield admission.item, Reason(admission.id, admission.effective, admission.basis)
    for consultation in catalog.consultations:
        for opinion in consultation.opinions:
            if opinion.adopted not in ("", NO):
                day = consultation.closed or consultation.opened
                text = f"{opinion.department}：{opinion.text}"
                yield opinion.item, Reason(consultation.id, day, text)
    for feedback in catalog.feedback:
        decision = feedback.decision
        if decision:
            yield feedback.item, Reason(feedback.id, decision.day, decision.reason, decision.action)
    for item in catalog.items:
        if item.retired:
            day = item.retired.on or date.min
            yield item.id, Reason(item.retired.record, day, item.retired.why)
