"""Workbooks written from plain values: every text is text, and the same values give the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from unicodedata import east_asian_width

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

Value = str | int | float
EPOCH = datetime(2000, 1, 1)  # a workbook has to name a day; the content, not the clock, tells two apart
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
TEXT, COUNT, AREA = "listgen-text", "listgen-count", "listgen-area"
HEAD, TITLE = "listgen-head", "listgen-title"
_CORE = "docProps/core.xml"
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*<")  # openpyxl stamps it when it saves
_FACE = "宋体"
_LINE_PT, _AROUND_PT = 15, 4  # of a line of 11 points, and above and below all of them
_A4 = 9  # ECMA-376-1, 18.3.1.63


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: its heading, its width in characters of the default face, and how its values look.

    `style` is TEXT, COUNT (whole numbers) or AREA (two decimals).
    """

    heading: str
    width: float
    style: str = TEXT


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table. Without a heading in any column it has no head, no filter and no frozen row."""

    title: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[Value, ...], ...]

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
    for style in _styles():
        book.add_named_style(style)
    for sheet in sheets:
        _write(book.create_sheet(sheet.title), sheet, header, footer)
    properties = book.properties
    properties.creator, properties.title = "listgen", title
    properties.created = properties.modified = EPOCH
    written = io.BytesIO()
    book.save(written)
    return _undated(written)


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
        NamedStyle(AREA, font=body, border=border, alignment=number, number_format="0.00"),
        NamedStyle(HEAD, font=bold, border=border, alignment=head, fill=grey),
        NamedStyle(TITLE, font=body, alignment=text, number_format="@"),
    )


def _write(page: Worksheet, sheet: Sheet, header: str, footer: str) -> None:
    for number, column in enumerate(sheet.columns, 1):
        page.column_dimensions[get_column_letter(number)].width = column.width
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", _A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    assert page.oddHeader is not None and page.oddFooter is not None
    page.oddHeader.center.text = header
    page.oddFooter.center.text = footer
    if sheet.headed:
        last = get_column_letter(len(sheet.columns))
        page.freeze_panes = "A2"
        page.auto_filter.ref = f"A1:{last}{len(sheet.rows) + 1}"
        page.print_title_rows = "1:1"
        _fill(page, 1, [column.heading for column in sheet.columns], [HEAD] * len(sheet.columns))
    styles = [column.style if sheet.headed else TITLE for column in sheet.columns]
    for number, row in enumerate(sheet.rows, 1 + sheet.headed):
        _fill(page, number, row, styles)


def _fill(page: Worksheet, number: int, values: Sequence[Value], styles: Sequence[str]) -> None:
    """A row as high as its fullest cell: programs do not all work that out by themselves."""
    widths = [page.column_dimensions[get_column_letter(column)].width for column in range(1, len(values) + 1)]
    lines = max(ceil(_wide(str(value)) / (width - 1)) for value, width in zip(values, widths, strict=True))
    page.row_dimensions[number].height = _LINE_PT * max(lines, 1) + _AROUND_PT
    for column, (value, style) in enumerate(zip(values, styles, strict=True), 1):
        cell = page.cell(number, column, value)
        cell.style = style
        if isinstance(value, str):
            cell.data_type = "s"  # a wording that begins with = stays a wording


def _wide(text: str) -> int:
    """Its width in columns of the default face: a Chinese character takes two."""
    return sum(2 if east_asian_width(char) in "WFA" else 1 for char in text)


def _undated(written: io.BytesIO) -> bytes:
    """The same parts without the moment at which each was written."""
    data = io.BytesIO()
    with zipfile.ZipFile(written) as dated, zipfile.ZipFile(data, "w") as undated:
        for name in dated.namelist():
            part = zipfile.ZipInfo(name, _ZIP_EPOCH)
            part.create_system = 0  # where it was made is nobody's business either
            content = dated.read(name)
            if name == _CORE:
                content = _MODIFIED.sub(rb"\g<1>2000-01-01T00:00:00Z<", content)
            undated.writestr(part, content, zipfile.ZIP_DEFLATED, 6)
    return data.getvalue()
