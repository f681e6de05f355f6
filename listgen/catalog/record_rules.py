"""Whether records speak of what there is: items, villages, departments, kinds, other records."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from datetime import date

from listgen.catalog.model import Catalog
from listgen.catalog.record import MOVE, Consultation, Feedback
from listgen.catalog.record_files import Record
from listgen.findings import Finding, Location, error, warn


def check_records(catalog: Catalog, day: date) -> Iterator[Finding]:
    """What is wrong with admissions, consultation rounds and feedback beyond their form."""
    items = {item.id for item in catalog.items}
    used = {overlay.admission for overlay in catalog.overlays}  # of which the overlay's row says more
    for admission in catalog.admissions.values():
        if admission.item and admission.item not in items and admission.id not in used:
            yield error(
                "record-of-unknown-item", admission.location, value=admission.item, record=admission.id
            )
    known = _departments(catalog)
    rounds: dict[tuple[str, int], Consultation] = {}
    for consultation in catalog.consultations:
        yield from _check_consultation(consultation, items, known)
        twin = rounds.setdefault((consultation.draft, consultation.round), consultation)
        if twin is not consultation and consultation.round:
            facts = {"value": consultation.round, "draft": consultation.draft, "first": twin.location}
            yield error("round-twice", consultation.location, **facts)
    for feedback in catalog.feedback:
        yield from _check_feedback(feedback, catalog, day)
    yield from _check_ids(catalog)
    yield from _check_retirements(catalog)


def _check_consultation(consultation: Consultation, items: set[str], known: set[str]) -> Iterator[Finding]:
    for department in consultation.asked:
        if department not in known:
            close = difflib.get_close_matches(department, known, 1, 0.5)
            facts = {"value": department, "close": close[0] if close else "", "record": consultation.id}
            yield warn("asked-department-unknown", consultation.location, **facts)
    for opinion in consultation.opinions:
        if opinion.item and opinion.item not in items:
            facts = {"value": opinion.item, "record": consultation.id}
            yield error("record-of-unknown-item", opinion.location, **facts)
        if opinion.department and opinion.department not in consultation.asked:
            facts = {"value": opinion.department, "choices": "、".join(consultation.asked)}
            yield error("opinion-of-nobody-asked", opinion.location, **facts)


def _check_feedback(feedback: Feedback, catalog: Catalog, day: date) -> Iterator[Finding]:
    item = next((item for item in catalog.items if item.id == feedback.item), None)
    decision = feedback.decision
    if feedback.item and item is None:
        yield error("record-of-unknown-item", feedback.location, value=feedback.item, record=feedback.id)
    if feedback.village and feedback.village not in {village.id for village in catalog.villages}:
        yield error(
            "record-of-unknown-village", feedback.location, value=feedback.village, record=feedback.id
        )
    if decision is None:
        return
    kinds = [kind.id for kind in catalog.kinds]
    if decision.kind and decision.kind not in kinds:
        yield error("unknown-kind", decision.location, value=decision.kind, choices="、".join(kinds))
    elif decision.action == MOVE and item and decision.day <= day and item.kind != decision.kind:
        facts = {"value": feedback.id, "item": item.id, "kind": decision.kind, "now": item.kind}
        yield warn("decision-not-carried-out", decision.location, **facts)


def _departments(catalog: Catalog) -> set[str]:
    """Everybody whom the catalog and the roster know: who leads, who does it instead, the townships."""
    leads = {item.lead for item in catalog.items}
    instead = {item.destination.who for item in catalog.items if item.destination}
    return leads | instead | {township.name for township in catalog.townships.values()}


def _check_ids(catalog: Catalog) -> Iterator[Finding]:
    """One number is one record, of whatever sort."""
    first: dict[str, Location] = {}
    records: tuple[Record, ...]
    records = (*catalog.admissions.values(), *catalog.consultations, *catalog.feedback, *catalog.filings)
    for record in records:
        if record.id in first:
            yield error("duplicate-record", record.location, value=record.id)
        first.setdefault(record.id, record.location)


def _check_retirements(catalog: Catalog) -> Iterator[Finding]:
    """The record that a retired item calls on."""
    asked: tuple[Record, ...] = (*catalog.consultations, *catalog.feedback)
    records = {*catalog.admissions, *(record.id for record in asked)}
    for item in catalog.items:
        over = item.retirement
        if over and over.record and over.record not in records:
            yield error("unknown-record", over.location, value=over.record, item=item.id)
