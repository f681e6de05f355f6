"""items/*.yaml to items: the shape of each, not yet whether it is true."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from listgen.catalog.kinds import Kinds
from listgen.catalog.model import (
    CARRYING_ROLES,
    COMPETENCE_ROLES,
    ORGANISATION_TYPES,
    Citation,
    Delegation,
    Destination,
    FieldSpec,
    Item,
    Policy,
    Retirement,
    Service,
    Wording,
)
from listgen.findings import Finding, error
from listgen.sources.fields import NO, YES, Fields
from listgen.sources.values import Table
from listgen.sources.yaml import load_yaml

ROLES = (*CARRYING_ROLES, *COMPETENCE_ROLES, "general")
STATES = ("in-force", "proposed", "retired")
ID = r"[A-Z]{2}-\d{4}"


def load_items(files: Mapping[str, bytes], kinds: Kinds) -> tuple[tuple[Item, ...], list[Finding]]:
    """The items of all files in the order of names, and what is wrong with their shape."""
    items: list[Item] = []
    findings: list[Finding] = []
    for file in sorted(files):
        table, found = load_yaml(files[file], file)
        findings += found
        if table is None:
            continue
        fields = Fields(table, findings)
        items += (_item(entry, kinds, findings) for entry in fields.tables("items", required=True))
        fields.finish()
    return tuple(items), findings


def _item(table: Table, kinds: Kinds, findings: list[Finding]) -> Item:
    fields = Fields(table, findings)
    kind = fields.text("kind", required=True)
    if kind and kind not in kinds.ids():
        findings.append(
            error("unknown-kind", fields.place("kind"), value=kind, choices="、".join(kinds.ids()))
        )
    over = fields.text("state") == "retired"  # a form may be over just because nobody had approved it
    required = () if over else next((entry.required for entry in kinds.kinds if entry.id == kind), ())

    def text(name: str, *, always: bool = False) -> str:
        return fields.text(name, required=always or name in required, longest=kinds.longest(name))

    item = Item(
        id=fields.code("id", ID),
        kind=kind,
        subtype=text("subtype"),
        name=fields.name("name", longest=kinds.longest("name")),
        content=text("content"),
        domain=text("domain"),
        applies=fields.choices("applies", ORGANISATION_TYPES, required=True),
        lead=text("lead"),
        lead_confirmed=fields.choice(
            "lead_state", ("confirmed", "inferred"), required=False, default="confirmed"
        )
        == "confirmed",
        basis_type=fields.choice("basis_type", ("law", "policy")),
        basis=tuple(_citation(entry, findings) for entry in fields.tables("basis")),
        policy=tuple(_policy(entry, findings) for entry in fields.tables("policy")),
        destination=_destination(fields, "destination" in required, findings),
        plain=text("plain"),
        keywords=fields.texts("keywords"),
        community=_wording(fields.table("community")),
        service=_service(fields, text),
        location=fields.place("id"),
        short=fields.name("short", required=False, longest=kinds.longest("short")),
        verb=text("verb"),
        scope=text("scope"),
        needs_confirmation=fields.choices("needs_confirmation", ORGANISATION_TYPES),
        confirmed=fields.choices("confirmed", ORGANISATION_TYPES),
        alternative_of=text("alternative_of"),
        default_off=fields.choice("default", ("on", "off"), required=False, default="on") == "off",
        optional=fields.flag("optional"),
        local=fields.flag("local"),
        frequent=fields.flag("frequent"),
        state=fields.choice("state", STATES),
        effective=fields.day("from"),
        delegation=_delegation(fields, "delegated" in required),
        retirement=_retirement(fields.table("retired")) if fields.has("retired") else None,
        extra={name: _extra(fields, kinds.fields[name], name in required) for name in kinds.extra()},
        places=fields.places(),
    )
    if item.retirement and item.state != "retired":
        findings.append(error("retired-in-force", fields.place("retired"), value=item.state, item=item.id))
    text("note")
    for source in fields.tables("source"):
        _source(source, findings)
    fields.finish()
    return item


def _extra(fields: Fields, spec: FieldSpec, required: bool) -> str:
    """A field that the county added, as its type has it."""
    if spec.type == "choice":
        return fields.choice(spec.name, spec.choices, required=required)
    if spec.type == "flag":
        return fields.choice(spec.name, (YES, NO), required=required)
    if spec.type == "date":
        day = fields.day(spec.name, required=required)
        return day.isoformat() if day else ""
    if spec.type == "item":
        return fields.code(spec.name, ID, required=required)
    return fields.text(spec.name, required=required, longest=spec.longest)


def _delegation(item: Fields, required: bool) -> Delegation | None:
    if not (required or item.has("delegated")):
        return None
    fields = item.table("delegated", required=required)
    delegation = Delegation(
        by=fields.text("from", required=True),
        authority=fields.text("authority", required=True),
        funding=fields.text("funding", required=True),
        system=fields.text("system"),
        until=fields.day("to"),
        location=fields.place("from"),
    )
    fields.finish()
    return delegation


def _retirement(fields: Fields) -> Retirement:
    retirement = Retirement(
        on=fields.day("on", required=True) or date.max,
        why=fields.text("why", required=True),
        instead=fields.text("instead"),
        into=fields.texts("into"),
        record=fields.text("record"),
        location=fields.place("on"),
    )
    fields.finish()
    return retirement


def _citation(table: Table, findings: list[Finding]) -> Citation:
    fields = Fields(table, findings)
    citation = Citation(
        law=fields.text("law", required=True),
        article=fields.text("article", required=True),
        role=fields.choice("role", ROLES),
        binds=fields.choices("for", ORGANISATION_TYPES),
        unverified=fields.flag("unverified"),
        location=fields.place("article"),
    )
    fields.finish()
    if "《" in citation.law or "》" in citation.law:
        findings.append(error("law-name-in-marks", fields.place("law"), value=citation.law))
    return citation


def _policy(table: Table, findings: list[Finding]) -> Policy:
    fields = Fields(table, findings)
    policy = Policy(
        issuer=fields.text("issuer", required=True),
        title=fields.text("title", required=True),
        number=fields.text("number"),
        date=fields.text("date"),
        area=fields.code("area", r"[0-9]{2,12}", required=False),
    )
    fields.text("reported")
    fields.finish()
    return policy


def _destination(fields: Fields, required: bool, findings: list[Finding]) -> Destination | None:
    inner = fields.table("destination")
    if not fields.has("destination"):
        if required:
            findings.append(error("missing-destination", fields.place("id"), value=fields.text("id")))
        return None
    destination = Destination(inner.text("who", required=True), inner.text("how", required=True))
    inner.finish()
    return destination


def _wording(fields: Fields) -> Wording:
    inner = fields.table("destination")
    wording = Wording(
        name=fields.name("name", required=False),
        short=fields.name("short", required=False),
        content=fields.text("content"),
        plain=fields.text("plain"),
        who=inner.text("who"),
        how=inner.text("how"),
    )
    inner.finish()
    fields.finish()
    return wording


def _service(fields: Fields, text: Callable[[str], str]) -> Service:
    return Service(
        materials=fields.texts("materials"),
        steps=fields.texts("steps"),
        time=text("time"),
        place=text("place"),
        phone=text("phone"),
    )


def _source(table: Table, findings: list[Finding]) -> None:
    fields = Fields(table, findings)
    fields.text("title", required=True)
    for name in ("url", "also", "level"):
        fields.text(name)
    fields.finish()
