"""Three ways into one: what was exported, what the project says now, and what the workbook says.

Pure: values in, values out. A field that only the workbook changed is taken, one that only the project
changed is kept, one that both changed to different texts is a finding with both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from listgen.edit.workbook.base import Base, BaseRow
from listgen.edit.workbook.codecs import Unreadable
from listgen.edit.workbook.tables import Cell, Field, Record, Rows, SheetPlan
from listgen.findings import Finding, Location, error, warn


@dataclass(frozen=True, slots=True)
class Change:
    """A field of a record that is in the project, from one text to another."""

    table: str
    key: str
    field: Field
    old: Cell
    new: Cell


@dataclass(frozen=True, slots=True)
class Addition:
    """A new record, below the record `after` of its sheet (empty: above all)."""

    record: Record
    after: str


@dataclass(frozen=True, slots=True)
class Move:
    """A record that another sheet shows: an item of another kind."""

    record: Record
    old: str
    new: Record


@dataclass(slots=True)
class Merged:
    """What the workbook asks of the project, in the order of its sheets."""

    changes: list[Change] = field(default_factory=list)
    additions: list[Addition] = field(default_factory=list)
    removals: list[Record] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.changes or self.additions or self.removals or self.moves)


def merge(
    base: Base,
    project: Mapping[tuple[str, str], Record],
    workbook: Sequence[Record],
    plans: Mapping[str, SheetPlan],
) -> Merged:
    """What has to change in the project, and the conflicts."""
    merged = Merged()
    there: set[tuple[str, str]] = set()
    after: dict[str, str] = {}
    for record in workbook:
        known = (record.table, record.key)
        there.add(known)
        _merge_record(
            merged, record, base.rows.get(known), project.get(known), plans, after.get(record.sheet, "")
        )
        if record.key:
            after[record.sheet] = record.key
    merged.findings += _check_order(project, workbook)
    for known, row in base.rows.items():
        if known not in there and known in project:
            _merge_gone(merged, project[known], row, plans[project[known].sheet])
    return merged


def _check_order(project: Mapping[tuple[str, str], Record], workbook: Sequence[Record]) -> Iterator[Finding]:
    """Sheets whose rows stand in another order, which the files do not take over."""
    ranks = {known: at for at, known in enumerate(project)}
    last: dict[str, int] = {}
    told: set[str] = set()
    for record in workbook:
        rank = ranks.get((record.table, record.key))
        if rank is None or project[record.table, record.key].sheet != record.sheet:
            continue
        if rank < last.get(record.sheet, 0) and record.sheet not in told:
            told.add(record.sheet)
            yield warn("workbook-order", record.place, value=record.key)
        last[record.sheet] = max(rank, last.get(record.sheet, 0))


def _merge_record(
    merged: Merged,
    record: Record,
    row: BaseRow | None,
    now: Record | None,
    plans: Mapping[str, SheetPlan],
    after: str,
) -> None:
    plan = plans[record.sheet]
    if now is None:
        if row is None:
            _add(merged, record, plan, after)
        elif any(not row.says(name, cell.text) for name, cell in record.cells.items()):
            facts = {"value": record.key, "now": "", "there": ""}
            merged.findings.append(error("workbook-record-gone", record.place, **facts))
        return
    if row is None and plan.rows is Rows.NUMBERED:
        merged.findings.append(error("workbook-id-unknown", record.place, value=record.key))
        return
    if record.sheet != now.sheet and (row is None or record.sheet != row.sheet):
        if row is not None and row.sheet == now.sheet:
            merged.moves.append(Move(now, now.sheet, record))
        else:
            merged.findings.append(
                _conflict(record.place, plan.title, now.place, plans[now.sheet].title, record.key)
            )
            return
    for name, cell in record.cells.items():
        _merge_field(merged, record, plan.field(name), cell, now, row)


def _merge_field(
    merged: Merged, record: Record, one: Field, cell: Cell, now: Record, row: BaseRow | None
) -> None:
    if row is not None and row.says(one.id, cell.text):
        return
    text = canonical(one, cell.text)
    old = now.cells.get(one.id, Cell("", now.place))
    if text == old.text:
        return
    if row is None or not row.says(one.id, old.text):
        if row is not None and row.says(one.id, text):
            return
        merged.findings.append(_conflict(cell.place, cell.text, old.place, old.text, one.name))
        return
    merged.changes.append(Change(record.table, record.key, one, old, Cell(text, cell.place)))


def _conflict(place: Location, value: str, there: Location, now: str, name: str) -> Finding:
    return error("workbook-conflict", place, value=value, field=name, there=there, now=now)


def _add(merged: Merged, record: Record, plan: SheetPlan, after: str) -> None:
    """A row that is new, unless somebody made up an id that only the program gives."""
    numbered = record.key if plan.rows is Rows.NUMBERED else record.text("编号")
    if numbered and plan.rows in (Rows.NUMBERED, Rows.MINTED):
        merged.findings.append(error("workbook-id-unknown", record.place, value=record.key))
    else:
        merged.additions.append(Addition(record, after))


def _merge_gone(merged: Merged, now: Record, row: BaseRow, plan: SheetPlan) -> None:
    """A row that the workbook had and has no more."""
    place = Location(sheet=plan.title)
    if plan.rows is not Rows.FREE:
        merged.findings.append(
            error("workbook-row-gone", now.place, value=now.key, name=_name(now), sheet=plan.title)
        )
    elif all(row.says(name, cell.text) for name, cell in now.cells.items() if name in _said(plan)):
        merged.removals.append(now)
    else:
        there = now.place
        merged.findings.append(error("workbook-conflict-gone", there, value=now.key, sheet=place.sheet))


def _said(plan: SheetPlan) -> set[str]:
    return {one.id for one in plan.columns}


def _name(record: Record) -> str:
    return next((record.text(name) for name in ("name", "title", "名称") if record.text(name)), record.key)


def canonical(one: Field, text: str) -> str:
    """The text as it would be exported: without the empty lines that a clerk leaves in a list."""
    if not text:
        return ""
    try:
        return one.codec.show(one.codec.read(text))
    except Unreadable:
        return text


def texts(records: Iterable[Record]) -> Iterator[tuple[tuple[str, str], dict[str, str]]]:
    """What records say, by table and key."""
    for record in records:
        yield (record.table, record.key), {name: cell.text for name, cell in record.cells.items()}
