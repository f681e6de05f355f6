"""A catalog as two of them are compared: each item by its id, who has it on a day, and what was recorded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date
from typing import Any

from listgen.catalog.effective import TITLES, Effective, state_on
from listgen.catalog.kinds import Kinds
from listgen.catalog.model import Admission, Catalog, FieldSpec, Item, Overlay
from listgen.catalog.record import NO
from listgen.findings import Location

BETWEEN_TYPES = "、"


@dataclass(frozen=True, slots=True)
class Entry:
    """An item, where nothing tells the file it stood in.

    `standing` is its state on the day, `holders` the organisation types that have it, as papers name them,
    none where it is on no list; `where` its rows of overlays.csv, `admission` the last one that lets it in.
    """

    item: Item
    standing: str
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
    """A catalog on a day. `kinds` are the titles of its lists by id, `fields` those of kinds.yaml."""

    day: date
    entries: Mapping[str, Entry]
    reasons: Mapping[str, tuple[Reason, ...]] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, FieldSpec] = field(default_factory=dict)


def listing_of(catalog: Catalog, day: date) -> Listing:
    """A county's catalog on that day."""
    effective = Effective(catalog, day)
    holders: dict[str, tuple[str, ...]] = {}
    for item in (*effective.county(), *effective.townships()):
        holders[item.id] = (*holders.get(item.id, ()), *item.applies.split(BETWEEN_TYPES))
    where: dict[str, tuple[str, ...]] = {}
    for overlay in catalog.overlays:
        if overlay.in_force(day):
            where[overlay.item] = (*where.get(overlay.item, ()), _where(overlay))
    admissions = {one.item: one for one in sorted(catalog.admissions.values(), key=_by_day)}
    entries = {
        item.id: Entry(
            bare(item),
            state_on(item, day),
            holders.get(item.id, ()),
            where.get(item.id, ()),
            bare(admissions.get(item.id)),
        )
        for item in catalog.items
    }
    titles = {kind.id: kind.title for kind in catalog.kinds}
    return Listing(day, entries, _reasons(catalog), titles, catalog.fields)


def shipped_listing(items: tuple[Item, ...], kinds: Kinds, day: date) -> Listing:
    """A catalog that is no county's: nothing is switched or let in, and everybody has what applies."""
    entries = {item.id: Entry(bare(item), state_on(item, day), _given(item, day)) for item in items}
    return Listing(day, entries, {}, {kind.id: kind.title for kind in kinds.kinds}, kinds.fields)


def _given(item: Item, day: date) -> tuple[str, ...]:
    given = state_on(item, day) == "in-force" and not item.default_off and not item.local
    return tuple(TITLES[type_] for type_ in item.applies) if given else ()


def _where(overlay: Overlay) -> str:
    """Where a deviation holds, what it is, and the contact that it gives."""
    return " ".join(filter(None, (overlay.scope, overlay.action, overlay.phone, overlay.place)))


def _by_day(admission: Admission) -> tuple[date, str]:
    return admission.effective, admission.id


def bare(value: Any) -> Any:
    """A value without the places where it stood and without empty fields, so that equal says equal."""
    if isinstance(value, Location):
        return Location()
    if is_dataclass(value) and not isinstance(value, type):
        names = (one.name for one in fields(value))
        changed = {name: {} if name == "places" else bare(getattr(value, name)) for name in names}
        return replace(value, **changed)
    if isinstance(value, tuple):
        return tuple(map(bare, value))
    if isinstance(value, Mapping):
        return {key: text for key, text in value.items() if text != ""}
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
        over = item.retirement
        if over:
            yield item.id, Reason(over.record, over.on, over.why)
