"""The county's list and the booklets, read back by another reader."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from listgen.catalog.model import Service
from listgen.documents.booklet import booklet_data
from listgen.documents.booklet_tables import booklet_tables
from listgen.documents.data import Data, list_data, list_tables
from listgen.documents.papers import render_booklet, render_list
from listgen.documents.picture import Picture
from listgen.documents.shape import PICTURE, Shape
from listgen.documents.shapes import SHAPES
from tests.documents.reader import grids, lists, outside, paragraphs, part, rendered, said
from tests.documents.samples import (
    COUNTY,
    ITEMS,
    KINDS,
    community,
    issued,
    item,
    kind,
    shipped_template,
    view,
)

HERE = Path(__file__).parent
LIST, BOOKLET = shipped_template("list"), shipped_template("booklet")


def the_list() -> bytes:
    return render_list(LIST, COUNTY, KINDS, ITEMS)


def the_booklet() -> bytes:
    return render_booklet(BOOKLET, COUNTY, KINDS, view())


def test_the_list_is_as_accepted(golden: Callable[[str, Path], None]) -> None:
    golden(rendered(the_list()), HERE / "list.golden.txt")


def test_the_booklet_is_as_accepted(golden: Callable[[str, Path], None]) -> None:
    golden(rendered(the_booklet()), HERE / "booklet.golden.txt")


@pytest.mark.parametrize("data", [the_list(), the_booklet()], ids=["list", "booklet"])
def test_tables_are_what_is_expected(data: bytes) -> None:
    tables = list_tables(KINDS, ITEMS)
    assert tables == booklet_tables(KINDS, view())[: len(tables)]
    assert [table.kind for table in tables] == ["duty", "not-permitted"]
    printed = [[row[1:] for row in grid.rows[1:]] for grid in lists(data)]
    assert printed == [[cells for _, cells in table.rows] for table in tables]
    assert [id_ for table in tables for id_, _ in table.rows] == ["CN-0001", "CN-0002", "CN-0101"]
    assert [[row[0] for row in grid.rows] for grid in lists(data)] == [["序号", "1", "2"], ["序号", "1"]]
    assert [sum(grid.widths) for grid in lists(data)] == [12756, 12756]  # 225 mm


def test_where_to_go_is_what_is_expected() -> None:
    (offices,) = (table for table in booklet_tables(KINDS, view()) if table.kind == "offices")
    assert offices.title == "去哪里办" and offices.rows
    (printed,) = (grid for grid in grids(the_booklet()) if grid.rows[0][0] == "领域")
    assert [tuple(row) for row in printed.rows[1:]] == [cells for _, cells in offices.rows]


@pytest.mark.parametrize("kinds", [1, 5])
def test_any_kinds_and_columns(kinds: int) -> None:
    many = tuple(kind(f"k{n}", f"清单{n}", *[("name", "栏", 30)] * (n + 1)) for n in range(kinds))
    items = tuple(item(f"X-{n}", f"k{n}", 1) for n in range(kinds))
    data = render_list(LIST, COUNTY, many, items)
    assert [len(grid.rows[0]) for grid in grids(data)] == list(range(1, kinds + 1))
    heads = [paragraph.text for paragraph in paragraphs(data) if paragraph.style == "GwAnnex"]
    assert heads == (["附件"] if kinds == 1 else [f"附件{n}" for n in range(1, kinds + 1)])
    notes = [paragraph.text for paragraph in paragraphs(data) if paragraph.style.startswith("GwAnnex")]
    assert ("附件：清单0" if kinds == 1 else "附件：1.清单0") in notes


def test_a_kind_without_items_has_no_annex() -> None:
    data = render_list(LIST, COUNTY, KINDS, ITEMS[:2])
    assert len(grids(data)) == 1
    assert "不应由村级组织办理事项清单" not in said(data)


@pytest.mark.parametrize(
    ("field", "value", "gone"),
    [
        ("number", "", "〔2026〕18号"),
        ("mark", "", "办公室文件"),
        ("copies", "", "抄送"),
        ("recipients", "", "各乡（镇）"),
    ],
)
def test_what_is_not_given_is_left_out(field: str, value: str, gone: str) -> None:
    data = render_list(LIST, issued(**{field: value}), KINDS, ITEMS)
    assert gone in said(the_list())
    assert gone not in said(data)
    styles = [paragraph.style for paragraph in paragraphs(data)]
    assert (field == "number") == ("GwNumber" not in styles)
    assert (field == "mark") == ("GwRedRule" not in styles)
    assert (field in ("copies", "mark")) == ("GwCopies" not in styles)  # plain paper has no 版记


@pytest.mark.parametrize(
    ("mark", "style"),
    [
        ("岚溪县人民政府办公室文件", "GwMark"),
        ("中共岚溪县委办公室文件", "GwMark"),
        ("岚溪县村级组织减负工作专班文件", "GwMarkLong"),
        ("岚溪县规范村级组织工作事务领导小组办公室文件", "GwMarkLonger"),
    ],
)
def test_a_long_mark_is_set_narrower(mark: str, style: str) -> None:
    data = render_list(LIST, issued(mark=mark), KINDS, ITEMS)
    assert [entry.text for entry in paragraphs(data) if entry.style == style] == [mark]


def test_an_unconfirmed_department_is_marked_and_explained() -> None:
    data = the_list()
    assert grids(data)[0].rows[2][4] == "县农业农村局＊"
    assert [entry.text for entry in paragraphs(data) if entry.style == "GwTableLead"] == [
        "注：标“＊”的单位，以县级核实确认的为准。"
    ]
    sure = tuple(replace(entry, lead_confirmed=True) for entry in ITEMS)
    assert "＊" not in said(render_list(LIST, COUNTY, KINDS, sure))


@pytest.mark.parametrize("specimen", [True, False])
def test_a_specimen_says_so_on_every_page(specimen: bool) -> None:
    county = replace(COUNTY, specimen=specimen)
    for data in (render_list(LIST, county, KINDS, ITEMS), render_booklet(BOOKLET, county, KINDS, view())):
        headers = [name for name in _names(data) if name.startswith("word/header")]
        marks = ["".join(map(str, part(data, name).itertext())).count("示例") for name in headers]
        assert set(marks) == {1 if specimen else 0}
        assert ("示例" in outside(data)) == specimen


def test_a_community_reads_as_one() -> None:
    data = render_booklet(BOOKLET, COUNTY, KINDS, community())
    titles = [paragraph.text for paragraph in paragraphs(data) if paragraph.style == "BkTitle"]
    assert titles == ["事务清单手册"]
    ours = said(data).replace("《岚溪县村级组织事务清单（2026年版）》", "").replace("不应由村级组织办理", "")
    for word in ("本村", "村里", "村民委员会的", "村级事务"):
        assert word not in ours, word
    assert "本社区" in ours


def test_a_phone_that_is_not_published_is_not_printed() -> None:
    private = view()
    private = replace(private, village=replace(private.village, phone_published=False))
    assert "0570-5550101" in said(the_booklet())
    assert "0570-5550101" not in said(render_booklet(BOOKLET, COUNTY, KINDS, private))


def test_guides_are_of_items_with_a_service() -> None:
    guides = [entry.text for entry in paragraphs(the_booklet()) if entry.style == "BkGuide"]
    assert guides == ["婚姻状况证明", "婚姻状况证明"]  # how it is done, and where to go for it
    bare = tuple(replace(entry, service=Service()) for entry in ITEMS)
    without = said(render_booklet(BOOKLET, COUNTY, KINDS, view(items=bare)))
    assert "高频事项办事指南" not in without


def test_numbers_are_counted() -> None:
    assert "共列事项3项" in said(the_list())
    assert "《依法履行职责事项清单》2项（附件1），《不应由村级组织办理事项清单》1项（附件2）。" in said(
        the_list()
    )
    assert "事项共3项" in said(the_booklet())


@pytest.mark.parametrize("name", ["list", "booklet"])
def test_data_has_the_declared_fields(name: str) -> None:
    data = list_data(COUNTY, KINDS, ITEMS) if name == "list" else booklet_data(COUNTY, KINDS, view())
    assert _shape(data) == SHAPES[name]


def _shape(value: object) -> Shape:
    if isinstance(value, dict):
        return {str(key): _shape(entry) for key, entry in value.items()}
    if isinstance(value, Picture):
        return PICTURE
    if isinstance(value, list | tuple):
        return (_shape(value[-1]),)
    assert isinstance(value, str | int)
    return None


@pytest.mark.parametrize("second", ["2026-2", "2026-1"])
def test_a_second_edition_of_a_year_says_so(second: str) -> None:
    county = replace(COUNTY, edition=replace(COUNTY.edition, number=second))
    words = "2026年第2版" if second == "2026-2" else "2026年版"
    assert f"（{words}）》的通知" in said(render_list(LIST, county, KINDS, ITEMS))
    assert f"（{words}）" in said(render_booklet(BOOKLET, county, KINDS, view()))


def test_properties_name_the_paper_and_nobody() -> None:
    core = part(the_booklet(), "docProps/core.xml")
    assert [(str(entry.tag).rpartition("}")[2], entry.text) for entry in core] == [
        ("title", "青石村清单手册（2026年版）"),
        ("creator", "岚溪县人民政府办公室"),
    ]


SCRIPT = """
import hashlib
from tests.documents.test_papers import the_list, the_booklet
print(hashlib.sha256(the_list() + the_booklet()).hexdigest())
"""


def test_same_input_same_bytes() -> None:
    def digest(seed: str, zone: str) -> str:
        surroundings = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
        root = HERE.parent.parent
        command = [sys.executable, "-c", SCRIPT]
        run = subprocess.run(command, cwd=root, env=surroundings, capture_output=True, text=True, check=True)
        return run.stdout

    assert the_list() == the_list()
    assert digest("1", "Asia/Shanghai") == digest("2", "America/Lima")


def _names(data: bytes) -> list[str]:
    from listgen.documents.package import read_parts

    return list(read_parts(data))


def test_no_clock_and_no_machine() -> None:
    names = _names(the_list())
    assert "docProps/thumbnail.jpeg" not in names
    assert not [name for name in names if name.startswith("customXml")]
    data: Data = list_data(COUNTY, KINDS, ITEMS)
    assert "2026年11月21日" in str(data["issuing"])
