"""Workbooks: what was given is what another reader finds, as text, and the same bytes every time."""

from __future__ import annotations

import io
import time
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from listgen.sources.xlsx import AREA, COUNT, Sheet, SheetColumn, render_workbook

COLUMNS = (SheetColumn("编号", 8), SheetColumn("块数", 8, COUNT), SheetColumn("面积", 8, AREA))
SHEET = Sheet("下单表", COLUMNS, (("00017", 3, 1.5), ("=1+1", 0, 0.25)))
FORM = Sheet(
    "说明", (SheetColumn("", 10), SheetColumn("", 20)), (("甲", "乙"), ("丙", "丁" * 40), ("签字", ""))
)


def made(*sheets: Sheet) -> bytes:
    return render_workbook(sheets, "题名", "岚溪县", "第&P页 共&N页")


def cells(data: bytes, title: str) -> list[tuple[object, ...]]:
    return list(load_workbook(io.BytesIO(data))[title].iter_rows(values_only=True))


def test_values_are_read_back() -> None:
    data = made(SHEET, FORM)
    assert load_workbook(io.BytesIO(data)).sheetnames == ["下单表", "说明"]
    assert cells(data, "下单表") == [("编号", "块数", "面积"), ("00017", 3, 1.5), ("=1+1", 0, 0.25)]
    assert cells(data, "说明") == [("甲", "乙"), ("丙", "丁" * 40), ("签字", None)]


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+1", "-1", "@a", "00001", "1E5", "2026-01-01", "true"])
def test_text_stays_text(text: str) -> None:
    data = made(Sheet("甲", (SheetColumn("乙", 9),), ((text,),)))
    cell = load_workbook(io.BytesIO(data))["甲"]["A2"]
    assert (cell.value, cell.data_type, cell.number_format) == (text, "s", "@")
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml")


@given(st.lists(st.text("甲乙=<>&\"'；𡐓 a", min_size=1, max_size=9), min_size=1, max_size=5))
def test_any_text_is_read_back(texts: list[str]) -> None:
    data = made(Sheet("甲", (SheetColumn("乙", 9),), tuple((text,) for text in texts)))
    assert [row[0] for row in cells(data, "甲")[1:]] == texts


def test_no_clock_is_in_the_bytes() -> None:
    first = made(SHEET)
    time.sleep(2.1)  # a zip counts in steps of two seconds
    assert made(SHEET) == first
    archive = zipfile.ZipFile(io.BytesIO(first))
    assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert archive.read("docProps/core.xml").count(b"2000-01-01T00:00:00Z") == 2


def test_the_head_stays_in_sight_and_on_every_page() -> None:
    page = load_workbook(io.BytesIO(made(SHEET)))["下单表"]
    assert (page.freeze_panes, page.auto_filter.ref, page.print_title_rows) == ("A2", "A1:C3", "$1:$1")
    assert (page.page_setup.orientation, page.page_setup.fitToHeight) == ("landscape", 0)
    assert page.oddFooter is not None and page.oddFooter.center.text == "第&P页 共&N页"


def test_what_a_screen_alone_shows_stays_off_paper() -> None:
    columns = (*COLUMNS, SheetColumn("文件", 40, printed=False))
    sheet = Sheet("下单表", columns, (("00017", 3, 1.5, "甲.pdf"),), frozen=1)
    page = load_workbook(io.BytesIO(made(sheet)))["下单表"]
    assert (page.freeze_panes, page.auto_filter.ref) == ("B2", "A1:D2")
    assert page.print_area == "'下单表'!$A$1:$C$2"


def test_a_row_is_as_high_as_its_text_and_a_signature_need() -> None:
    page = load_workbook(io.BytesIO(made(FORM)))["说明"]
    one, several, by_hand = (page.row_dimensions[number].height for number in (1, 2, 3))
    assert one < by_hand < several
    assert page.freeze_panes is None
