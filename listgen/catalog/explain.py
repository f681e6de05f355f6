"""Why an item is, or is not, on an owner's list: the verdict and every fact around it, each with its place.

The verdict is that of `holds`, by which lists are made; nothing here decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from listgen.catalog.citations import check_citations
from listgen.catalog.effective import ByScope, Effective, Verdict, binds, holds, state_on
from listgen.catalog.model import COMMUNITY, Admission, Catalog, Citation, Item, Overlay
from listgen.catalog.owners import Owner
from listgen.catalog.roster import ADD, CONTACT
from listgen.catalog.view import ViewItem
from listgen.findings import Finding, Location


@dataclass(frozen=True, slots=True)
class Statement:
    """One fact: the key of its sentence, the values that it names, and where it stands."""

    key: str
    location: Location
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Explanation:
    """An item and an owner. `number` is its place on the list, 0 where it is not on it.

    `reason` says why the verdict is so, `facts` are all that bear on it, `findings` what is wrong with the
    basis. Values name organisation types and roles by their ids.
    """

    owner: Owner
    item: Item
    kind: str
    verdict: Verdict
    number: int
    reason: Statement
    facts: tuple[Statement, ...]
    findings: tuple[Finding, ...] = ()


class Explainer:
    """Explains the items of one catalog on one day to one owner."""

    def __init__(self, catalog: Catalog, day: date, owner: Owner) -> None:
        self._catalog = catalog
        self._day = day
        self._owner = owner
        self._titles = {kind.id: kind.short for kind in catalog.kinds}
        self._overlays = ByScope(catalog).reaching(owner.scopes)
        views = _list(catalog, day, owner)
        self._numbers = {view.id: view.number for view in views}

    def brief(self, item: Item) -> Explanation:
        """The verdict and its reason alone."""
        verdict = holds(item, self._owner.organisation, self._overlays, self._catalog, self._day)
        return Explanation(
            owner=self._owner,
            item=item,
            kind=self._titles.get(item.kind, item.kind),
            verdict=verdict,
            number=self._numbers.get(item.id, 0),
            reason=self._reason(item, verdict),
            facts=(),
        )

    def full(self, item: Item) -> Explanation:
        """The verdict, its reason, and all that bears on it."""
        alone = replace(self._catalog, items=(item,))
        return replace(
            self.brief(item),
            facts=tuple(self._facts(item)),
            findings=tuple(check_citations(alone, self._day)),
        )

    def _reason(self, item: Item, verdict: Verdict) -> Statement:
        overlay = verdict.overlay
        values = {
            "type": self._owner.organisation,
            "applies": " ".join(item.applies),
            "day": str(self._day),
            "scope": self._scope(overlay.scope) if overlay else "",
            "admission": overlay.admission if overlay else "",
        }
        return Statement(f"reason.{verdict.reason}", overlay.location if overlay else item.location, values)

    def _facts(self, item: Item) -> Iterator[Statement]:
        yield from self._state(item)
        yield _said("applies", item, "applies", applies=" ".join(item.applies))
        yield from self._confirmation(item)
        yield from _switches(item)
        for overlay in self._catalog.overlays:
            if overlay.item == item.id and overlay.scope in self._owner.scopes:
                yield from self._overlay(overlay)
        if item.lead:
            lead = "lead" if item.lead_confirmed else "lead-inferred"
            yield _said(lead, item, "lead", lead=item.lead)
        for citation in item.basis:
            yield self._citation(citation)
        for policy in item.policy:
            reaches = self._catalog.division_code.startswith(policy.area)
            key = "policy" if not policy.area else "policy-here" if reaches else "policy-elsewhere"
            yield _said(key, item, "policy", policy=str(policy), area=policy.area)
        yield from self._destination(item)
        for admission in self._catalog.admissions.values():
            if admission.item == item.id:
                yield self._admission(admission)
        yield from _records(self._catalog, item)

    def _state(self, item: Item) -> Iterator[Statement]:
        yield _said(f"state.{state_on(item, self._day)}", item, "state")
        if item.effective:
            yield _said("effective", item, "from", day=str(item.effective))
        over = item.retirement
        if over:
            others = {one.id: one.short or one.name for one in self._catalog.items}
            into = "、".join(f"{id_} {others.get(id_, '')}".rstrip() for id_ in over.into)
            yield Statement("retired", over.location, {"day": str(over.on), "why": over.why.rstrip("。")})
            if over.instead:
                yield Statement("retired-instead", over.location, {"who": over.instead.rstrip("。")})
            if into:
                yield Statement("retired-into", over.location, {"into": into})
            if over.record:
                yield Statement("retired-record", over.location, {"record": over.record})
        handed = item.delegation
        if handed:
            yield Statement("delegated", handed.location, {"delegation": str(handed)})
            more = {"funding": handed.funding, "system": handed.system}
            for name, text in more.items():
                if text:
                    yield Statement(f"delegated-{name}", handed.location, {name: text.rstrip("。")})

    def _confirmation(self, item: Item) -> Iterator[Statement]:
        type_ = self._owner.organisation
        if type_ in item.needs_confirmation:
            key = "confirmed" if type_ in item.confirmed else "unconfirmed"
            field = "confirmed" if type_ in item.confirmed else "needs_confirmation"
            yield _said(key, item, field, type=type_)

    def _overlay(self, overlay: Overlay) -> Iterator[Statement]:
        values = {
            "scope": self._scope(overlay.scope),
            "action": overlay.action,
            "admission": overlay.admission,
            "contact": " ".join(filter(None, (overlay.phone, overlay.place))),
        }
        key = {ADD: "overlay-added", CONTACT: "overlay-contact"}.get(overlay.action, "overlay")
        yield Statement(key, overlay.location, values)
        if overlay.effective or overlay.until:
            counts = "overlay-counts" if overlay.in_force(self._day) else "overlay-counts-not"
            period = f"{overlay.effective or ''}—{overlay.until or ''}"
            yield Statement(counts, overlay.location, {"period": period, "day": str(self._day)})
        if overlay.note:
            yield Statement("overlay-note", overlay.location, {"note": overlay.note})

    def _citation(self, citation: Citation) -> Statement:
        law = self._catalog.laws.get(citation.law)
        values = {"law": citation.law, "article": citation.article, "role": citation.role}
        if not binds(citation, (self._owner.organisation,)):
            others = {"binds": " ".join(citation.binds)}
            return Statement("citation-of-others", citation.location, values | others)
        text = law.text_on(self._day) if law else None
        if text is None or text.effective is None:
            return Statement("citation-undated", citation.location, values)
        known = citation.article in text.articles and not citation.unverified
        key = "citation" if known else "citation-unchecked"
        return Statement(key, citation.location, values | {"since": str(text.effective)})

    def _destination(self, item: Item) -> Iterator[Statement]:
        wording = item.community if self._owner.organisation == COMMUNITY else None
        if item.destination:
            who = (wording.who if wording else "") or item.destination.who
            how = (wording.how if wording else "") or item.destination.how
            yield _said("destination", item, "destination", who=who, how=how)

    def _admission(self, admission: Admission) -> Statement:
        day = self._day
        over = "-ahead" if day < admission.effective else "-over" if day > admission.until else ""
        values = {
            "id": admission.id,
            "by": admission.approved_by,
            "from": str(admission.effective),
            "to": str(admission.until),
            "day": str(day),
            **{
                name: text.rstrip("。")
                for name, text in (
                    ("basis", admission.basis),
                    ("content", admission.content),
                    ("authority", admission.authority),
                    ("cycle", admission.cycle),
                    ("funding", admission.funding),
                )
            },
        }
        return Statement(f"admission{over}", admission.location, values)

    def _scope(self, scope: str) -> str:
        """A scope by its name."""
        township = self._catalog.townships.get(scope)
        villages = (village.name for village in self._catalog.villages if village.id == scope)
        return township.name if township else next(villages, scope)


def _list(catalog: Catalog, day: date, owner: Owner) -> tuple[ViewItem, ...]:
    """The owner's list as it is printed."""
    effective = Effective(catalog, day)
    if owner.village is not None:
        return effective.village(owner.village)
    return effective.township(owner.township) if owner.township is not None else ()


def _switches(item: Item) -> Iterator[Statement]:
    """What the item says of its being optional, off, local, or one of two."""
    for key, on in (("local", item.local), ("default-off", item.default_off), ("optional", item.optional)):
        if on:
            yield _said(key, item, key.partition("-")[0])
    if item.alternative_of:
        yield _said("alternative", item, "alternative_of", other=item.alternative_of)


def _records(catalog: Catalog, item: Item) -> Iterator[Statement]:
    """What departments said of the item and what villages reported, each with what was decided."""
    for one in catalog.consultations:
        for opinion in one.opinions:
            if opinion.item == item.id:
                values = {"id": one.id, "draft": one.draft, "round": str(one.round), "reason": opinion.reason}
                values |= {"department": opinion.department, "text": opinion.text.rstrip("。")}
                yield Statement(f"opinion-{opinion.adopted or 'open'}", opinion.location, values)
    names = {village.id: village.name for village in catalog.villages}
    for report in catalog.feedback:
        if report.item != item.id:
            continue
        values = {"id": report.id, "day": str(report.day), "fact": report.fact.rstrip("。")}
        values["village"] = names.get(report.village, report.village)
        yield Statement("feedback", report.location, values)
        decision = report.decision
        if decision:
            values = {"id": report.id, "day": str(decision.day), "by": decision.by, "kind": decision.kind}
            values["reason"] = decision.reason.rstrip("。")
            yield Statement(f"decided-{decision.action}", decision.location, values)


def _said(key: str, item: Item, field: str, **values: str) -> Statement:
    return Statement(key, item.places.get(field, item.location), values)
