"""A file of interior signs as slots, and everything that is wrong with its form, each with its line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from listgen.findings import Finding, error, has_errors
from listgen.signage.interior import (
    FIELDS,
    NAMED,
    NAMES,
    ROOM,
    SUBJECTS,
    Block,
    CodeBlock,
    Column,
    FunctionsBlock,
    InteriorSlot,
    Part,
    RuleBlock,
    Sheet,
    Style,
    TableBlock,
    TextBlock,
)
from listgen.signage.scheme_fields import (
    FARTHEST,
    LONGEST_TITLE,
    Inks,
    by_organisation,
    chosen_ink,
    read_inks,
    read_line,
    read_make,
    read_trim,
)
from listgen.sources.fields import Fields
from listgen.sources.values import Table

WORDING, TEXT, FUNCTIONS, RULE, CODE, TABLE = BLOCKS = (
    "wording",
    "text",
    "functions",
    "rule",
    "code",
    "table",
)
_CERTAIN = ("county", "township", "village", "room")  # names that nobody lacks


def load_interior(table: Table) -> tuple[tuple[InteriorSlot, ...], list[Finding]]:
    """The interior signs of a file that are sound, and what is wrong with the form of any."""
    findings: list[Finding] = []
    root = Fields(table, findings)
    root.choice("schema", ("1",))
    inks = read_inks(root.table("inks", required=True))
    reader = _Reader(inks, findings)
    slots: list[InteriorSlot] = []
    for entry in root.tables("signs", required=True):
        before = len(findings)
        slot = reader.slot(Fields(entry, findings))
        findings += _check_form(slot)
        findings += _named_twice(slot, slots)
        if not has_errors(findings[before:]):
            slots.append(slot)
    root.finish()
    return tuple(slots), findings


def _named_twice(slot: InteriorSlot, others: Iterable[InteriorSlot]) -> Iterator[Finding]:
    """By id or by name: files of an order are called by both."""
    for other in others:
        for key, value, held in (("id", slot.id, other.id), ("name", slot.name, other.name)):
            if value and value == held:
                facts = {"value": value, "field": key, "first": other.places[key].line}
                yield error("sign-twice", slot.places[key], **facts)


class _Reader:
    """Reads the signs of one file; what is wrong collects in `findings`."""

    def __init__(self, inks: Inks, findings: list[Finding]) -> None:
        self._inks = inks
        self._findings = findings

    def slot(self, fields: Fields) -> InteriorSlot:
        slot = InteriorSlot(
            fields.code("id", r"[a-z0-9-]+"),
            fields.name("name", longest=LONGEST_TITLE),
            fields.choice("for", SUBJECTS),
            *read_trim(fields.table("trim", required=True)),
            fields.number("side"),
            tuple(self._part(Fields(part, self._findings)) for part in fields.tables("parts", required=True)),
            read_make(fields),
            self._sheet(fields.table("sheet")) if fields.has("sheet") else None,
            fields.places(),
        )
        fields.finish()
        return slot

    def _sheet(self, fields: Fields) -> Sheet:
        sheet = Sheet(
            *read_trim(fields.table("trim", required=True)),
            _whole(fields, "columns"),
            _whole(fields, "rows"),
            fields.number("outline", 0.1),
            chosen_ink(fields, "ink", self._inks),
        )
        fields.finish()
        return sheet

    def _part(self, fields: Fields) -> Part:
        part = Part(
            fields.number("height", 1) if fields.has("height") else 0.0,
            chosen_ink(fields, "ground", self._inks),
            fields.number("pad"),
            tuple(
                self._block(Fields(block, self._findings)) for block in fields.tables("blocks", required=True)
            ),
        )
        fields.finish()
        return part

    def _block(self, fields: Fields) -> Block:
        match fields.choice("block", BLOCKS, default=RULE):
            case "wording" | "text" as kind:
                block: Block = self._text(fields, wording=kind == WORDING)
            case "functions":
                block = self._functions(fields)
            case "code":
                block = self._code(fields)
            case "table":
                block = self._table(fields)
            case _:
                block = RuleBlock(
                    fields.number("width", 0.1), chosen_ink(fields, "ink", self._inks), _space(fields)
                )
        fields.finish()
        return block

    def _style(self, fields: Fields) -> Style:
        line = read_line(fields.table("line", required=True))
        return Style(line, fields.text("face", required=True), chosen_ink(fields, "ink", self._inks))

    def _text(self, fields: Fields, *, wording: bool) -> TextBlock:
        lines = by_organisation(fields.table("lines", required=True))
        between = fields.number("between") if fields.has("between") else 0.0
        return TextBlock(lines, self._style(fields), between, _space(fields), wording)

    def _functions(self, fields: Fields) -> FunctionsBlock:
        return FunctionsBlock(
            self._style(fields),
            _whole(fields, "columns"),
            _whole(fields, "rows"),
            fields.number("between"),
            fields.number("rule", 0.1),
            _space(fields),
        )

    def _code(self, fields: Fields) -> CodeBlock:
        return CodeBlock(
            fields.number("side", 1),
            fields.number("reading_distance", 0.1, FARTHEST),
            fields.flag("beside"),
            _space(fields),
        )

    def _table(self, fields: Fields) -> TableBlock:
        of = fields.choice("of", tuple(FIELDS), default=next(iter(FIELDS)))
        columns = fields.tables("columns", required=True)
        return TableBlock(
            of,
            tuple(self._column(Fields(column, self._findings), FIELDS[of]) for column in columns),
            fields.number("em", 1),
            fields.number("em_min", 1),
            fields.text("face", required=True),
            fields.number("head", 0.1, 2),
            fields.number("rule", 0.1),
            chosen_ink(fields, "rule_ink", self._inks),
            _space(fields),
        )

    def _column(self, fields: Fields, known: tuple[str, ...]) -> Column:
        column = Column(
            fields.name("title", longest=LONGEST_TITLE),
            fields.choice("field", known),
            fields.number("share", 0.01, 1),
            chosen_ink(fields, "ink", self._inks),
        )
        fields.finish()
        return column


def _space(fields: Fields) -> float:
    return fields.number("space") if fields.has("space") else 0.0


def _whole(fields: Fields, name: str) -> int:
    """A number from 1 to 9."""
    text = fields.code(name, "[1-9]")
    return int(text) if text in tuple("123456789") else 1


def _check_form(slot: InteriorSlot) -> Iterator[Finding]:
    """One wording in one line; at most one code and one table; at most one part without a height."""
    place = slot.places.get("parts")
    if place is None:
        return
    wordings = [block for block in slot.blocks if isinstance(block, TextBlock) and block.wording]
    if len(wordings) != 1 or any(len(lines) != 1 for block in wordings for _, lines in block.lines):
        yield error("sign-parts-count", place, value=len(wordings), field=WORDING, sign=slot.name)
    for kind, name in ((CodeBlock, CODE), (TableBlock, TABLE), (FunctionsBlock, FUNCTIONS)):
        found = sum(isinstance(block, kind) for block in slot.blocks)
        if found > 1:
            yield error("sign-parts-count", place, value=found, field=name, sign=slot.name)
    open_ = sum(not part.height for part in slot.parts)
    if open_ > 1:
        yield error("sign-parts-count", place, value=open_, field="height", sign=slot.name)
    total = sum(column.share for column in slot.table.columns) if slot.table else 0.0
    if total > 1.001:
        yield error("sign-shares", place, value=f"{total:g}", sign=slot.name)
    for block in slot.blocks:
        if isinstance(block, TextBlock) and slot.subject:
            yield from _check_names(slot, block)


def _check_names(slot: InteriorSlot, block: TextBlock) -> Iterator[Finding]:
    """A name in braces is one that the village has, and the wording's one that every village has."""
    known = [name for name in NAMES if slot.subject == ROOM or name != ROOM]
    known = [name for name in known if name in _CERTAIN] if block.wording else known
    for pattern in dict.fromkeys(pattern for _, patterns in block.lines for pattern in patterns):
        if not set(NAMED.findall(pattern)) <= set(known) or set("{}") & set(NAMED.sub("", pattern)):
            facts = {"value": pattern, "choices": "、".join(known), "sign": slot.name}
            yield error("unknown-sign-name", slot.places["parts"], **facts)
