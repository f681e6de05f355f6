"""What a workbook may not be: each a finding at its sheet and cell, and not a byte of the project changed."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from listgen.edit.workbook.base import TITLE
from listgen.edit.workbook.importing import import_workbook
from listgen.findings import Severity
from listgen.locale import LANGUAGES
from listgen.locale.show import lines
from listgen.sources.xlsx_gate import MAX_INFLATED
from tests.faults.project import Edit, both, copy_base, replace, snapshot
from tests.workbook.books import Parts, changed, column, edited, exported, repacked, row, with_row

ASSIST, DUTY = "依法协助", "依法履行职责"
ITEMS, ROSTER, BASIS = "items/10-items.yaml", "村（社区）", "CN-0004 法律法规依据"
FAR = '<c r="XFD1048576" t="str"><v>x</v></c>'
Change = Callable[[bytes], bytes]
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def book(change: Callable[[Workbook], object]) -> Change:
    return lambda data: changed(data, change)


def cell(sheet: str, where: str, value: object) -> Change:
    return lambda data: edited(data, {(sheet, where): value})


def raw(where: str, xml: str) -> Change:
    """A cell of the sheet 依法协助 as XML, in the place of what it was."""

    def change(parts: Parts) -> None:
        name = "xl/worksheets/sheet4.xml"
        page = parts[name].decode()
        start = page.index(f'<c r="{where}"')
        end = min(at for at in (page.find("/>", start) + 2, page.find("</c>", start) + 4) if at > start + 4)
        parts[name] = (page[:start] + xml + page[end:]).encode()

    return lambda data: repacked(data, change)


def part(name: str, content: bytes) -> Change:
    return lambda data: repacked(data, lambda parts: parts.update({name: content}))


def within(name: str, old: bytes, new: bytes) -> Change:
    def change(parts: Parts) -> None:
        assert old in parts[name]
        parts[name] = parts[name].replace(old, new, 1)

    return lambda data: repacked(data, change)


def formula(data: bytes) -> bytes:
    def change(book: Workbook) -> None:
        book[ASSIST]["D2"] = "=1+1"

    return changed(data, change)


def day(sheet: str, where: str) -> Change:
    def change(book: Workbook) -> None:
        book[sheet][where].value = datetime(2026, 3, 1)
        book[sheet][where].number_format = "yyyy/m/d"

    return book_of(change)


def book_of(change: Callable[[Workbook], object]) -> Change:
    return lambda data: changed(data, change)


def hide_row(book: Workbook) -> None:
    book[ASSIST].row_dimensions[2].hidden = True


def hide_column(book: Workbook) -> None:
    book[ASSIST].column_dimensions["D"].hidden = True


def hide_sheet(book: Workbook) -> None:
    book["差异"].sheet_state = "hidden"


def rename(old: str, new: str) -> Callable[[Workbook], object]:
    return lambda book: setattr(book[old], "title", new)


def head(sheet: str, heading: str, new: str | None) -> Callable[[Workbook], object]:
    def change(book: Workbook) -> None:
        page = book[sheet]
        page.cell(1, column(page, heading)).value = new

    return change


def without(sheet: str, heading: str) -> Callable[[Workbook], object]:
    return lambda book: book[sheet].delete_cols(column(book[sheet], heading))


def bomb(data: bytes) -> bytes:
    return repacked(data, lambda parts: parts.update({"xl/media/a.bin": bytes(60_000_000)}))


def big_bomb(data: bytes) -> bytes:
    """It says that it holds more than it may; nobody unpacks it to find out."""
    written = io.BytesIO(data)
    with zipfile.ZipFile(written, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/big.bin", bytes(1000))
    made = bytearray(written.getvalue())
    at = made.rindex(b"PK\x01\x02")
    made[at + 24 : at + 28] = struct.pack("<I", MAX_INFLATED)
    return bytes(made)


REFUSED: list[tuple[str, Change, str, str, str]] = [
    # what the file is
    ("an old workbook", lambda _: OLE2 + bytes(600), "workbook-xls", "", ""),
    ("encrypted", lambda _: OLE2 + "EncryptedPackage".encode("utf-16-le"), "workbook-encrypted", "", ""),
    ("no workbook", lambda _: b"hello", "workbook-not-xlsx", "", ""),
    ("nothing", lambda _: b"", "workbook-not-xlsx", "", ""),
    ("cut off", lambda data: data[:-400], "workbook-broken", "", ""),
    ("another package", lambda data: repacked(data, lambda parts: parts.pop("xl/workbook.xml")),
     "workbook-not-xlsx", "", ""),
    ("macros", part("xl/vbaProject.bin", b"x"), "workbook-macros", "", ""),
    ("a macro type", within("[Content_Types].xml", b"spreadsheetml.sheet.main", b"macroEnabled.main"),
     "workbook-macros", "", ""),
    ("links", part("xl/externalLinks/externalLink1.xml", b"<x/>"), "workbook-links", "", ""),
    ("connections", part("xl/connections.xml", b"<x/>"), "workbook-links", "", ""),
    ("a DOCTYPE", within("xl/styles.xml", b"<styleSheet", b'<!DOCTYPE a [<!ENTITY b "c">]><styleSheet'),
     "xml-entities", "", ""),
    ("another encoding", part("xl/x.xml", "<?xml?>".encode("utf-16")), "not-a-text-file", "", ""),
    ("a bomb", bomb, "workbook-bomb", "", ""),
    ("a declared bomb", big_bomb, "workbook-bomb", "", ""),
    ("too many parts", lambda data: repacked(
        data, lambda parts: parts.update({f"x/{number}": b"" for number in range(1000)})),
     "workbook-too-many-parts", "", ""),
    ("broken XML", within("xl/workbook.xml", b"<sheets>", b"<sheets"), "workbook-broken", "", ""),
    ("the far corner", raw("D2", FAR), "workbook-broken", ASSIST, "XFD1048576"),
    ("a far column", raw("D2", '<c r="XFD2" t="str"><v>x</v></c>'), "workbook-cell-too-far", ASSIST, "XFD2"),
    ("no address", raw("D2", '<c r="D0" t="str"><v>x</v></c>'), "workbook-broken", ASSIST, "D0"),
    ("a string too far", raw("D2", '<c r="D2" t="s"><v>99999</v></c>'), "workbook-broken", ASSIST, "D2"),
    # whose it is
    ("no base", book(lambda book: book.remove(book[TITLE])), "workbook-without-base", "", ""),
    ("another base", cell(TITLE, "B1", "9"), "workbook-without-base", "", ""),
    ("another project", cell(TITLE, "C1", "other"), "workbook-of-other-project", "", ""),
    # its sheets
    ("a sheet renamed", book(rename("差异", "差异表")), "workbook-sheet-missing", "差异", ""),
    ("a sheet gone", book(lambda book: book.remove(book[ASSIST])), "workbook-sheet-missing", ASSIST, ""),
    ("a hidden sheet", book(hide_sheet), "workbook-hidden-sheet", "差异", ""),
    ("a hidden row", book(hide_row), "workbook-hidden-row", ASSIST, "A2"),
    ("a hidden column", book(hide_column), "workbook-hidden-column", ASSIST, "D1"),
    ("merged", book(lambda book: book[ASSIST].merge_cells("C2:C3")), "workbook-merged", ASSIST, "C2:C3"),
    # its headings
    ("no ids", book(without(ASSIST, "编号")), "workbook-heading-missing", ASSIST, "A1"),
    ("a column gone", book(without(ASSIST, "领域")), "workbook-heading-missing", ASSIST, "A1"),
    ("a heading changed", book(head(ASSIST, "领域", "领 域")), "workbook-heading-unknown", ASSIST, "D1"),
    ("a heading twice", book(head(ASSIST, "适用", "领域")), "workbook-heading-twice", ASSIST, "E1"),
    ("a column of one's own", cell(ASSIST, "AZ1", "备注"), "workbook-heading-unknown", ASSIST, "AZ1"),
    ("a note beside", cell(ASSIST, "AZ2", "问过了"), "workbook-cell-outside", ASSIST, "AZ2"),
    ("a label changed", cell("县情", "A3", "全称"), "workbook-heading-unknown", "县情", "A3"),
    ("a second value", cell("县情", "D3", "x"), "workbook-cell-outside", "县情", "D3"),
    # its rows
    ("a row gone", book(lambda book: book[ASSIST].delete_rows(2)), "workbook-row-gone", "", ""),
    ("a village gone", book(lambda book: book[ROSTER].delete_rows(2)), "workbook-row-gone", "", "A2"),
    ("an id twice", cell(ASSIST, "A3", "CN-0004"), "workbook-id-twice", ASSIST, "A3"),
    ("an id of one's own", book(lambda book: with_row(book[ASSIST], {"编号": "LX-0099", "事项名称": "x"})),
     "workbook-id-unknown", ASSIST, "A4"),
    ("a village's id made up", book(lambda book: with_row(book[ROSTER], {"编号": "00077", "名称": "x"})),
     "workbook-id-unknown", ROSTER, "A6"),
    ("no id", book(lambda book: with_row(book["乡镇"], {"名称": "新镇"})), "workbook-id-empty", "乡镇", "A4"),
    # its cells
    ("a formula", formula, "formula-in-workbook", ASSIST, "D2"),
    ("an error", raw("D2", '<c r="D2" t="e"><v>#N/A</v></c>'), "workbook-fault", ASSIST, "D2"),
    ("a flag", raw("D2", '<c r="D2" t="b"><v>1</v></c>'), "workbook-flag", ASSIST, "D2"),
    ("a number for a code", cell(ROSTER, "A2", 1), "workbook-number", ROSTER, "A2"),
    ("a long code", cell(ROSTER, "E2", 5.20327001001e11), "workbook-number", ROSTER, "E2"),
    ("a date for a text", day(ASSIST, "D2"), "workbook-day", ASSIST, "D2"),
    ("a number for a date", cell("县情", "B8", 46347), "workbook-number", "县情", "B8"),
    ("another word", cell(ASSIST, "CN-0004 依据性质", "法规"), "field-not-a-choice", ASSIST, "I2"),
    ("no citation", cell(ASSIST, BASIS, "通法第一条"), "workbook-cell-form", ASSIST, "J2"),
    ("another role", cell(ASSIST, BASIS, "《通法》第一条（要求）"), "field-not-a-choice", ASSIST, "J2"),
    ("no column", cell("清单种类", "duty 印出的栏目", "事项名称"), "workbook-cell-form", "清单种类", "J2"),
    # what `check` would refuse
    ("an unknown law", cell(ASSIST, BASIS, "《别法》第一条（规定事项）"), "unknown-law", ASSIST, "J2"),
    ("a name too long", cell(ASSIST, "CN-0004 事项名称", "长" * 61), "field-too-long", ASSIST, "B2"),
    ("a name of another", cell(DUTY, "CN-0001 事项名称", "管好集体资产"), "duplicate-name", DUTY, "B3"),
    ("an unseen one", cell(ASSIST, "CN-0004 领域", "民\u200b政"), "zero-width-character", ASSIST, "D2"),
    ("a control character", raw("D2", '<c r="D2" t="inlineStr"><is><t>a_x0008_</t></is></c>'),
     "control-character", ASSIST, "D2"),
    ("blanks around", cell(ASSIST, "CN-0004 领域", "林业 "), "blank-around-value", ASSIST, "D2"),
    ("a required field emptied", cell(ASSIST, "CN-0004 工作内容", None), "missing-field", ASSIST, "A2"),
    ("a code with letters", cell(ROSTER, "00001 区划代码", "99012110l"), "bad-code", ROSTER, "E2"),
    ("an address of http", cell("县情", "网上清单的网址 内容", "http://a.example/"), "base-url-not-https",
     "县情", "B15"),
    ("an overlay of nothing", cell("差异", "02 事项", "CN-9999"), "unknown-item", "差异", "B2"),
]  # fmt: skip


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy_base(tmp_path / "project")


@pytest.mark.parametrize(
    ("change", "slug", "sheet", "where"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED]
)
def test_refused(project: Path, change: Change, slug: str, sheet: str, where: str) -> None:
    before = snapshot(project)
    done = import_workbook(project, change(exported(project)), "改.xlsx", write=True)
    assert not done.written and snapshot(project) == before
    errors = {
        (one.slug, one.location.sheet, one.location.cell)
        for one in done.findings
        if one.severity is Severity.ERROR and (one.location.file == "改.xlsx" or not sheet)
    }
    assert (slug, sheet, where) in errors
    for language in LANGUAGES:
        assert not any("; " in line and "value=" in line for line in lines(done.findings, language))


def test_readers_that_disagree(project: Path) -> None:
    """Two texts in one cell: each reader believes another one of them."""
    before = snapshot(project)
    data = raw("D2", '<c r="D2" t="inlineStr"><is><t>x</t><t>y</t></is></c>')(exported(project))
    done = import_workbook(project, data, "a.xlsx", write=True)
    assert [(one.slug, one.location.sheet, one.location.cell) for one in done.findings] == [
        ("readers-disagree", ASSIST, "D2")
    ]
    assert snapshot(project) == before


@pytest.mark.parametrize(
    ("meanwhile", "change", "slug", "there"),
    [
        (
            replace(ITEMS, "domain: 民政", "domain: 社会工作"),
            cell(DUTY, "CN-0001 领域", "党建"),
            "workbook-conflict",
            f"{ITEMS} › 7",
        ),
        (
            replace("overlays.csv", "没有山林", "山林都划走了"),
            cell("差异", "02 说明", "没有山"),
            "workbook-conflict",
            "overlays.csv › E2",
        ),
    ],
)
def test_a_conflict_names_both_places(
    project: Path, meanwhile: Edit, change: Change, slug: str, there: str
) -> None:
    data = change(exported(project))
    meanwhile(project)
    before = snapshot(project)
    done = import_workbook(project, data, "a.xlsx", write=True)
    assert [(one.slug, one.facts()["there"]) for one in done.findings] == [(slug, there)]
    assert done.findings[0].location.sheet and done.findings[0].location.cell
    assert snapshot(project) == before


def test_a_row_that_was_deleted_here_and_changed_there(project: Path) -> None:
    data = changed(exported(project), lambda book: book["差异"].delete_rows(row(book["差异"], "02")))
    replace("overlays.csv", "没有山林", "山林都划走了")(project)
    done = import_workbook(project, data, "a.xlsx", write=True)
    assert [one.slug for one in done.findings] == ["workbook-conflict-gone"]


def test_a_kind_that_the_project_lost(project: Path) -> None:
    data = edited(exported(project), {("乡镇", "01 电话"): "0600-5550399"})
    replace("kinds.yaml", "- id: assist\n", "- id: help\n")(project)
    replace(ITEMS, "kind: assist", "kind: help", 9)(project)
    done = import_workbook(project, data, "a.xlsx")
    assert "workbook-outdated" in {one.slug for one in done.findings}


def test_faults_that_were_there_before_stop_nothing(project: Path) -> None:
    both(replace(ITEMS, "article: 第二条", "article: 第九十九条"))(project)
    data = edited(exported(project), {("乡镇", "01 电话"): "0600-5550399"})
    assert import_workbook(project, data, "a.xlsx", write=True).written


def test_all_at_once(project: Path) -> None:
    cells = {("乡镇", "01 电话"): 1, (ASSIST, "CN-0004 领域"): True, ("县情", "A3"): "全称"}
    done = import_workbook(project, edited(exported(project), cells), "a.xlsx")
    assert {"workbook-number", "workbook-flag", "workbook-heading-unknown"} <= {
        one.slug for one in done.findings
    }


def test_an_extra_sheet_is_said_and_not_read(project: Path) -> None:
    def change(book: Workbook) -> None:
        book.create_sheet("草稿")["A1"] = "x"
        book["乡镇"]["D2"] = "0600-5550399"

    done = import_workbook(project, changed(exported(project), change), "a.xlsx", write=True)
    assert [(one.slug, one.location.sheet) for one in done.findings] == [("workbook-sheet-extra", "草稿")]
    assert done.written
