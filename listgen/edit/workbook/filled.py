"""A workbook as it came back: its records, each cell with its place, and what is wrong with its form."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from listgen.edit.workbook.base import TITLE, Base, BaseSheet, read_base
from listgen.edit.workbook.notes import NOTES_TITLE
from listgen.edit.workbook.state import key_of
from listgen.edit.workbook.tables import Cell, Record, Rows, SheetPlan
from listgen.findings import Finding, Location, error, warn
from listgen.sources.xlsx_book import CHOICES
from listgen.sources.xlsx_gate import open_package
from listgen.sources.xlsx_read import Kind, ReadSheet, SheetCell, read_sheets, reference
from listgen.sources.xlsx_second import disagreements

_OURS = (NOTES_TITLE, TITLE, CHOICES)
_FIRST = 2  # the row below the head
_LIKE = 0.5  # how much a name has to be like another to be called it


@dataclass(frozen=True, slots=True)
class Filled:
    """The records of a workbook in the order of its sheets, and the base that it was exported with."""

    base: Base
    records: tuple[Record, ...]
    titles: Mapping[str, str] = field(default_factory=dict)


def read_filled(
    data: bytes, file: str, plans: Sequence[SheetPlan], project: str
) -> tuple[Filled | None, list[Finding]]:
    """The records of a workbook; None where there is none to speak of. Nothing of it is guessed."""
    package, findings = open_package(data, file)
    if package is None:
        return None, findings
    sheets, findings = read_sheets(package)
    if findings:
        return None, findings
    by_title = {sheet.title: sheet for sheet in sheets}
    base = read_base(_rows(by_title[TITLE])) if TITLE in by_title else None
    if base is None:
        return None, [error("workbook-without-base", Location(file), value=TITLE)]
    if base.project != project:
        return None, [error("workbook-of-other-project", Location(file), value=base.project, project=project)]
    reader = _Reader(file, base, {plan.id: plan for plan in plans})
    read = [sheet for sheet in sheets if sheet.title not in (NOTES_TITLE, CHOICES)]
    findings += disagreements(data, file, read)
    findings += reader.check_titles(sheets)
    for entry in base.sheets.values():
        if entry.title in by_title:
            reader.read(entry, by_title[entry.title])
    titles = {entry.id: entry.title for entry in base.sheets.values()}
    return Filled(base, tuple(reader.records), titles), findings + reader.findings


def _rows(sheet: ReadSheet) -> Iterator[tuple[str, ...]]:
    rows = sorted({row for row, _ in sheet.cells})
    for row in rows:
        cells = (sheet.cells.get((row, column)) for column in range(1, 6))
        yield tuple(cell.text if cell else "" for cell in cells)


def nearest(name: str, known: Iterable[str]) -> str:
    """The name that was most likely meant; empty where none is like it."""
    return next(iter(difflib.get_close_matches(name, list(known), 1, _LIKE)), "")


class _Reader:
    def __init__(self, file: str, base: Base, plans: Mapping[str, SheetPlan]) -> None:
        self._file = file
        self._base = base
        self._plans = plans
        self._seen: dict[tuple[str, str], Location] = {}
        self.records: list[Record] = []
        self.findings: list[Finding] = []

    def check_titles(self, sheets: Sequence[ReadSheet]) -> Iterator[Finding]:
        """Sheets that are gone, renamed, added or out of sight."""
        there = [sheet.title for sheet in sheets]
        wanted = [entry.title for entry in self._base.sheets.values()]
        strange = [title for title in there if title not in wanted and title not in _OURS]
        for title in wanted:
            if title not in there:
                place = Location(self._file, title)
                yield error("workbook-sheet-missing", place, value=title, close=nearest(title, strange))
        for sheet in sheets:
            place = Location(self._file, sheet.title)
            if sheet.title in _OURS or not sheet.cells:
                continue
            if sheet.hidden:
                yield error("workbook-hidden-sheet", place, value=sheet.title)
            elif sheet.title in strange:
                yield warn("workbook-sheet-extra", place, value=sheet.title)

    def read(self, entry: BaseSheet, sheet: ReadSheet) -> None:
        """The records of one sheet."""
        plan = self._plans.get(entry.id)
        if plan is None or not set(entry.fields.values()) <= {one.id for one in plan.fields}:
            self.findings.append(error("workbook-outdated", self._at(sheet), value=entry.title))
            return
        self._check_form(sheet)
        columns = self._lines(entry, sheet) if plan.form else self._heads(entry, sheet)
        if plan.form:
            self._form(plan, sheet, columns)
        elif set(plan.key) <= set(columns.values()):  # else no row can be told from another
            self._table(plan, sheet, columns)

    def _at(self, sheet: ReadSheet, cell: str = "") -> Location:
        return Location(self._file, sheet.title, cell)

    def _check_form(self, sheet: ReadSheet) -> None:
        """Merged cells, and rows and columns that hold something out of sight."""
        for merged in sheet.merged:
            self.findings.append(error("workbook-merged", self._at(sheet, merged), value=merged))
        used = {row for row, _ in sheet.cells}
        for row in sorted(sheet.hidden_rows & used):
            self.findings.append(error("workbook-hidden-row", self._at(sheet, f"A{row}"), value=row))
        columns = sorted({column for _, column in sheet.cells})
        for column in columns:
            if any(column in hidden for hidden in sheet.hidden_columns):
                place = self._at(sheet, reference(1, column))
                self.findings.append(error("workbook-hidden-column", place, value=place.cell.rstrip("1")))

    def _heads(self, entry: BaseSheet, sheet: ReadSheet) -> dict[int, str]:
        """The field of each column, by what stands in the first row."""
        row = sorted((column, cell) for (line, column), cell in sheet.cells.items() if line == 1)
        return self._known(entry, sheet, [(column, reference(1, column), cell) for column, cell in row])

    def _lines(self, entry: BaseSheet, sheet: ReadSheet) -> dict[int, str]:
        """The field of each line of a form, by its label."""
        column = sorted((line, cell) for (line, at), cell in sheet.cells.items() if at == 1 and line > 1)
        return self._known(entry, sheet, [(line, reference(line, 1), cell) for line, cell in column])

    def _known(
        self, entry: BaseSheet, sheet: ReadSheet, found: list[tuple[int, str, SheetCell]]
    ) -> dict[int, str]:
        known: dict[int, str] = {}
        strange: list[str] = []
        for number, cell, heading in found:
            field_id = entry.fields.get(heading.text)
            place = self._at(sheet, cell)
            if field_id is None:
                strange.append(heading.text)
                left = [name for name in entry.fields if entry.fields[name] not in known.values()]
                close = nearest(heading.text, left)
                self.findings.append(
                    error("workbook-heading-unknown", place, value=heading.text, close=close)
                )
            elif field_id in known.values():
                self.findings.append(error("workbook-heading-twice", place, value=heading.text))
            else:
                known[number] = field_id
        for name, field_id in entry.fields.items():
            if field_id not in known.values():
                place, close = self._at(sheet, "A1"), nearest(name, strange)
                self.findings.append(error("workbook-heading-missing", place, value=name, close=close))
        return known

    def _form(self, plan: SheetPlan, sheet: ReadSheet, lines: Mapping[int, str]) -> None:
        cells = {}
        for (row, column), cell in sheet.cells.items():
            if column > 3 or (column == 2 and row > 1 and row not in lines):
                self._outside(sheet, row, column, cell)
        for row, field_id in lines.items():
            cells[field_id] = self._cell(plan, sheet, row, 2, field_id)
        self.records.append(Record(plan.table, "", plan.id, cells, self._at(sheet, "B2")))

    def _table(self, plan: SheetPlan, sheet: ReadSheet, columns: Mapping[int, str]) -> None:
        rows: dict[int, dict[int, SheetCell]] = {}
        for (row, column), cell in sheet.cells.items():
            if row >= _FIRST:
                rows.setdefault(row, {})[column] = cell
        at = {field_id: column for column, field_id in columns.items()}
        for row in sorted(rows):
            for column, cell in rows[row].items():
                if column not in columns:
                    self._outside(sheet, row, column, cell)
            cells = {
                field_id: self._cell(plan, sheet, row, column, field_id) for field_id, column in at.items()
            }
            place = self._at(sheet, reference(row, at[plan.key[0]]))
            self._keep(plan, cells, place)

    def _keep(self, plan: SheetPlan, cells: dict[str, Cell], place: Location) -> None:
        texts = {name: cell.text for name, cell in cells.items()}
        if not any(text.strip() for text in texts.values()):
            return
        key = key_of(plan, texts)
        if not key and plan.rows is not Rows.NUMBERED:
            self.findings.append(error("workbook-id-empty", place, value="", names="、".join(plan.key)))
            return
        known = (plan.table, key)
        if key and known in self._seen:
            self.findings.append(error("workbook-id-twice", place, value=key, first=self._seen[known]))
            return
        self._seen[known] = place
        self.records.append(Record(plan.table, key, plan.id, cells, place))

    def _outside(self, sheet: ReadSheet, row: int, column: int, cell: SheetCell) -> None:
        place = self._at(sheet, reference(row, column))
        self.findings.append(error("workbook-cell-outside", place, value=cell.text))

    def _cell(self, plan: SheetPlan, sheet: ReadSheet, row: int, column: int, field_id: str) -> Cell:
        place = self._at(sheet, reference(row, column))
        cell = sheet.cells.get((row, column))
        if cell is None:
            return Cell("", place)
        one = plan.field(field_id)
        if cell.kind is Kind.TEXT or (cell.kind is Kind.DAY and one.codec.day):
            return Cell(cell.text, place)
        facts = {"value": cell.text, "field": one.name}
        if cell.kind is Kind.FORMULA:
            self.findings.append(error("formula-in-workbook", place, **facts))
        elif cell.kind is Kind.FAULT:
            self.findings.append(error("workbook-fault", place, **facts))
        elif cell.kind is Kind.FLAG:
            self.findings.append(error("workbook-flag", place, **facts))
        elif cell.kind is Kind.DAY:
            self.findings.append(error("workbook-day", place, **facts))
        else:
            self.findings.append(error("workbook-number", place, **facts))
        return Cell(cell.text, place)
