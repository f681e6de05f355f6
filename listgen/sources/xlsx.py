"""Workbooks written from plain values: every text is text, and the same values give the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from unicodedata import east_asian_width

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

Value = str | int | float
Looks = Mapping[str, StyleArray]  # by the name of a style
EPOCH = datetime(2000, 1, 1)  # a workbook has to name a day; the content, not the clock, tells two apart
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
TEXT, COUNT, LENGTH, AREA = "listgen-text", "listgen-count", "listgen-length", "listgen-area"
HEAD, LABEL = "listgen-head", "listgen-label"
_CORE = "docProps/core.xml"
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*<")  # openpyxl stamps it when it saves
_FACE = "宋体"
_LINE_PT, _AROUND_PT = 15, 4  # of a line of 11 points, and above and below all of them
_BY_HAND_PT = 34  # room for a signature
_A4 = 9  # ECMA-376-1, 18.3.1.63
_SIDES_INCH, _TOP_INCH, _FOOT_INCH, _RUNNING_INCH = 0.4, 0.75, 0.6, 0.3  # margins; to head and foot


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: its heading, its width in characters of the default face, and how its values look.

    `style` is TEXT, COUNT (whole numbers), LENGTH (as it is) or AREA (two decimals). Columns that are not
    `printed` come last.
    """

    heading: str
    width: float
    style: str = TEXT
    printed: bool = True


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table, of which the head and the first `frozen` columns stay in sight.

    Without a heading in any column it is a form: labels, and beside them what they say. What a form leaves
    empty is filled in by hand.
    """

    title: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[Value, ...], ...]
    frozen: int = 0

    @property
    def headed(self) -> bool:
        return any(column.heading for column in self.columns)


def render_workbook(sheets: Iterable[Sheet], title: str, header: str, footer: str) -> bytes:
    """The workbook as a file.

    `header` and `footer` stand above and below each printed page; `&P` and `&N` are page and pages, and an
    ampersand that is one is written twice. `title` is for the file's properties.
    """
    book = Workbook()
    while book.worksheets:  # it begins with an empty one
        book.remove(book.worksheets[0])
    looks = {}
    for style in _styles():
        book.add_named_style(style)
        looks[style.name] = style.as_tuple()
    for sheet in sheets:
        _write(book.create_sheet(sheet.title), sheet, looks, header, footer)
    book.calculation.fullCalcOnLoad = False  # or Excel asks to save what nobody changed
    properties = book.properties
    properties.creator, properties.title = "listgen", title
    properties.created = properties.modified = EPOCH
    written = io.BytesIO()
    book.save(written)
    return undated(written)


def _styles() -> tuple[NamedStyle, ...]:
    thin = Side(style="thin", color="FF808080")
    border = Border(left=thin, right=thin, top=thin, bottom=thin)
    text = Alignment(vertical="center", wrap_text=True)
    head = Alignment(vertical="center", horizontal="center", wrap_text=True)
    number = Alignment(vertical="center", horizontal="center")
    grey = PatternFill("solid", start_color="FFE7E6E6")
    body = Font(name=_FACE, size=11)
    bold = Font(name="黑体", size=11)
    # 49 is the built-in format for text: a number typed into such a cell later stays as it was typed.
    return (
        NamedStyle(TEXT, font=body, border=border, alignment=text, number_format="@"),
        NamedStyle(COUNT, font=body, border=border, alignment=number, number_format="0"),
        NamedStyle(LENGTH, font=body, border=border, alignment=number, number_format="General"),
        NamedStyle(AREA, font=body, border=border, alignment=number, number_format="0.00"),
        NamedStyle(HEAD, font=bold, border=border, alignment=head, fill=grey),
        NamedStyle(LABEL, font=bold, border=border, alignment=text, fill=grey, number_format="@"),
    )


def _write(page: Worksheet, sheet: Sheet, looks: Looks, header: str, footer: str) -> None:
    _set_up(page, header, footer)
    for number, column in enumerate(sheet.columns, 1):
        page.column_dimensions[get_column_letter(number)].width = column.width
    if sheet.headed:
        _write_table(page, sheet, looks)
    else:
        _write_form(page, sheet, looks)


def _write_table(page: Worksheet, sheet: Sheet, looks: Looks) -> None:
    last, printed = len(sheet.columns), sum(column.printed for column in sheet.columns)
    end = len(sheet.rows) + 1
    page.freeze_panes = f"{get_column_letter(sheet.frozen + 1)}2"
    page.auto_filter.ref = f"A1:{get_column_letter(last)}{end}"
    page.print_title_rows = "1:1"
    if printed < last:
        page.print_area = f"A1:{get_column_letter(printed)}{end}"
    widths = [column.width for column in sheet.columns]
    headings = tuple(column.heading for column in sheet.columns)
    _append(page, [headings], [looks[HEAD]] * last)
    _append(page, sheet.rows, [looks[column.style] for column in sheet.columns])
    for number, row in enumerate((headings, *sheet.rows), 1):
        page.row_dimensions[number].height = row_height(row, widths)


def _write_form(page: Worksheet, sheet: Sheet, looks: Looks) -> None:
    """All on one page: who signs has it before him."""
    page.page_setup.fitToHeight = 1
    widths = [column.width for column in sheet.columns]
    _append(page, sheet.rows, [looks[LABEL]] + [looks[TEXT]] * (len(widths) - 1))
    for number, row in enumerate(sheet.rows, 1):
        page.row_dimensions[number].height = row_height(row, widths) if all(row[1:]) else _BY_HAND_PT


def _set_up(page: Worksheet, header: str, footer: str) -> None:
    """A4 landscape, as wide as the table."""
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", _A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_margins = PageMargins(
        left=_SIDES_INCH,
        right=_SIDES_INCH,
        top=_TOP_INCH,
        bottom=_FOOT_INCH,
        header=_RUNNING_INCH,
        footer=_RUNNING_INCH,
    )
    assert page.oddHeader is not None and page.oddFooter is not None
    page.oddHeader.center.text = header
    page.oddFooter.center.text = footer


def _append(page: Worksheet, rows: Iterable[Sequence[Value]], styles: Sequence[StyleArray]) -> None:
    for row in rows:
        page.append([_cell(page, value, style) for value, style in zip(row, styles, strict=True)])


def _cell(page: Worksheet, value: Value, style: StyleArray) -> Cell:
    cell = Cell(page, 1, 1, value, style)  # the page gives it its place
    if isinstance(value, str):
        cell.data_type = "s"  # a wording that begins with = stays a wording
    return cell


def row_height(values: Sequence[Value], widths: Sequence[float]) -> float:
    """Of a row, in points, by its fullest cell: programs do not all work that out by themselves."""
    lines = max(_lines(str(value), width - 1) for value, width in zip(values, widths, strict=True))
    return _LINE_PT * max(lines, 1) + _AROUND_PT


def _lines(text: str, width: float) -> int:
    return sum(max(ceil(_wide(line) / width), 1) for line in text.split("\n")) if text else 0


def _wide(text: str) -> int:
    """Its width in columns of the default face: a Chinese character takes two."""
    if text.isascii():
        return len(text)
    return sum(2 if east_asian_width(char) in "WFA" else 1 for char in text)


def undated(written: io.BytesIO) -> bytes:
    """The same parts without the moment at which each was written."""
    data = io.BytesIO()
    with zipfile.ZipFile(written) as dated, zipfile.ZipFile(data, "w") as plain:
        for name in dated.namelist():
            part = zipfile.ZipInfo(name, _ZIP_EPOCH)
            part.create_system = 0  # where it was made is nobody's business either
            content = dated.read(name)
            if name == _CORE:
                content = _MODIFIED.sub(rb"\g<1>2000-01-01T00:00:00Z<", content)
            plain.writestr(part, content, zipfile.ZIP_DEFLATED, 6)
    return data.getvalue()
