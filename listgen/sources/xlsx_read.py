"""The cells of a workbook as its XML has them: no value is guessed, each knows what it is.

Reads what Excel, WPS and LibreOffice write (ECMA-376-1, 18). A part that is not of that form is a finding.
"""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from xml.etree import ElementTree

from listgen.findings import Finding, Location, error
from listgen.sources.csv import column_name
from listgen.sources.xlsx_gate import Package

MAX_CELLS = 1_500_000  # with something in them; a roster of 20,000 villages has 400,000
MAX_ROW, MAX_COLUMN = 60_000, 300  # beyond these nothing of ours stands
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_ID = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})", re.ASCII)
_ESCAPED = re.compile(r"_x((?![Dd][89A-Fa-f])[0-9A-Fa-f]{4})_")
_DAY_FORMATS = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))  # 18.8.30
_DAY_MARK = re.compile(r"[ymdhs年月日]", re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')


class Kind(StrEnum):
    """What a cell is."""

    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    FLAG = "flag"
    FAULT = "fault"
    FORMULA = "formula"


@dataclass(frozen=True, slots=True)
class SheetCell:
    """One cell that is not empty. `text` is what it says: a day as 2026-11-21, a number as it is stored."""

    kind: Kind
    text: str


@dataclass(slots=True)
class ReadSheet:
    """A sheet: its cells by (row, column) from 1, what is merged, what is out of sight."""

    title: str
    hidden: bool = False
    cells: dict[tuple[int, int], SheetCell] = field(default_factory=dict)
    merged: list[str] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[range] = field(default_factory=list)


class _Refused(Exception):
    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.slug)
        self.finding = finding


def read_sheets(package: Package) -> tuple[tuple[ReadSheet, ...], list[Finding]]:
    """All sheets in their order, or what is wrong with the file."""
    try:
        return tuple(_Reader(package).sheets()), []
    except _Refused as refused:
        return (), [refused.finding]
    except (ElementTree.ParseError, KeyError, ValueError, IndexError, OverflowError) as fault:
        return (), [error("workbook-broken", Location(package.file), value=str(fault)[:200])]


def reference(row: int, column: int) -> str:
    """B17."""
    return f"{column_name(column)}{row}"


def unescaped(text: str) -> str:
    """`_x000A_` as the character that it stands for (ST_Xstring), and line ends as line feeds."""
    plain = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text
    return plain.replace("\r\n", "\n").replace("\r", "\n")


def escaped(text: str) -> str:
    """The reverse, for what would be taken for such an escape."""
    return _ESCAPED.sub(lambda match: f"_x005F_x{match[1]}_", text)


class _Reader:
    def __init__(self, package: Package) -> None:
        self._parts = package.parts
        self._place = Location(package.file)
        self._strings: list[str] = []
        self._days: list[bool] = []
        self._epoch = date(1899, 12, 30)
        self._count = 0
        self._last_row = 0

    def sheets(self) -> Iterator[ReadSheet]:
        book = self._tree("xl/workbook.xml")
        targets = {
            entry.get("Id", ""): entry.get("Target", "") for entry in self._tree("xl/_rels/workbook.xml.rels")
        }
        properties = _child(book, "workbookPr")
        if properties is not None and properties.get("date1904") in ("1", "true"):
            self._epoch = date(1904, 1, 1)
        self._read_strings()
        self._read_styles()
        listed = _child(book, "sheets")
        for entry in listed if listed is not None else ():
            target = targets[entry.get(_ID) or entry.get(_STRICT_ID) or ""]
            part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
            sheet = ReadSheet(entry.get("name", ""), entry.get("state", "visible") != "visible")
            self._read_sheet(sheet, self._parts[part])
            yield sheet

    def _tree(self, name: str) -> ElementTree.Element:
        return ElementTree.fromstring(self._parts[name])

    def _read_strings(self) -> None:
        for name in self._parts:
            if name.lower() == "xl/sharedstrings.xml":
                self._strings = [_text_of(entry) for entry in self._tree(name)]

    def _read_styles(self) -> None:
        if "xl/styles.xml" not in self._parts:
            return
        styles = self._tree("xl/styles.xml")
        formats: dict[int, str] = {}
        for entry in _children(styles, "numFmts"):
            formats[int(entry.get("numFmtId", "0"))] = entry.get("formatCode", "")
        for entry in _children(styles, "cellXfs"):
            number = int(entry.get("numFmtId", "0"))
            code = _QUOTED.sub("", formats.get(number, ""))
            shown = bool(_DAY_MARK.search(code)) and "General" not in code
            self._days.append(shown if number in formats else number in _DAY_FORMATS)

    def _read_sheet(self, sheet: ReadSheet, part: bytes) -> None:
        self._last_row = 0
        for _, element in ElementTree.iterparse(io.BytesIO(part)):
            name = _local(element)
            if name == "row":
                self._row(sheet, element)
                element.clear()
            elif name == "mergeCell":
                sheet.merged.append(element.get("ref", ""))
            elif name == "col" and element.get("hidden") in ("1", "true"):
                sheet.hidden_columns.append(
                    range(int(element.get("min", "1")), int(element.get("max", "1")) + 1)
                )

    def _row(self, sheet: ReadSheet, element: ElementTree.Element) -> None:
        row = self._last_row = int(element.get("r") or self._last_row + 1)
        column = 0
        for entry in element:
            if _local(entry) != "c":
                continue
            where = entry.get("r")
            row_here, column = self._position(where, sheet) if where else (row, column + 1)
            if row_here != row:
                raise _Refused(error("workbook-broken", self._at(sheet, where or ""), value=where or ""))
            cell = self._cell(entry, sheet, reference(row, column))
            if cell is None:
                continue
            if row > MAX_ROW or column > MAX_COLUMN:
                place = self._at(sheet, reference(row, column))
                raise _Refused(error("workbook-cell-too-far", place, value=reference(row, column)))
            if (row, column) in sheet.cells:
                place = self._at(sheet, reference(row, column))
                raise _Refused(error("workbook-broken", place, value=reference(row, column)))
            sheet.cells[row, column] = cell
            self._count += 1
            if self._count > MAX_CELLS:
                raise _Refused(
                    error("workbook-too-many-cells", self._place, value=self._count, limit=MAX_CELLS)
                )
        if element.get("hidden") in ("1", "true"):
            sheet.hidden_rows.add(row)

    def _position(self, where: str, sheet: ReadSheet) -> tuple[int, int]:
        match = _REFERENCE.fullmatch(where)
        if not match:
            raise _Refused(error("workbook-broken", self._at(sheet, where[:20]), value=where[:20]))
        column = 0
        for letter in match[1]:
            column = column * 26 + ord(letter) - 64
        return int(match[2]), column

    def _at(self, sheet: ReadSheet, cell: str) -> Location:
        return Location(self._place.file, sheet.title, cell)

    def _cell(self, element: ElementTree.Element, sheet: ReadSheet, cell: str) -> SheetCell | None:
        kind = element.get("t", "n")
        if _child(element, "f") is not None:
            formula = _child(element, "f")
            return SheetCell(Kind.FORMULA, "=" + ((formula.text if formula is not None else "") or ""))
        inline = _child(element, "is")
        if kind == "inlineStr":
            text = _text_of(inline) if inline is not None else ""
            return SheetCell(Kind.TEXT, text) if text else None
        value = _child(element, "v")
        raw = (value.text or "") if value is not None else ""
        if not raw:
            return None
        if kind == "s":
            if not (raw.strip().isdecimal() and int(raw) < len(self._strings)):
                raise _Refused(error("workbook-broken", self._at(sheet, cell), value=raw[:20]))
            text = self._strings[int(raw)]
            return SheetCell(Kind.TEXT, text) if text else None
        if kind == "str":
            return SheetCell(Kind.TEXT, unescaped(raw))
        if kind == "b":
            return SheetCell(Kind.FLAG, "TRUE" if raw.strip() == "1" else "FALSE")
        if kind == "e":
            return SheetCell(Kind.FAULT, raw)
        if kind == "d":
            return SheetCell(Kind.DAY, raw.removesuffix("T00:00:00"))
        return self._number(raw, int(element.get("s", "0")))

    def _number(self, raw: str, style: int) -> SheetCell:
        number = float(raw)
        if style < len(self._days) and self._days[style]:
            if number == int(number) and 61 <= number < 2_000_000:  # before 1900-03-01 programs differ
                return SheetCell(Kind.DAY, (self._epoch + timedelta(days=int(number))).isoformat())
            return SheetCell(Kind.NUMBER, raw)
        return SheetCell(Kind.NUMBER, raw)


def _text_of(element: ElementTree.Element) -> str:
    """A string with its runs joined; phonetic hints are no part of it (18.4.8)."""
    pieces = []
    for child in element:
        name = _local(child)
        if name == "t":
            pieces.append(child.text or "")
        elif name == "r":
            pieces += [part.text or "" for part in child if _local(part) == "t"]
    return unescaped("".join(pieces))


def _local(element: ElementTree.Element) -> str:
    tag = element.tag
    for space in (_MAIN, _STRICT):
        if tag.startswith(space):
            return tag[len(space) :]
    return ""


def _child(element: ElementTree.Element, name: str) -> ElementTree.Element | None:
    return next((child for child in element if _local(child) == name), None)


def _children(element: ElementTree.Element, name: str) -> Iterator[ElementTree.Element]:
    found = _child(element, name)
    return iter(found if found is not None else ())
