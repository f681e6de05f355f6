"""List kinds as data: what fields an item has, which lists there are, which columns each prints."""

from __future__ import annotations

from dataclasses import dataclass

from listgen.catalog.model import Column, Kind
from listgen.findings import Finding, error
from listgen.sources.fields import Fields
from listgen.sources.values import Table
from listgen.sources.yaml import load_yaml

FILE = "kinds.yaml"
# fmt: off
KNOWN_FIELDS = frozenset((
    "id", "kind", "subtype", "applies", "name", "content", "domain", "lead", "lead_state", "basis_type",
    "basis", "policy", "verb", "destination", "plain", "keywords", "community", "scope",
    "short", "needs_confirmation", "confirmed", "alternative_of", "default", "optional", "local", "source",
    "state", "note", "materials", "steps", "time", "place", "phone", "frequent",
))
# fmt: on
PRINTABLE = ("number", "id", "name", "content", "domain", "applies", "lead", "basis", "who", "how")
TABLE_WIDTH = 225.0  # type area of a landscape A4 page, GB/T 9704-2012, 5.2.1 and 8


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """A field an item may have: its name in the file, its title, the longest text in characters (0: any)."""

    name: str
    title: str
    longest: int


@dataclass(frozen=True, slots=True)
class Kinds:
    """kinds.yaml."""

    kinds: tuple[Kind, ...]
    fields: dict[str, FieldSpec]

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
    fields.finish()
    for place, (kind, entry) in enumerate(zip(kinds, tables, strict=True)):
        if kind.id in {other.id for other in kinds[:place]}:
            findings.append(error("duplicate-kind", entry.location, value=kind.id))
    return Kinds(kinds, specs), findings


def _field(table: Table, findings: list[Finding]) -> FieldSpec:
    fields = Fields(table, findings)
    spec = FieldSpec(
        name=fields.code("name", r"[a-z_]{2,30}"),
        title=fields.text("title", required=True),
        longest=_whole(fields, "max", findings) or 0,
    )
    fields.finish()
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
        max_items=_whole(fields, "max_items", findings),
    )
    fields.finish()
    width = sum(column.width for column in kind.columns)
    if abs(width - TABLE_WIDTH) > 0.5:
        facts = {"value": f"{width:g}", "expected": f"{TABLE_WIDTH:g}", "kind": kind.id}
        findings.append(error("column-widths", table.location, **facts))
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


def _whole(fields: Fields, name: str, findings: list[Finding]) -> int | None:
    text = fields.text(name)
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 7):
        findings.append(error("bad-number", fields.place(name), field=name, value=text))
        return None
    return int(text)
