"""A workbook as its sheets' texts and numbers, and what a sheet of plain values may not hold.

Only zipfile and lxml. Whatever makes a program show another value than the cell holds is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from listgen.findings import Finding, Location, error
from listgen.verify.package import PackageError, check_package, parse_parts, read_parts

Value = str | float
Grid = tuple[tuple[Value, ...], ...]

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PARTS = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(app|core)\.xml|xl/workbook\.xml|xl/_rels/workbook\.xml\.rels"
    r"|xl/(styles|sharedStrings|theme/theme1)\.xml|xl/worksheets/sheet[0-9]+\.xml"
)
# What stands beside the cells: how a sheet is looked at and printed.
_BESIDE = {
    *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "autoFilter"),
    *("printOptions", "pageMargins", "pageSetup", "headerFooter"),
}
_ADDRESS = re.compile(r"([A-Z]{1,2})([1-9][0-9]{0,5})")
_ESCAPED = re.compile(
    r"_x((?![Dd][89A-Fa-f])[0-9A-Fa-f]{4})_"
)  # ECMA-376-1, 22.4.2.4: programs show the character
_YES = {"1", "true"}
# ECMA-376-1, 18.8.30: how a number looks. Text has none but as it is.
_GENERAL, _WHOLE, _HUNDREDTHS, _TEXT = "0", "1", "2", "49"
_DIGITS = {_WHOLE: 0, _HUNDREDTHS: 2}


@dataclass(frozen=True, slots=True)
class Workbook:
    """The cells of each sheet by its name, from A1, and what is printed above each page of it."""

    sheets: dict[str, Grid] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)


def read_workbook(data: bytes, file: str) -> tuple[Workbook, list[Finding]]:
    """The workbook and its faults; one that cannot be read has no sheets."""
    place = Location(file)
    book = Workbook()
    try:
        parts, findings = read_parts(data, place)
        trees = parse_parts(parts)
        findings += check_package(parts, trees, place)
        findings += (error("workbook-extra", place, value=name) for name in parts if not _known(name))
        texts, formats = _shared(trees), _formats(trees["xl/styles.xml"])
        for name, hidden, tree in _sheets(trees):
            where = Location(file, sheet=name)
            if hidden:
                findings.append(error("workbook-hidden", where, value=name))
            findings += _check_sheet(tree, where)
            book.sheets[name] = _grid(tree, where, texts, formats, findings)
            book.headers[name] = "".join(str(one.text or "") for one in tree.iter(f"{_S}oddHeader"))
    except (PackageError, KeyError, ValueError, IndexError, AttributeError) as problem:
        return Workbook(), [error("workbook-unreadable", place, value=f"{type(problem).__name__}: {problem}")]
    return book, findings


def address(row: int, column: int) -> str:
    """The address of a cell by its places from 0; of the first 26 columns."""
    return f"{chr(ord('A') + column)}{row + 1}"


def _known(name: str) -> bool:
    return _PARTS.fullmatch(name) is not None


def _shared(trees: Mapping[str, etree._Element]) -> list[str]:
    strings = trees.get("xl/sharedStrings.xml")
    return [] if strings is None else [_plain(entry) for entry in strings]


def _plain(entry: etree._Element) -> str:
    """A text without parts of other looks. Raises ValueError."""
    if [child.tag for child in entry] != [f"{_S}t"]:
        raise ValueError("rich text")
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), entry[0].text or "")


def _formats(styles: etree._Element) -> list[str]:
    """The number format of each style of a cell."""
    return [look.get("numFmtId", _GENERAL) for look in styles.iterfind(f"{_S}cellXfs/{_S}xf")]


def _sheets(trees: Mapping[str, etree._Element]) -> Iterator[tuple[str, bool, etree._Element]]:
    """Name, whether it is hidden, and the part of each sheet, in the order of their tabs."""
    targets = {one.get("Id"): one.get("Target", "") for one in trees["xl/_rels/workbook.xml.rels"]}
    for sheet in trees["xl/workbook.xml"].iterfind(f"{_S}sheets/{_S}sheet"):
        target = targets[sheet.get(_ID)]
        part = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        yield sheet.get("name", ""), sheet.get("state", "visible") != "visible", trees[part]


def _check_sheet(tree: etree._Element, where: Location) -> Iterator[Finding]:
    """Nothing is hidden, computed or linked."""
    for child in tree:
        if etree.QName(child).localname not in _BESIDE:
            yield error("workbook-extra", where, value=etree.QName(child).localname)
    for tag in ("row", "col"):
        for one in tree.iter(f"{_S}{tag}"):
            if one.get("hidden") in _YES or one.get("ht") == "0" or one.get("width") == "0":
                yield error("workbook-hidden", where, value=f"{tag} {one.get('r') or one.get('min')}")
    for formula in tree.iter(f"{_S}f"):
        cell = formula.getparent()
        name = "" if cell is None else cell.get("r", "")
        yield error(
            "workbook-formula", Location(where.file, where.sheet, name), value=(formula.text or "")[:40]
        )


def _grid(
    tree: etree._Element, where: Location, texts: list[str], formats: list[str], findings: list[Finding]
) -> Grid:
    """The cells, each where its address says. Raises ValueError and IndexError."""
    cells: dict[tuple[int, int], Value] = {}
    for cell in tree.iter(f"{_S}c"):
        found = _ADDRESS.fullmatch(cell.get("r", ""))
        if found is None:
            raise ValueError(f"cell {cell.get('r')}")
        column = 0
        for letter in found[1]:
            column = column * 26 + ord(letter) - ord("A") + 1
        place = (int(found[2]) - 1, column - 1)
        if place in cells:
            raise ValueError(f"cell {found[0]} twice")
        value = _value(cell, texts)
        cells[place] = value
        if not _shown(value, formats[int(cell.get("s", "0"))]):
            findings.append(
                error("workbook-format", Location(where.file, where.sheet, found[0]), value=value)
            )
    rows = 1 + max((row for row, _ in cells), default=-1)
    columns = 1 + max((column for _, column in cells), default=-1)
    if rows * columns > 2 * len(cells) + 1000:
        raise ValueError("sparse")
    return tuple(tuple(cells.get((row, column), "") for column in range(columns)) for row in range(rows))


def _value(cell: etree._Element, texts: list[str]) -> Value:
    """A text or a number. Raises ValueError for what is neither."""
    held = cell.findtext(f"{_S}v")
    match cell.get("t", "n"):
        case "inlineStr":
            text = cell.find(f"{_S}is")
            return "" if text is None else _plain(text)
        case "s":
            return "" if held is None else texts[int(held)]
        case "n":
            return "" if held is None else float(held)
        case kind:
            raise ValueError(f"cell of type {kind}")


def _shown(value: Value, look: str) -> bool:
    """Whether a program shows the whole value."""
    if isinstance(value, str):
        return look in (_GENERAL, _TEXT)
    return look == _GENERAL or (look in _DIGITS and value == round(value, _DIGITS[look]))
