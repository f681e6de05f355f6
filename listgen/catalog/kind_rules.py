"""Whether the lists keep the rules of kinds.yaml: caps, counts, partitions, what no item may say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

from listgen.catalog.effective import TITLES, Effective, state_on
from listgen.catalog.items import ID
from listgen.catalog.model import Catalog, Item, Kind
from listgen.findings import Finding, error
from listgen.sources.fields import read_date


def check_kinds(catalog: Catalog, day: date) -> Iterator[Finding]:
    """What the kinds of the catalog say against its items, as they hold on that day."""
    kinds = {kind.id: kind for kind in catalog.kinds}
    for item in catalog.items:
        if _kept(item, day) and item.kind in kinds:
            yield from _check_said(item, kinds[item.kind])
            yield from _check_dates(item, catalog, day)
            yield from _check_lacking(item, kinds[item.kind])
        yield from _check_named(item, catalog)
    yield from _check_covers(catalog, day)
    yield from _check_counts(catalog, day)
    yield from _check_caps(catalog, day)


def _kept(item: Item, day: date) -> bool:
    """Whether it is in force, or about to be; one that is to end later still is."""
    return item.state == "in-force" or state_on(item, day) == "in-force"


def _check_lacking(item: Item, kind: Kind) -> Iterator[Finding]:
    """An item that is over may lack what its list asks for; not as long as it is on the list."""
    if item.retirement:
        for name in kind.required:
            if name not in item.places:
                yield error("missing-field", item.location, value=name, field=name)


def _check_said(item: Item, kind: Kind) -> Iterator[Finding]:
    """What no item of its kind may say: a form for what a system knows already, an assessment with a veto."""
    for refusal in kind.refused:
        said = _text(item, refusal.field)
        if said and (said in refusal.values or not refusal.values):
            place = item.places.get(refusal.field, item.location)
            yield error("item-refused", place, value=said, item=item.id, name=item.name, why=refusal.why)


def _text(item: Item, field: str) -> str:
    texts = {
        "domain": item.domain,
        "lead": item.lead,
        "scope": item.scope,
        "subtype": item.subtype,
        "verb": item.verb,
        "time": item.service.time,
        "place": item.service.place,
        "phone": item.service.phone,
    }
    return texts[field] if field in texts else item.extra.get(field, "")


def _check_dates(item: Item, catalog: Catalog, day: date) -> Iterator[Finding]:
    for name, said in item.extra.items():
        until = read_date(said) if catalog.fields[name].expires else None
        if until and until < day:
            facts = {"value": said, "title": catalog.fields[name].title, "item": item.id, "name": item.name}
            yield error("item-expired", item.places[name], **facts)
    delegation = item.delegation
    if delegation and delegation.until and delegation.until < day:
        facts = {"value": delegation.until.isoformat(), "item": item.id, "by": delegation.by}
        yield error("delegation-expired", delegation.location, **facts)


def _check_named(item: Item, catalog: Catalog) -> Iterator[Finding]:
    """Other items that it names: each exists."""
    known = {other.id for other in catalog.items}
    for name, said in item.extra.items():
        named = catalog.fields[name].type == "item" and re.fullmatch(ID, said)
        if named and said not in known:
            yield error("unknown-item", item.places[name], value=said)
    for id_ in item.retirement.into if item.retirement else ():
        if id_ not in known:
            yield error("unknown-item", item.places["retired"], value=id_)
        elif id_ == item.id:
            yield error("retired-into-itself", item.places["retired"], value=id_)


def _check_covers(catalog: Catalog, day: date) -> Iterator[Finding]:
    kept = [item for item in catalog.items if _kept(item, day)]
    titles = {kind.id: kind.title for kind in catalog.kinds}
    for kind in catalog.kinds:
        cover = kind.cover
        if cover is None or cover.kind not in titles:
            continue
        covered = {item.extra.get(cover.field) for item in kept if item.kind == cover.kind}
        for item in kept:
            if item.kind == kind.id and item.id not in covered:
                facts = {"value": item.id, "name": item.name, "list": titles[cover.kind]}
                yield error("item-not-covered", item.location, **facts, field=cover.field)


def _check_counts(catalog: Catalog, day: date) -> Iterator[Finding]:
    """The numbers that the county made known, against those that are counted."""
    effective = Effective(catalog, day)
    counted = {
        (kind.id, type_): number
        for type_ in TITLES
        for kind, number in zip(catalog.kinds, effective.counts(type_), strict=True)
    }
    for kind in catalog.kinds:
        for type_, number in kind.counts.items():
            if counted[kind.id, type_] != number:
                facts = {"value": number, "counted": counted[kind.id, type_], "kind": kind.title}
                yield error("count-differs", kind.places["counts"], **facts, type=TITLES[type_])
    for partition in (one for one in catalog.partitions if one.organisation in TITLES):
        parts = [counted[kind, partition.organisation] for kind in partition.kinds]
        if sum(parts) != partition.total:
            facts = {"value": partition.total, "counted": sum(parts), "title": partition.title}
            yield error("partition-differs", partition.location, **facts, parts=" + ".join(map(str, parts)))


def _check_caps(catalog: Catalog, day: date) -> Iterator[Finding]:
    capped = [kind for kind in catalog.kinds if kind.max_items]
    if not capped:
        return
    effective = Effective(catalog, day)
    for village in catalog.villages:
        if village.active:
            counts = Counter(item.kind for item in effective.village(village))
            for kind, most in _over(capped, counts, village.organisation):
                facts = {"value": counts[kind.id], "limit": most, "kind": kind.id, "village": village.name}
                yield error("too-many-items", village.location, **facts)
    for township in catalog.townships.values():
        counts = Counter(item.kind for item in effective.township(township))
        for kind, most in _over(capped, counts, "township"):
            facts = {"value": counts[kind.id], "limit": most, "kind": kind.id, "village": township.name}
            yield error("too-many-items", township.location, **facts)


def _over(kinds: list[Kind], counts: Mapping[str, int], type_: str) -> Iterator[tuple[Kind, int]]:
    for kind in kinds:
        most = kind.max_items.get(type_)
        if most is not None and counts[kind.id] > most:
            yield kind, most
