"""Which signs a batch orders, and which hang from earlier ones and have to come down."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from listgen.catalog.model import Catalog, Village
from listgen.catalog.owners import is_asked
from listgen.catalog.roster import MERGED
from listgen.catalog.view import VillageView
from listgen.county import County
from listgen.filenames import safe_name
from listgen.findings import Finding, Location, error, warn
from listgen.links import Link, fingerprint
from listgen.orders.batch import FORMATS, WITHDRAWN, Batch, File, Head, OrderedSign, Owner, Recall, sign_path
from listgen.orders.gang import on_paper, too_large
from listgen.orders.record import record_path
from listgen.signage.facts import SignFacts, facts_of
from listgen.signage.scheme import Scheme
from listgen.signage.sign import HALL, PLAQUE, Sign, SignValues, signs_of

SHEET = (1220.0, 2440.0)  # mm: the plate that sign makers stock
Key = tuple[str, ...]
Hung = tuple[Batch, OrderedSign]


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for. Empty filters: everything; `quantities` by slot, else the sign's own.

    `since`: a batch; only what differs from what hung once it was done. `sheet` is the stock in mm.
    """

    name: str
    day: date
    villages: tuple[str, ...] = ()
    townships: tuple[str, ...] = ()
    slots: tuple[str, ...] = ()
    quantities: Mapping[str, int] = field(default_factory=dict)
    since: str = ""
    sheet: tuple[float, float] = SHEET
    cut_contour: bool = False

    def takes(self, village: str, township: str, slot: str) -> bool:
        """Whether the filters leave this sign: all that are given have to."""
        asked = is_asked(village, township, self.villages, self.townships)
        return asked and (not self.slots or slot in self.slots)


@dataclass(frozen=True, slots=True)
class Source:
    """What a batch is chosen from: the county as it is today, its ledger, and the batches before."""

    county: County
    catalog: Catalog
    scheme: Scheme
    views: tuple[VillageView, ...]
    links: tuple[Link, ...]
    batches: tuple[Batch, ...]


def select(wish: Wish, source: Source) -> tuple[Batch, list[Finding]]:
    """The batch before any of its files is made, and what keeps it from being ordered."""
    hung = hanging(source.batches)
    baseline = hanging(up_to(wish.since, source.batches)) if wish.since else {}
    today = tuple(signs_today(source.scheme, source.county, source.views))
    chosen = [
        one
        for one in today
        if wish.takes(one.view.village.id, one.view.township.id, one.sign.slot)
        and not (_ordered_before(one, baseline) and _hangs(one, hung))
    ]
    signs = tuple(
        _ordered(number, one, _quantity(one, wish, hung.get(one.key, ())))
        for number, one in enumerate(chosen, 1)
    )
    batch = Batch(
        name=wish.name,
        number=max((before.number for before in source.batches), default=0) + 1,
        day=wish.day,
        county=source.county.name,
        edition=source.county.edition.number,
        scheme=source.scheme.title,
        specimen=source.county.specimen,
        ledger=_head(source.links),
        sheet=wish.sheet,
        cut_contour=wish.cut_contour,
        since=wish.since,
        signs=signs,
        recalls=tuple(_recalls(wish, source, today, {one.key for one in chosen}, hung)),
    )
    findings = [*_too_early(wish, source), *_unissued(wish, chosen, source), *_renamed(chosen, source)]
    findings += _inactive(wish, source)
    findings += [*_on_no_sheet(batch), *_unused(wish, batch)]
    findings += _repeated(wish, chosen, hung) if wish.since else ()
    return batch, findings


def up_to(name: str, batches: Sequence[Batch]) -> tuple[Batch, ...]:
    """The batches until the one of that name, in order of time. Raises ValueError."""
    names = [batch.name for batch in batches]
    return tuple(batches[: names.index(name) + 1])


def standing(batches: Iterable[Batch]) -> tuple[Batch, ...]:
    """Those that were not withdrawn."""
    return tuple(batch for batch in batches if batch.state != WITHDRAWN)


def hanging(batches: Iterable[Batch]) -> dict[Key, list[Hung]]:
    """What each place has of these batches, in order of time; what was recalled hangs no more."""
    found: dict[Key, list[Hung]] = {}
    for batch in standing(batches):
        taken = {(recall.batch, recall.number) for recall in batch.recalls}
        for held in found.values():
            held[:] = [one for one in held if (one[0].name, one[1].number) not in taken]
        for sign in batch.signs:
            key = key_of(sign.owner.village, sign.kind, sign.slot, sign.name)
            found.setdefault(key, []).append((batch, sign))
    return {key: held for key, held in found.items() if held}


@dataclass(frozen=True, slots=True)
class Today:
    """A sign as it would be made today."""

    view: VillageView
    sign: Sign
    facts: SignFacts

    @property
    def key(self) -> Key:
        """Its place, which the signs of earlier batches had too."""
        return key_of(self.view.village.id, self.sign.kind, self.sign.slot, self.sign.name)


def made_today(batch: Batch, today: Mapping[Key, Today]) -> tuple[SignValues | None, ...]:
    """For each sign of the batch what it is made of; None where today's county would make another one."""
    held = (today.get(key_of(sign.owner.village, sign.kind, sign.slot, sign.name)) for sign in batch.signs)
    return tuple(
        one.sign.values if one and one.facts == sign.facts else None
        for one, sign in zip(held, batch.signs, strict=True)
    )


def signs_today(scheme: Scheme, county: County, views: Iterable[VillageView]) -> Iterator[Today]:
    """Every sign of the county as it would be made today."""
    for view in views:
        for sign in signs_of(scheme, county, view):
            yield Today(view, sign, facts_of(sign.values))


def key_of(village: str, kind: str, slot: str, name: str) -> Key:
    """The place of a sign: a village has one of each slot, but several rooms with a sign of one slot."""
    return (village, slot) if kind in (PLAQUE, HALL) else (village, slot, name)


def _hangs(one: Today, hung: Mapping[Key, list[Hung]]) -> bool:
    """Whether this very sign was not taken down since."""
    return any(sign.facts == one.facts for _, sign in hung.get(one.key, ()))


def _ordered_before(one: Today, hung: Mapping[Key, list[Hung]]) -> bool:
    """Whether the last that was ordered for its place is this very sign."""
    return one.key in hung and hung[one.key][-1][1].facts == one.facts


def _quantity(one: Today, wish: Wish, hung: Sequence[Hung]) -> int:
    """How many pieces: as many as are taken down for it, unless a number is given."""
    replaced = sum(sign.quantity for _, sign in hung if sign.facts != one.facts)
    return wish.quantities.get(one.sign.slot) or max(one.sign.quantity, replaced)


def _ordered(number: int, one: Today, quantity: int) -> OrderedSign:
    village, township = one.view.village, one.view.township
    stem = safe_name(f"{number:04d}-{village.id}-{village.name}-{one.sign.name}")
    return OrderedSign(
        number=number,
        owner=Owner(village.id, village.name, township.id, township.name, village.organisation),
        kind=one.sign.kind,
        slot=one.sign.slot,
        name=one.sign.name,
        facts=one.facts,
        material=one.sign.material,
        process=one.sign.process,
        quantity=quantity,
        files=tuple(File(sign_path(stem, format_)) for format_ in FORMATS),
    )


def _recalls(
    wish: Wish, source: Source, today: Iterable[Today], ordered: set[Key], hung: Mapping[Key, list[Hung]]
) -> Iterator[Recall]:
    """What hangs somewhere and is replaced by this batch, or has no place any more."""
    now = {one.key: one for one in today}
    villages = {village.id: village for village in source.catalog.villages}
    for key, (batch, sign) in ((key, one) for key, held in hung.items() for one in held):
        village, one = villages.get(sign.owner.village), now.get(key)
        townships = {sign.owner.township, village.township if village else ""}  # a village may have moved
        if not any(wish.takes(sign.owner.village, township, sign.slot) for township in townships):
            continue
        settled = key in ordered or (one is not None and _hangs(one, hung))
        reason = _reason(sign, village, one.facts if one else None, settled)
        if reason:
            yield Recall(
                owner=sign.owner,
                name=sign.name,
                wording=sign.facts.wording,
                batch=batch.name,
                number=sign.number,
                quantity=sign.quantity,
                reason=reason,
                successor=_successor(villages, sign.owner.village),
            )


def _reason(sign: OrderedSign, village: Village | None, now: SignFacts | None, settled: bool) -> str:
    """Why a sign comes down; '' where it may stay. `settled`: the right one is ordered now, or hangs."""
    if village and not village.active:
        return "merged" if village.state == MERGED else "dissolved"
    if now is None:
        return "dropped"
    return "replaced" if settled and now != sign.facts else ""


def _successor(villages: Mapping[str, Village], id_: str) -> str:
    village = villages.get(id_)
    successor = villages.get(village.successor) if village and not village.active else None
    return successor.name if successor else ""


def _head(links: Sequence[Link]) -> Head:
    return Head(len(links), fingerprint(links[-1])) if links else Head(0, "")


def _on_no_sheet(batch: Batch) -> Iterator[Finding]:
    """Signs that are ordered all the same, but laid out on no sheet of the stock."""
    place, (width, height) = Location(record_path(batch.name)), batch.sheet
    for sign in {one.slot: one for one in too_large(batch) if not on_paper(one)}.values():
        size = f"{sign.facts.width:g}×{sign.facts.height:g}"
        yield warn("order-on-no-sheet", place, value=size, sign=sign.name, sheet=f"{width:g}×{height:g}")


def _too_early(wish: Wish, source: Source) -> Iterator[Finding]:
    last = max(source.batches, key=lambda batch: batch.day, default=None)
    day = wish.day.isoformat()
    if last and wish.day < last.day:
        place = Location(record_path(last.name))
        yield error("order-day-earlier", place, value=day, last=last.day.isoformat())
    link = source.links[-1] if source.links else None
    if link and day < link.date:
        yield error("order-day-before-ledger", link.location, value=day, last=link.date)


def _renamed(chosen: Iterable[Today], source: Source) -> Iterator[Finding]:
    """A code is entered under the name that its sign says: the ledger tells what hangs where."""
    names: dict[str, set[str]] = {}
    for link in source.links:
        names.setdefault(link.id, set()).add(link.name)
    villages = {one.view.village.id: one.view.village for one in chosen if one.facts.code}
    for village in villages.values():
        if village.id in names and village.name not in names[village.id]:
            yield warn("order-code-old-name", village.location, value=village.name, id=village.id)


def _inactive(wish: Wish, source: Source) -> Iterator[Finding]:
    """Villages that were asked for by name and have no signs any more."""
    for village in source.catalog.villages:
        if village.id in wish.villages and not village.active:
            yield warn("order-village-inactive", village.location, value=village.name, id=village.id)


def _unused(wish: Wish, batch: Batch) -> Iterator[Finding]:
    """A quantity that is given for a sign which is not ordered: a slip of the id or of the filter."""
    ordered = {sign.slot for sign in batch.signs}
    for slot, count in wish.quantities.items():
        if slot not in ordered:
            known = "、".join(sorted(ordered)) or "—"
            place = Location(record_path(batch.name))
            yield error("order-quantity-unused", place, value=f"{slot}={count}", slot=slot, known=known)


def _repeated(wish: Wish, chosen: Iterable[Today], hung: Mapping[Key, list[Hung]]) -> Iterator[Finding]:
    """What a batch after `since` has ordered already is ordered twice."""
    twice = [one for one in chosen if _ordered_before(one, hung)]
    if twice:
        later = hung[twice[0].key][-1][0].name
        place = Location(record_path(later))
        yield warn("order-repeats", place, value=wish.since, later=later, count=len(twice))


def _unissued(wish: Wish, chosen: Iterable[Today], source: Source) -> Iterator[Finding]:
    """A code that the ledger does not hold may be given another page some day. A specimen's holds none."""
    issued = {(link.id, link.url) for link in source.links}
    missing: dict[str, VillageView] = {}
    for one in chosen:
        if one.facts.code and (one.view.village.id, one.facts.code.url) not in issued:
            missing.setdefault(one.view.village.id, one.view)
    if missing and source.county.specimen:
        yield error("order-specimen", Location("county.yaml"), count=len(missing), batch=wish.name)
        return
    for view in missing.values():
        village = view.village
        facts = {"value": view.url, "name": village.name, "id": village.id, "batch": wish.name}
        yield error("order-code-unissued", village.location, **facts)
