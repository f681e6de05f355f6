"""A Word paper: its tables against the catalog's rows, its pages against GB/T 9704-2012, its package."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from lxml import etree

from listgen.findings import Finding, Location, error
from listgen.verify.contents import check_contents
from listgen.verify.gbt9704 import check_gbt9704
from listgen.verify.package import PackageError, check_package, parse_parts, read_parts
from listgen.verify.promised import Document, Row, Table

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NUMBER = re.compile(r"[0-9]+")
_PRINTED = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_TEMPLATE_MARK = re.compile(r"\{\{|\}\}|\{%|%\}")

Cells = tuple[str, ...]


def check_docx(
    data: bytes,
    file: str,
    document: Document | None = None,
    specimen: bool = False,
    unreleased: bool = False,
    ours: bool = True,
) -> Iterator[Finding]:
    """All faults of a paper; with `document` also its title and its tables, cell by cell.

    A file that was not built by listgen (`ours` False) may know the clock and link to pages.
    """
    place = Location(file)
    try:
        parts, findings = read_parts(data, place)
        trees = parse_parts(parts)
        body = trees["word/document.xml"]
    except (PackageError, KeyError) as problem:
        yield error("docx-unreadable", place, value=str(problem))
        return
    yield from (one for one in findings if ours or one.slug != "package-clock")
    yield from check_package(parts, trees, place, links=not ours)
    yield from check_gbt9704(trees, place)
    printed = [trees[name] for name in sorted(trees) if _PRINTED.fullmatch(name)]
    yield from _check_leftovers(printed, place)
    yield from check_contents(body, place, ours=document is not None)
    if document is not None:
        yield from _check_wording(body, document, place)
    if specimen and not any("示例" in _running(part) for part in printed):
        yield error("specimen-missing", place)
    if unreleased and not any("未发布" in _running(part) for part in printed):
        yield error("unreleased-missing", place)


def _check_leftovers(printed: Iterable[etree._Element], place: Location) -> Iterator[Finding]:
    """A template's mark that nobody filled is printed as it stands."""
    for part in printed:
        text = _running(part)
        for mark in _TEMPLATE_MARK.finditer(text):
            yield error("docx-template-mark", place, value=text[max(mark.start() - 10, 0) : mark.end() + 20])


def _running(part: etree._Element) -> str:
    """All text of a part on end, however it is cut up into runs."""
    return "".join(text.text or "" for text in part.iter(f"{W}t"))


def _check_wording(body: etree._Element, document: Document, place: Location) -> Iterator[Finding]:
    running = "".join(_running(body).split())
    for title in (document.title, *(table.title for table in document.tables)):
        if "".join(title.split()) not in running:
            yield error("docx-title", place, value=title)
    for said in document.says:
        if "".join(said.split()) not in running:
            yield error("docx-text", place, value=said)
    tables = [table_rows(found) for found in body.iter(f"{W}tbl")]
    for table in document.tables:
        if not table.rows:
            continue
        printed = _printed(tables, table)
        if printed is None:
            yield error("table-missing", place, table=table.title or table.kind)
        else:
            yield from _check_table(printed, table, place)


def _printed(tables: list[list[Cells]], table: Table) -> list[Cells] | None:
    """The paper's table that has most of the expected names; it serves once."""
    columns = len(table.rows[0].cells)
    names = {row.cells[0] for row in table.rows}
    best, most = None, 0
    for index, rows in enumerate(tables):
        shared = sum(len(row) >= columns and row[-columns] in names for row in rows)
        if shared > most:
            best, most = index, shared
    return tables.pop(best) if best is not None else None


def _check_table(printed: Sequence[Cells], table: Table, place: Location) -> Iterator[Finding]:
    title = table.title or table.kind
    columns = len(table.rows[0].cells)
    body = [row for row in printed if _is_item(row, columns, table)]
    if table.title and body and len(body[0]) == columns and body[0] not in {row.cells for row in table.rows}:
        del body[0]  # the head of a table without numbers
    if len(body) != len(table.rows):
        yield error("table-rows", place, table=title, value=len(body), expected=len(table.rows))
    for number, (row, wanted) in enumerate(zip(body, table.rows, strict=False), 1):
        if len(row) == columns + 1 and row[0] != str(number):
            yield error("table-number", place, table=title, row=number, value=row[0])
        yield from _check_cells(row[-columns:], wanted, number, title, place)


def _check_cells(row: Cells, wanted: Row, number: int, title: str, place: Location) -> Iterator[Finding]:
    for column, (text, right) in enumerate(zip(row, wanted.cells, strict=True), 1):
        if text != right:
            yield error(
                "table-cell",
                place,
                table=title,
                row=number,
                column=column,
                item=wanted.id,
                value=text,
                expected=right,
            )


def _is_item(row: Cells, columns: int, table: Table) -> bool:
    """A row of an item: numbered, or, in a table without numbers, any; of records one that is wanted."""
    if len(row) == columns + 1:
        return _NUMBER.fullmatch(row[0]) is not None
    return len(row) == columns and (bool(table.title) or row in {wanted.cells for wanted in table.rows})


def table_rows(table: etree._Element) -> list[Cells]:
    """The cells' texts, row by row; paragraphs of a cell are joined by a line break."""
    return [tuple(_cell(cell) for cell in row.findall(f"{W}tc")) for row in table.findall(f"{W}tr")]


def _cell(cell: etree._Element) -> str:
    return "\n".join(_paragraph(paragraph) for paragraph in cell.iter(f"{W}p"))


def _paragraph(paragraph: etree._Element) -> str:
    parts = []
    for element in paragraph.iter(f"{W}t", f"{W}br", f"{W}tab", f"{W}p"):
        if element.tag == f"{W}t":
            parts.append(element.text or "")
        elif element.tag != f"{W}p":
            parts.append("\n" if element.tag == f"{W}br" else "\t")
    return "".join(parts)
