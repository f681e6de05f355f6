"""A project as a workbook that a clerk edits instead of its files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from listgen.catalog.roster import PLAQUE
from listgen.edit.errors import Refused
from listgen.edit.workbook import plans
from listgen.edit.workbook.base import TITLE, base_rows
from listgen.edit.workbook.codecs import Word
from listgen.edit.workbook.importing import merged_into
from listgen.edit.workbook.notes import NOTES_TITLE, notes
from listgen.edit.workbook.state import State, csv_file, load_state
from listgen.edit.workbook.tables import Field, Record, Rows, SheetPlan
from listgen.findings import Finding, has_errors
from listgen.project import read_project
from listgen.save import save
from listgen.sources.xlsx_book import (
    BookColumn,
    BookForm,
    BookNotes,
    BookSheet,
    HiddenRows,
    Page,
    render_book,
)

FORM_HEADS = ("项目", "内容", "怎么填")
_NUMBERED = (Rows.NUMBERED, Rows.MINTED)


@dataclass(frozen=True, slots=True)
class Exported:
    """The workbook, or why there is none; how many records are on each sheet, by its title."""

    findings: tuple[Finding, ...]
    data: bytes = b""
    counts: Mapping[str, int] = field(default_factory=dict)


def export_workbook(folder: Path) -> Exported:
    """The workbook of a project on disk; the same files give the same bytes."""
    project, findings = read_project(folder)
    if has_errors(findings) or not project.files:
        return Exported(tuple(findings))
    state, found = load_state(project)
    if state is None or found:
        return Exported((*findings, *found))
    counts = {plan.title: len(_rows(state, plan)) for plan in state.plans if not plan.form}
    return Exported(tuple(findings), render_state(state), counts)


def save_workbook(data: bytes, path: Path, folder: Path) -> None:
    """Save an exported workbook. Raises Refused `workbook-exists` over one with changes of its own."""
    if path.exists() and path.read_bytes() != data:
        project, _ = read_project(folder)
        before = merged_into(project, path.read_bytes(), path.name)
        if before.merged or before.findings:
            raise Refused("workbook-exists", value=path.name)
    save(data, path)


def render_state(state: State) -> bytes:
    """The workbook of a project as it was read."""
    identity = state.records[plans.COUNTY, ""].text("id")
    pages: list[Page] = [BookNotes(NOTES_TITLE, notes())]
    shown = [record for plan in state.plans for record in _records(state, plan)]
    for plan in state.plans:
        pages.append(_form(state, plan) if plan.form else _table(state, plan))
    pages.append(HiddenRows(TITLE, tuple(base_rows(identity, state.plans, shown))))
    return render_book(pages, state.records[plans.COUNTY, ""].text("name"))


def _records(state: State, plan: SheetPlan) -> list[Record]:
    return [record for record in state.of_table(plan.table) if record.sheet == plan.id]


def _standing(state: State) -> Iterator[str]:
    """The headings of the signs that villages hang."""
    return (one for one in state.headings[csv_file("villages")] if one.endswith(PLAQUE))


def _rows(state: State, plan: SheetPlan) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(record.text(one.id) for one in plan.columns) for record in _records(state, plan))


def _table(state: State, plan: SheetPlan) -> BookSheet:
    offers = _offers(state)
    columns = tuple(_column(plan, one, offers.get((plan.table, one.id), ())) for one in plan.columns)
    return BookSheet(plan.title, columns, _rows(state, plan), plan.frozen)


def _form(state: State, plan: SheetPlan) -> BookForm:
    (record,) = _records(state, plan)
    lines = tuple((_column(plan, one, ()), record.text(one.id), one.help) for one in plan.columns)
    return BookForm(plan.title, FORM_HEADS, lines)


def _column(plan: SheetPlan, one: Field, offered: Sequence[str]) -> BookColumn:
    return BookColumn(
        one.name,
        one.width,
        locked=one.locked,
        all_locked=one.locked and (plan.form or plan.rows in _NUMBERED),
        must=one.must,
        choices=tuple(offered) or one.codec.choices,
        strict=isinstance(one.codec, Word) or (not offered and plan.table in plans.STRICT),
    )


def _offers(state: State) -> dict[tuple[str, str], tuple[str, ...]]:
    """What is offered because it is there: ids, names and words that are in use."""

    def used(table: str, field: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(text for one in state.of_table(table) if (text := one.text(field))))

    townships, villages, items = used("townships", "编号"), used("villages", "编号"), used("items", "id")
    laws = used("laws", "name")
    return {
        ("items", "domain"): used("items", "domain"),
        ("items", "lead"): used("items", "lead"),
        ("items", "alternative_of"): items,
        ("laws", "replaced_by"): laws,
        ("villages", "乡镇编号"): townships,
        ("villages", "并入"): villages,
        ("overlays", "范围"): ("全县", *townships, *villages),
        ("overlays", "事项"): items,
        ("rooms", "村编号"): ("全部", *villages),
        ("honours", "村编号"): villages,
        ("cleanup", "编号"): (*townships, *villages),
        ("cleanup", "现归"): (*_standing(state), *used("rooms", "室名")),
    }
