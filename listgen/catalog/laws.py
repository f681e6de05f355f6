"""laws.yaml, the registry of legal bases: since when each is in force, and where an old article went."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from listgen.catalog.law import Articles, Law, LawText
from listgen.catalog.model import ORGANISATION_TYPES
from listgen.findings import Finding, error, warn
from listgen.sources.fields import Fields
from listgen.sources.values import Table
from listgen.sources.yaml import load_yaml

FILE = "laws.yaml"
UNKNOWN_DATE = "待核"
LEVELS = ("law", "regulation", "party-regulation", "rule", "local")


def load_laws(data: bytes) -> tuple[dict[str, Law], list[Finding]]:
    """The laws by name and what is wrong with the registry."""
    table, findings = load_yaml(data, FILE)
    laws: dict[str, Law] = {}
    if table is None:
        return laws, findings
    fields = Fields(table, findings)
    for entry in fields.tables("laws", required=True):
        law = _law(entry, findings)
        if law.name in laws:
            first = laws[law.name].location.line
            findings.append(error("duplicate-law", law.location, value=law.name, first=first))
        laws[law.name] = law
    findings += _check_successors(laws)
    fields.choice("schema", ("1",), required=False)
    fields.finish()
    return laws, findings


def _law(table: Table, findings: list[Finding]) -> Law:
    fields = Fields(table, findings)
    known = fields.text("from") != UNKNOWN_DATE
    renumbered = _renumbered(fields.table("renumbered"))
    law = Law(
        name=fields.text("name", required=True),
        issuer=fields.text("issuer"),
        level=fields.choice("level", LEVELS),
        effective=fields.day("from", required=True) if known else None,
        until=fields.day("to"),
        replaced_by=fields.text("replaced_by"),
        binds=fields.choices("for", ORGANISATION_TYPES),
        area=fields.text("area"),
        articles=fields.texts("articles"),
        renumbered=renumbered,
        replaced=_replaced(fields.table("replaced")),
        location=fields.place("name"),
        earlier=_earlier(fields.tables("earlier"), renumbered, findings),
        places=fields.places(),
    )
    findings += _check_days(law)
    for name in ("adopted", "note", "number"):
        fields.text(name)
    fields.finish()
    return law


def _earlier(
    tables: tuple[Table, ...], renumbered: Mapping[str, Articles], findings: list[Finding]
) -> tuple[LawText, ...]:
    """The texts before the newest, the oldest first; one without articles has those that were renumbered."""
    texts: list[LawText] = []
    for table in reversed(tables):
        fields = Fields(table, findings)
        own = _renumbered(fields.table("renumbered"))
        articles = fields.texts("articles") or tuple(renumbered)
        texts.insert(0, LawText(fields.day("from", required=True), articles, own))
        for name in ("adopted", "note", "number"):
            fields.text(name)
        fields.finish()
        renumbered = own
    return tuple(texts)


def _check_days(law: Law) -> Iterator[Finding]:
    """Each text begins after the one before, and the law ends after it began."""
    for before, after in pairwise(law.texts):
        if before.effective and after.effective and before.effective >= after.effective:
            place = law.places.get("earlier", law.location)
            facts = {"law": law.name, "next": str(after.effective)}
            yield error("law-texts-overlap", place, value=str(before.effective), **facts)
    if law.until and law.effective and law.until <= law.effective:
        facts = {"law": law.name, "effective": str(law.effective)}
        yield error("law-ends-before-it-begins", law.places["to"], value=str(law.until), **facts)
    if law.replaced_by and law.until is None:
        place = law.places["replaced_by"]
        yield warn("law-replaced-without-end", place, value=law.replaced_by, law=law.name)


def _check_successors(laws: Mapping[str, Law]) -> Iterator[Finding]:
    """What takes the place of a law is registered, and no law in the end takes its own."""
    for law in laws.values():
        by_article = (name for name, _ in law.replaced.values())
        for name in dict.fromkeys(filter(None, (law.replaced_by, *by_article))):
            if name not in laws:
                place = law.places["replaced_by" if name == law.replaced_by else "replaced"]
                yield warn("law-replaced-by-unknown", place, value=name, law=law.name)
        seen, current = {law.name}, law
        while current.replaced_by and current.replaced_by in laws:  # a law may lack its name
            current = laws[current.replaced_by]
            if current.name == law.name:
                place = law.places["replaced_by"]
                yield error("law-replaced-in-a-circle", place, value=law.replaced_by, law=law.name)
            if current.name in seen:
                break
            seen.add(current.name)


def _renumbered(fields: Fields) -> dict[str, tuple[str, ...]]:
    return {old: fields.texts(old) for old in fields.names()}


def _replaced(fields: Fields) -> dict[str, tuple[str, tuple[str, ...]]]:
    mapped = {}
    for old in fields.names():
        entry = fields.table(old)
        mapped[old] = (entry.text("law", required=True), entry.texts("articles"))
        entry.finish()
    return mapped
