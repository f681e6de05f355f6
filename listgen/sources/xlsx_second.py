"""A second reading of a workbook's cells, by openpyxl: where two readers differ, neither is believed."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from listgen.findings import Finding, Location, error
from listgen.sources.xlsx_read import Kind, ReadSheet, SheetCell, reference, unescaped


def disagreements(data: bytes, file: str, sheets: Sequence[ReadSheet]) -> list[Finding]:
    """The cells that the two readers read differently."""
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of extensions that it does not keep
        try:
            book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
            return [finding for sheet in sheets for finding in _compared(book, file, sheet)]
        except Exception as fault:  # the library raises what its parsers raise
            return [error("workbook-broken", Location(file), value=f"{type(fault).__name__}: {fault}"[:200])]


def _compared(book: object, file: str, sheet: ReadSheet) -> Iterator[Finding]:
    page = book[sheet.title]  # type: ignore[index]
    page.reset_dimensions()
    left = dict(sheet.cells)
    for row in page.iter_rows():
        for cell in row:
            if cell.value is None or cell.value == "":
                continue
            place = (cell.row, cell.column)
            mine = left.pop(place, None)
            if mine is None or not _same(mine, cell.value):
                yield _finding(file, sheet.title, place, mine.text if mine else "", str(cell.value))
    for place, mine in left.items():
        yield _finding(file, sheet.title, place, mine.text, "")


def _finding(file: str, title: str, place: tuple[int, int], mine: str, other: str) -> Finding:
    return error("readers-disagree", Location(file, title, reference(*place)), value=mine, other=other)


def _same(mine: SheetCell, value: object) -> bool:
    if mine.kind is Kind.FORMULA:
        return True  # a finding anyway, and a shared one has no text
    if mine.kind is Kind.TEXT:
        return isinstance(value, str) and mine.text in (_ends(value), unescaped(value))
    if mine.kind is Kind.FLAG:
        return isinstance(value, bool) and mine.text == str(value).upper()
    if mine.kind is Kind.FAULT:
        return value == mine.text
    if mine.kind is Kind.DAY:
        day = value.date() if isinstance(value, datetime) else value
        return isinstance(day, date) and mine.text[:10] == day.isoformat()
    if isinstance(value, (datetime, date, time, timedelta)):
        return True  # a fraction of a day, which is a finding anyway
    return isinstance(value, (int, float)) and float(value) == float(mine.text)


def _ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
