"""List kinds as data: what fields an item has, which lists there are, what each prints and forbids."""

from __future__ import annotations

from dataclasses import dataclass

from listgen.catalog.model import (
    ORGANISATION_TYPES,
    Column,
    Cover,
    FieldSpec,
    Kind,
    Partition,
    Refusal,
)
from listgen.findings import Finding, error
from listgen.sources.fields import NO, YES, Fields
from listgen.sources.values import Table
from listgen.sources.yaml import load_yaml

FILE = "kinds.yaml"
# fmt: off
KNOWN_FIELDS = frozenset((
    "id", "kind", "subtype", "applies", "name", "content", "domain", "lead", "lead_state", "basis_type",
    "basis", "policy", "verb", "destination", "plain", "keywords", "community", "scope",
    "short", "needs_confirmation", "confirmed", "alternative_of", "default", "optional", "local", "source",
    "state", "note", "materials", "steps", "time", "place", "phone", "frequent", "from", "delegated",
    "retired",
))
# fmt: on
PRINTABLE = (
    *("number", "id", "name", "content", "domain", "applies", "lead", "basis", "who", "how"),
    *("materials", "steps", "time", "place", "phone", "delegated"),
)
TYPES = ("text", "choice", "date", "flag", "item")
_WORDED = ("domain", "lead", "scope", "subtype", "verb", "time", "place", "phone")  # one text each
TABLE_WIDTHS = (156.0, 225.0)  # type area of an A4 page, portrait and landscape: GB/T 9704-2012, 5.2.1, 8


@dataclass(frozen=True, slots=True)
class Kinds:
    """kinds.yaml."""

    kinds: tuple[Kind, ...]
    fields: dict[str, FieldSpec]
    partitions: tuple[Partition, ...] = ()

    def ids(self) -> tuple[str, ...]:
        """The ids of the kinds in the order of the lists."""
        return tuple(kind.id for kind in self.kinds)

    def longest(self, field: str) -> int:
        """The most characters of a field; 0: any number."""
        return self.fields[field].longest if field in self.fields else 0

    def extra(self) -> tuple[str, ...]:
        """Fields beyond those that listgen knows: printed as text, nothing more."""
        return tuple(name for name in self.fields if name not in KNOWN_FIELDS)


def load_kinds(data: bytes) -> tuple[Kinds, list[Finding]]:
    """The kinds of a project and what is wrong with them."""
    table, findings = load_yaml(data, FILE)
    if table is None:
        return Kinds((), {}), findings
    fields = Fields(table, findings)
    fields.choice("schema", ("1",))
    specs: dict[str, FieldSpec] = {}
    for entry in fields.tables("fields", required=True):
        spec = _field(entry, findings)
        if spec.name in specs:
            findings.append(error("duplicate-field", entry.location, value=spec.name))
        specs[spec.name] = spec
    tables = fields.tables("kinds", required=True)
    kinds = tuple(_kind(entry, specs, findings) for entry in tables)
    ids = tuple(kind.id for kind in kinds)
    partitions = tuple(_partition(entry, ids, findings) for entry in fields.tables("partitions"))
    fields.finish()
    for place, (kind, entry) in enumerate(zip(kinds, tables, strict=True)):
        if kind.id in {other.id for other in kinds[:place]}:
            findings.append(error("duplicate-kind", entry.location, value=kind.id))
    findings += _check_covers(kinds, specs)
    return Kinds(kinds, specs, partitions), findings


def _field(table: Table, findings: list[Finding]) -> FieldSpec:
    fields = Fields(table, findings)
    spec = FieldSpec(
        name=fields.code("name", r"[a-z_]{2,30}"),
        title=fields.text("title", required=True),
        longest=_whole(fields, "max", findings) or 0,
        type=fields.choice("type", TYPES, required=False, default="text"),
        choices=fields.texts("choices"),
        expires=fields.flag("expires"),
    )
    fields.finish()
    if spec.name in KNOWN_FIELDS and (spec.type != "text" or spec.choices or spec.expires):
        findings.append(error("field-type-fixed", table.location, value=spec.name))
    elif (spec.type == "choice") is not bool(spec.choices):
        findings.append(error("field-choices", table.location, value=spec.name, type=spec.type))
    elif spec.expires and spec.type != "date":
        findings.append(error("field-expires", table.location, value=spec.name, type=spec.type))
    return spec


def _kind(table: Table, specs: dict[str, FieldSpec], findings: list[Finding]) -> Kind:
    fields = Fields(table, findings)
    door = fields.text("door", required=True, longest=8)
    hint = fields.text("hint", required=True, longest=16)
    kind = Kind(
        id=fields.code("id", r"[a-z][a-z-]{1,30}"),
        title=fields.text("title", required=True, longest=30),
        short=fields.text("short", required=True, longest=16),
        door=door,
        door_community=fields.text("door_community", longest=8) or door,
        hint=hint,
        hint_community=fields.text("hint_community", longest=16) or hint,
        icon=fields.text("icon"),
        columns=tuple(_column(entry, specs, findings) for entry in fields.tables("columns", required=True)),
        required=fields.choices("required", tuple(specs)),
        max_items=_most(fields, findings),
        counts=_by_type(fields.table("counts"), findings),
        baseline=_by_type(fields.table("baseline"), findings),
        refused=tuple(_refusal(entry, specs, findings) for entry in fields.tables("refuse")),
        cover=_cover(fields.table("covered_by"), findings) if fields.has("covered_by") else None,
        flow=fields.flag("flow"),
        admitted=fields.choice("admission", (YES, NO), required=False, default=YES) == YES,
        places={name: fields.place(name) for name in ("counts", "covered_by")},
    )
    fields.finish()
    printed = [column.field for column in kind.columns if column.field != "number"]
    if printed[:1] not in (
        [],
        [""],
        ["name"],
    ):  # by which verify knows a row
        findings.append(error("first-column-not-name", table.location, value=printed[0], kind=kind.id))
    width = sum(column.width for column in kind.columns)
    if not any(abs(width - wanted) <= 0.5 for wanted in TABLE_WIDTHS):
        portrait, landscape = TABLE_WIDTHS
        facts = {"value": f"{width:g}", "portrait": f"{portrait:g}", "landscape": f"{landscape:g}"}
        findings.append(error("column-widths", table.location, **facts, kind=kind.id))
    return kind


def _column(table: Table, specs: dict[str, FieldSpec], findings: list[Finding]) -> Column:
    fields = Fields(table, findings)
    extra = tuple(name for name in specs if name not in KNOWN_FIELDS)
    column = Column(
        field=fields.choice("field", (*PRINTABLE, *extra)),
        title=fields.text("title", required=True, longest=12),
        width=float(_whole(fields, "width", findings) or 0),
        align=fields.choice("align", ("left", "center"), required=False, default="left"),
    )
    fields.finish()
    return column


def _refusal(table: Table, specs: dict[str, FieldSpec], findings: list[Finding]) -> Refusal:
    fields = Fields(table, findings)
    extra = tuple(name for name in specs if name not in KNOWN_FIELDS)
    refusal = Refusal(
        field=fields.choice("field", (*_WORDED, *extra)),
        values=fields.texts("is"),
        why=fields.text("why", required=True, longest=60),
    )
    fields.finish()
    return refusal


def _cover(fields: Fields, findings: list[Finding]) -> Cover:
    cover = Cover(fields.text("kind", required=True), fields.text("field", required=True))
    fields.finish()
    return cover


def _check_covers(kinds: tuple[Kind, ...], specs: dict[str, FieldSpec]) -> list[Finding]:
    """A kind is covered by another one that exists, in a field that names items."""
    ids = [kind.id for kind in kinds]
    named = [name for name, spec in specs.items() if spec.type == "item"]
    faults = []
    for kind in kinds:
        if kind.cover and (kind.cover.kind not in ids or kind.cover.field not in named):
            facts = {"value": f"{kind.cover.kind}.{kind.cover.field}", "kind": kind.id}
            faults.append(error("bad-cover", kind.places["covered_by"], **facts, known="、".join(named)))
    return faults


def _partition(table: Table, kinds: tuple[str, ...], findings: list[Finding]) -> Partition:
    fields = Fields(table, findings)
    partition = Partition(
        title=fields.text("title", required=True, longest=40),
        kinds=fields.choices("kinds", kinds, required=True),
        organisation=fields.choice("for", ORGANISATION_TYPES),
        total=_whole(fields, "total", findings, required=True) or 0,
        location=fields.place("total"),
    )
    fields.finish()
    return partition


def _most(fields: Fields, findings: list[Finding]) -> dict[str, int]:
    """A limit for all organisation types, or one for each that is named."""
    if fields.is_table("max_items"):
        return _by_type(fields.table("max_items"), findings)
    number = _whole(fields, "max_items", findings)
    return {} if number is None else dict.fromkeys(ORGANISATION_TYPES, number)


def _by_type(fields: Fields, findings: list[Finding]) -> dict[str, int]:
    """A number for each organisation type that is named."""
    numbers = {type_: _whole(fields, type_, findings) for type_ in ORGANISATION_TYPES if fields.has(type_)}
    fields.finish(also=ORGANISATION_TYPES)
    return {type_: number for type_, number in numbers.items() if number is not None}


def _whole(fields: Fields, name: str, findings: list[Finding], *, required: bool = False) -> int | None:
    text = fields.text(name, required=required)
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 7):
        findings.append(error("bad-number", fields.place(name), field=name, value=text))
        return None
    return int(text)
