"""Workbooks that people fill in: dropdowns, locked heads and ids, all text, and sheets that nobody sees."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from listgen.sources.xlsx import EPOCH, Looks, row_height, undated
from listgen.sources.xlsx_read import escaped

CHOICES = "_listgen_choices"  # the hidden sheet of lists that are too long for a cell's own rule
_FACE, _HEAD_FACE = "宋体", "黑体"
_A3 = 8  # ECMA-376-1, 18.3.1.63
_SPARE = 500  # rows below the last that offer the same choices
_TALLEST_PT = 84  # a row: five lines; the rest is read in the cell
_INLINE = 200  # characters of a list inside of a rule, of which 255 are allowed
_FREE, _LOCKED, _HEAD, _MUST, _NOTE, _TITLE = (
    f"listgen-{name}" for name in ("free", "locked", "head", "must", "note", "title")
)


@dataclass(frozen=True, slots=True)
class BookColumn:
    """A column: `choices` are offered, and nothing else is taken where they are `strict`.

    `locked`: the cells that are filled may not be changed; with `all_locked` none of the column may.
    """

    heading: str
    width: float
    locked: bool = False
    all_locked: bool = False
    must: bool = False
    choices: tuple[str, ...] = ()
    strict: bool = False


@dataclass(frozen=True, slots=True)
class BookSheet:
    """A table with a head, its first `frozen` columns in sight."""

    title: str
    columns: tuple[BookColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    frozen: int = 0


@dataclass(frozen=True, slots=True)
class BookForm:
    """Lines of a label, what it says, and how to fill it in; `columns` say of each line what may be done."""

    title: str
    heads: tuple[str, str, str]
    lines: tuple[tuple[BookColumn, str, str], ...]


@dataclass(frozen=True, slots=True)
class BookNotes:
    """Lines to read; the first is the title."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HiddenRows:
    """A sheet that no program shows."""

    title: str
    rows: tuple[tuple[str, ...], ...]


Page = BookSheet | BookForm | BookNotes | HiddenRows


def render_book(pages: Iterable[Page], title: str) -> bytes:
    """The workbook as a file; the same pages give the same bytes."""
    book = Workbook()
    while book.worksheets:  # it begins with an empty one
        book.remove(book.worksheets[0])
    looks = {}
    for style in _styles():
        book.add_named_style(style)
        looks[style.name] = style.as_tuple()
    lists = _Lists()
    for page in pages:
        sheet = book.create_sheet(page.title)
        if isinstance(page, BookSheet):
            _write_table(sheet, page, looks, lists)
        elif isinstance(page, BookForm):
            _write_form(sheet, page, looks, lists)
        elif isinstance(page, BookNotes):
            _write_notes(sheet, page, looks)
        else:
            _write_hidden(sheet, page.rows, looks)
    _write_hidden(book.create_sheet(CHOICES), tuple(lists.rows()), looks)
    book.calculation.fullCalcOnLoad = False  # or Excel asks to save what nobody changed
    properties = book.properties
    properties.creator, properties.title = "listgen", title
    properties.created = properties.modified = EPOCH
    written = io.BytesIO()
    book.save(written)
    return undated(written)


def _styles() -> tuple[NamedStyle, ...]:
    thin = Side(style="thin", color="FFBFBFBF")
    border = Border(left=thin, right=thin, top=thin, bottom=thin)
    body = Alignment(vertical="top", wrap_text=True)
    middle = Alignment(vertical="center", horizontal="center", wrap_text=True)
    font, grey = Font(name=_FACE, size=11), Font(name=_FACE, size=11, color="FF404040")
    bold = Font(name=_HEAD_FACE, size=11)
    free, locked = Protection(locked=False), Protection(locked=True)

    def fill(colour: str) -> PatternFill:
        return PatternFill("solid", start_color=colour)

    return (
        NamedStyle(_FREE, font, border=border, alignment=body, number_format="@", protection=free),
        NamedStyle(_LOCKED, grey, fill("FFF2F2F2"), border, body, "@", locked),
        NamedStyle(_HEAD, bold, fill("FFD9E1F2"), border, middle, "@", locked),
        NamedStyle(_MUST, bold, fill("FFFFE699"), border, middle, "@", locked),
        NamedStyle(_NOTE, grey, alignment=body, number_format="@", protection=locked),
        NamedStyle(_TITLE, Font(name=_HEAD_FACE, size=16), number_format="@", protection=locked),
    )


def _write_table(page: Worksheet, sheet: BookSheet, looks: Looks, lists: _Lists) -> None:
    widths = [column.width for column in sheet.columns]
    heads = [column.heading for column in sheet.columns]
    _append(page, 1, heads, [looks[_MUST if column.must else _HEAD] for column in sheet.columns], widths)
    for number, row in enumerate(sheet.rows, 2):
        styles = [
            looks[_LOCKED if column.all_locked or (column.locked and value) else _FREE]
            for column, value in zip(sheet.columns, row, strict=True)
        ]
        _append(page, number, row, styles, widths)
    last = len(sheet.rows) + 1
    named = {style.name: style for style in _styles()}
    for number, column in enumerate(sheet.columns, 1):
        letter = get_column_letter(number)
        _set_column(page, letter, column, named[_LOCKED if column.all_locked else _FREE])
        _offer(page, f"{letter}2:{letter}{last + _SPARE}", column, lists)
    page.freeze_panes = f"{get_column_letter(sheet.frozen + 1)}2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{last}"
    page.print_title_rows = "1:1"
    _set_up(page)
    _protect(page)


def _write_form(page: Worksheet, form: BookForm, looks: Looks, lists: _Lists) -> None:
    widths = [24.0, 60.0, 52.0]
    _append(page, 1, form.heads, [looks[_HEAD]] * 3, widths)
    for number, (column, value, note) in enumerate(form.lines, 2):
        styles = [_MUST if column.must else _HEAD, _LOCKED if column.all_locked else _FREE, _NOTE]
        _append(page, number, (column.heading, value, note), [looks[name] for name in styles], widths)
        _offer(page, f"B{number}", column, lists)
    for letter, width in zip("ABC", widths, strict=True):
        page.column_dimensions[letter].width = width
    page.freeze_panes = "B2"
    _set_up(page)
    _protect(page)


def _write_notes(page: Worksheet, notes: BookNotes, looks: Looks) -> None:
    page.column_dimensions["A"].width = 110
    for number, line in enumerate(notes.lines, 1):
        look, width = (_TITLE, 60.0) if number == 1 else (_NOTE, 110.0)
        _append(page, number, (line,), [looks[look]], [width])
    page.sheet_view.showGridLines = False
    _set_up(page)
    _protect(page)


def _write_hidden(page: Worksheet, rows: Sequence[Sequence[str]], looks: Looks) -> None:
    for row in rows:
        page.append([_cell(page, value, looks[_LOCKED]) for value in row])
    page.sheet_state = "veryHidden"
    _protect(page)


def _append(
    page: Worksheet, number: int, row: Sequence[str], styles: Sequence[StyleArray], widths: Sequence[float]
) -> None:
    page.append([_cell(page, value, style) for value, style in zip(row, styles, strict=True)])
    page.row_dimensions[number].height = min(row_height(row, widths), _TALLEST_PT)


def _cell(page: Worksheet, value: str, style: StyleArray) -> Cell:
    cell = Cell(page, 1, 1, escaped(value) or None, style)  # the page gives it its place
    if value:
        cell.data_type = "s"  # a wording that begins with = stays a wording
    return cell


def _set_column(page: Worksheet, letter: str, column: BookColumn, style: NamedStyle) -> None:
    """Its width, and how a row looks that is written below the last."""
    dimension = page.column_dimensions[letter]
    dimension.width = column.width
    dimension.font, dimension.border, dimension.alignment = (
        copy(style.font),
        copy(style.border),
        copy(style.alignment),
    )
    dimension.fill, dimension.number_format = copy(style.fill), style.number_format
    dimension.protection = copy(style.protection)


def _offer(page: Worksheet, cells: str, column: BookColumn, lists: _Lists) -> None:
    if not column.choices:
        return
    rule = DataValidation(
        type="list",
        formula1=lists.formula(column.choices),
        allow_blank=not column.must,
        showErrorMessage=column.strict,
    )
    rule.add(cells)
    page.add_data_validation(rule)


def _set_up(page: Worksheet) -> None:
    """A3 landscape, as wide as the table: for who reads it on paper."""
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", _A3
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _protect(page: Worksheet) -> None:
    """Locks what is marked so, and nothing else: rows come and go, widths and filters are the clerk's."""
    guard = page.protection
    guard.sheet = True
    for name in (
        "formatCells",
        "formatColumns",
        "formatRows",
        "insertRows",
        "deleteRows",
        "sort",
        "autoFilter",
    ):
        setattr(guard, name, False)


class _Lists:
    """The lists that dropdowns offer: short ones in the rule itself, the others in a column of a sheet."""

    def __init__(self) -> None:
        self._lists: dict[tuple[str, ...], int] = {}

    def formula(self, choices: tuple[str, ...]) -> str:
        if sum(map(len, choices)) + len(choices) < _INLINE and not any(
            '"' in one or "," in one for one in choices
        ):
            return f'"{",".join(choices)}"'
        letter = get_column_letter(self._lists.setdefault(choices, len(self._lists) + 1))
        return f"'{CHOICES}'!${letter}$1:${letter}${len(choices)}"

    def rows(self) -> Iterator[tuple[str, ...]]:
        longest = max(map(len, self._lists), default=0)
        for at in range(longest):
            yield tuple(choices[at] if at < len(choices) else "" for choices in self._lists)
