"""Workbooks for tests: edited as a clerk does, and built as Excel and WPS build theirs.

Neither program is at hand: the parts that tell their files from others are written here after what is known
of them. LibreOffice's are real.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from listgen.edit.workbook.export import export_workbook
from tests.faults.project import snapshot

Parts = dict[str, bytes]
Cells = Mapping[tuple[str, str], object]


_EXPORTS: dict[bytes, bytes] = {}


def exported(folder: Path) -> bytes:
    """The workbook of a project; the same files are exported once."""
    files = hashlib.sha256(repr(sorted(snapshot(folder).items())).encode()).digest()
    if files not in _EXPORTS:
        made = export_workbook(folder)
        assert made.data, made.findings
        _EXPORTS[files] = made.data
    return _EXPORTS[files]


def opened(data: bytes) -> Workbook:
    return load_workbook(io.BytesIO(data))


def saved(book: Workbook) -> bytes:
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def column(page: Worksheet, heading: str) -> int:
    """The number of a column by its heading."""
    return next(cell.column for cell in page[1] if cell.value == heading)


def row(page: Worksheet, key: str) -> int:
    """The number of a row by what its first cell says; of a form's line by its label."""
    return next(number for number in range(1, page.max_row + 1) if page.cell(number, 1).value == key)


def edited(data: bytes, cells: Cells) -> bytes:
    """Cells changed as a clerk changes them: by sheet and by address, or `key heading` of a row."""
    book = opened(data)
    for (sheet, where), value in cells.items():
        page = book[sheet]
        key, blank, heading = where.rpartition(" ")
        cell = page.cell(row(page, key), column(page, heading)) if blank else page[where]
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"
    return saved(book)


def changed(data: bytes, change: Callable[[Workbook], object]) -> bytes:
    """Whatever a clerk can do to a workbook."""
    book = opened(data)
    change(book)
    return saved(book)


def with_row(page: Worksheet, cells: Mapping[str, str]) -> None:
    """A new row below the last, by heading."""
    number = page.max_row + 1
    for heading, value in cells.items():
        page.cell(number, column(page, heading)).value = value


def repacked(data: bytes, change: Callable[[Parts], object]) -> bytes:
    """The package with its parts changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    change(parts)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for name, part in parts.items():
            new.writestr(name, part)
    return written.getvalue()


def _in(part: bytes, old: bytes, new: bytes) -> bytes:
    assert old in part, old
    return part.replace(old, new, 1)


def as_excel(data: bytes) -> bytes:
    """Shared strings with runs and phonetic hints, a defined name, a calculation chain, its own marks."""

    def change(parts: Parts) -> None:
        strings: dict[str, int] = {}
        for name in [name for name in parts if name.startswith("xl/worksheets/sheet")]:
            page = _INLINE.sub(lambda match: _shared(match, strings), parts[name].decode())
            page = page.replace("<worksheet ", f"<worksheet {_EXCEL_SPACES} ", 1)
            parts[name] = page.replace("<row ", '<row x14ac:dyDescent="0.15" spans="1:9" ').encode()
        listed = "".join(_string(text, number) for text, number in strings.items())
        head = f'<sst xmlns="{_MAIN}" count="{len(strings)}" uniqueCount="{len(strings)}">'
        parts["xl/sharedStrings.xml"] = f"{_XML}{head}{listed}</sst>".encode()
        parts["xl/calcChain.xml"] = f'{_XML}<calcChain xmlns="{_MAIN}"><c r="Z9" i="1"/></calcChain>'.encode()
        _declare(parts, "sharedStrings")
        _declare(parts, "calcChain")
        name = '<definedName name="_xlnm.Print_Titles" localSheetId="1">县情!$1:$1</definedName>'
        book = parts["xl/workbook.xml"].decode()
        there = "<definedNames>" in book
        names = f"<definedNames>{name}" if there else f"<definedNames>{name}</definedNames><calcPr"
        book = book.replace("<definedNames>" if there else "<calcPr", names, 1)
        assert name in book
        parts["xl/workbook.xml"] = book.encode()
        parts["docProps/app.xml"] = _APP.replace("PROGRAM", "Microsoft Excel").encode()

    return repacked(data, change)


_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_EXCEL_SPACES = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac" '
    'xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"'
)
_INLINE = re.compile(r'<c ([^>]*)t="inlineStr"><is>(<t[^>]*>)([^<]*)</t></is></c>')


def _shared(match: re.Match[str], strings: dict[str, int]) -> str:
    number = strings.setdefault(match[3], len(strings))
    return f'<c {match[1]}t="s"><v>{number}</v></c>'


def _string(text: str, number: int) -> str:
    """Every third in runs, with a hint how to say it, which is no part of the text."""
    kept = '<t xml:space="preserve">'
    if number % 3 or len(text) < 4 or "&" in text:
        return f"<si>{kept}{text}</t></si>"
    face = '<rPr><b/><sz val="11"/><rFont val="宋体"/><charset val="134"/></rPr>'
    runs = f"<r>{kept}{text[:2]}</t></r><r>{face}{kept}{text[2:]}</t></r>"
    return f'<si>{runs}<rPh sb="0" eb="1"><t>pin</t></rPh><phoneticPr fontId="1"/></si>'


def _declare(parts: Parts, name: str) -> None:
    kind = f"application/vnd.openxmlformats-officedocument.spreadsheetml.{name}+xml"
    types, links = "[Content_Types].xml", "xl/_rels/workbook.xml.rels"
    entry = f'<Override PartName="/xl/{name}.xml" ContentType="{kind}"/></Types>'
    parts[types] = _in(parts[types], b"</Types>", entry.encode())
    link = f'<Relationship Id="x{name}" Type="{_OFFICE}/{name}" Target="{name}.xml"/></Relationships>'
    parts[links] = _in(parts[links], b"</Relationships>", link.encode())


def as_wps(data: bytes) -> bytes:
    """WPS's own properties and extensions."""

    def change(parts: Parts) -> None:
        parts["docProps/app.xml"] = _APP.replace("PROGRAM", "WPS 表格").encode()
        parts["docProps/custom.xml"] = _CUSTOM.encode()
        space = b'xmlns:et="http://www.wps.cn/officeDocument/2017/etCustomData" '
        for name in [name for name in parts if name.startswith("xl/worksheets/sheet")]:
            parts[name] = _in(parts[name], b"<worksheet ", b"<worksheet " + space)
            tail = b'<extLst><ext uri="{WPS}"><et:x et:y="1"><et:v>9</et:v></et:x></ext></extLst>'
            parts[name] = _in(parts[name], b"</worksheet>", tail + b"</worksheet>")

    return repacked(data, change)


_APP = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
 xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
><Application>PROGRAM</Application><AppVersion>16.0300</AppVersion></Properties>"""
_CUSTOM = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
 xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
><property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="KSOProductBuildVer"
><vt:lpwstr>2052-12.1.0.16729</vt:lpwstr></property></Properties>"""
