"""laws.yaml, the registry of legal bases: since when each is in force, and where an old article went."""

from __future__ import annotations

from listgen.catalog.law import Law
from listgen.catalog.model import ORGANISATION_TYPES
from listgen.findings import Finding, error
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
    fields.choice("schema", ("1",), required=False)
    fields.finish()
    return laws, findings


def _law(table: Table, findings: list[Finding]) -> Law:
    fields = Fields(table, findings)
    known = fields.text("from") != UNKNOWN_DATE
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
        renumbered=_renumbered(fields.table("renumbered")),
        replaced=_replaced(fields.table("replaced")),
        location=fields.place("name"),
    )
    for name in ("adopted", "note", "number"):
        fields.text(name)
    fields.finish()
    return law


def _renumbered(fields: Fields) -> dict[str, tuple[str, ...]]:
    return {old: fields.texts(old) for old in fields.names()}


def _replaced(fields: Fields) -> dict[str, tuple[str, tuple[str, ...]]]:
    mapped = {}
    for old in fields.names():
        entry = fields.table(old)
        mapped[old] = (entry.text("law", required=True), entry.texts("articles"))
        entry.finish()
    return mapped
