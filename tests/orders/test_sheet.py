"""The order sheet: every line, every sum, every hash, nothing that is not so."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from listgen.orders.batch import Batch, File, Head
from listgen.orders.sentences import SentenceError, Sentences, load_sentences
from listgen.orders.sheet import load_sheet_text, render_order_sheet
from listgen.resources import shipped
from listgen.sources.values import plain
from listgen.sources.yaml import load_yaml
from tests.orders.samples import BATCH, HALL, PARTY, RECALL, batch_of, ordered


def data() -> dict[str, object]:
    table, findings = load_yaml((shipped("templates") / "orders/sheet.yaml").read_bytes(), "sheet.yaml")
    assert table is not None and findings == []
    found = plain(table)
    assert isinstance(found, dict)
    return found


TEXT: Sentences = load_sheet_text(data())


def rows(batch: Batch, title: str) -> list[list[object]]:
    book = load_workbook(io.BytesIO(render_order_sheet(batch, TEXT)))
    return [[cell or "" for cell in row] for row in book[title].iter_rows(values_only=True)]


def noted(batch: Batch) -> dict[object, object]:
    return {row[0]: row[1] for row in rows(batch, "说明") if row[0]}


def test_a_line_for_each_sign() -> None:
    head, *lines = rows(BATCH, "下单表")
    found = [dict(zip(head, line, strict=True)) for line in lines]
    assert [line["序号"] for line in found] == [1, 2]
    assert [line["牌面文字（逐字照做）"] for line in found] == [PARTY.wording, HALL.wording]
    assert (found[0]["宽 毫米"], found[0]["高 毫米"], found[0]["村编号"]) == (350, 2000, "00001")
    assert found[0]["颜色"] == "白；红 C0 M100 Y100 K0"
    assert (found[1]["块数"], found[1]["其他文字"]) == (3, "；".join(HALL.lines))
    assert HALL.code is not None
    assert (found[0]["二维码网址"], found[1]["二维码网址"]) == ("", HALL.code.url)
    assert (found[0]["材料"], found[0]["工艺"]) == ("钢板", "由制作单位报价时写明")


def test_a_line_that_ends_in_a_pause_goes_on() -> None:
    lines = ("扫码看：哪些事村里办、", "哪些帮着办", "电话")
    (_, line) = rows(batch_of([ordered(1, replace(PARTY, lines=lines))]), "下单表")
    assert line[6] == "扫码看：哪些事村里办、哪些帮着办；电话"


def test_half_a_millimetre_is_shown() -> None:
    page = load_workbook(
        io.BytesIO(render_order_sheet(batch_of([ordered(1, replace(PARTY, width=350.5))]), TEXT))
    )
    for title, cell in (("下单表", "H2"), ("汇总", "B2")):
        assert (page[title][cell].value, page[title][cell].number_format) == (350.5, "General")


def test_sums_are_computed() -> None:
    *lines, total = rows(BATCH, "汇总")
    assert [line[0] for line in lines[1:]] == ["党组织牌", "大厅牌"]
    assert [line[-3:] for line in lines[1:]] == [[1, 1, 0.7], [1, 3, 2.88]]
    assert total[-3:] == [2, 4, 3.58]


def test_alike_signs_are_summed_and_others_are_not() -> None:
    wide = replace(PARTY, width=400)
    batch = batch_of([ordered(1), ordered(2, quantity=2), ordered(3, wide)])
    assert [line[-3:-1] for line in rows(batch, "汇总")[1:]] == [[2, 3], [1, 1], [3, 4]]


def test_every_file_has_its_hash() -> None:
    _, *lines = rows(BATCH, "文件")
    assert lines == [["校样.pdf", "e" * 64]]
    head, *lines = rows(BATCH, "下单表")
    assert head[-6:] == [
        *("印刷文件", "雕刻文件（SVG）", "雕刻文件（DXF）"),
        *("SHA-256（印刷）", "SHA-256（SVG）", "SHA-256（DXF）"),
    ]
    assert [line[-6:] for line in lines] == [
        [*(file.path for file in sign.files), *(file.sha256 for file in sign.files)] for sign in BATCH.signs
    ]


def test_paper_leaves_out_what_only_a_screen_has_room_for() -> None:
    page = load_workbook(io.BytesIO(render_order_sheet(BATCH, TEXT)))["下单表"]
    assert (page.print_area, page["N1"].value) == ("'下单表'!$A$1:$N$3", "二维码网址")


@pytest.mark.parametrize(
    ("reason", "said"),
    [("merged", "已并入白石村"), ("dissolved", "已撤销"), ("replaced", "换新牌"), ("dropped", "不再挂")],
)
def test_recalls_say_why(reason: str, said: str) -> None:
    batch = batch_of([ordered(1)], recalls=(replace(RECALL, reason=reason),))
    (_, line) = rows(batch, "收回")
    assert line[-4:] == [2, "2026-01", 7, said]


def test_without_recalls_there_is_no_such_sheet() -> None:
    names = load_workbook(io.BytesIO(render_order_sheet(batch_of([ordered(1)]), TEXT))).sheetnames
    assert names == ["说明", "下单表", "汇总", "文件"]


def test_who_signs_has_all_of_it_on_one_page() -> None:
    batch = batch_of([ordered(1)], recalls=(RECALL,), since="2026-01")
    book = load_workbook(io.BytesIO(render_order_sheet(batch, TEXT)))
    heights = {page.title: page.page_setup.fitToHeight for page in book.worksheets}
    assert heights.pop("说明") == 1 and set(heights.values()) == {0}


def test_the_notes() -> None:
    found = noted(BATCH)
    assert found["数量"] == "1 个村（社区），牌面 2 种，共 4 块，3.58 平方米"
    assert found["印码台账"] == "到第 3 行，指纹 0123-4567-89AB-CDEF"
    assert "示例" in found
    assert "没有拼版" not in found
    assert "只含变动" not in found
    earnest = batch_of([ordered(1)], specimen=False, since="2026-01", cut_contour=True, ledger=Head(0, ""))
    found = noted(earnest)
    assert "示例" not in found
    assert (found["印码台账"], found["只含变动"]) == ("空白", "与批次 2026-01 相比有变动的标牌")
    assert "专色线" in str(found["刀线（CutContour）"])
    assert noted(batch_of([ordered(1)], recalls=(RECALL,)))["收回旧牌"] == "共 2 块，见“收回”页"
    assert "收回旧牌" not in found


def test_what_only_takes_down_asks_no_shop() -> None:
    batch = batch_of(recalls=(RECALL,))
    names = load_workbook(io.BytesIO(render_order_sheet(batch, TEXT))).sheetnames
    assert names == ["说明", "收回", "文件"]
    assert not {"拼版板材", "文件夹", "制作要求", "制作单位（盖章）"} & noted(batch).keys()


def test_a_sheet_of_many_says_how_many() -> None:
    (_, line) = rows(batch_of([ordered(1, replace(PARTY, copies=9, lines=("微信扫一扫",)))]), "下单表")
    assert line[6] == "（每张 9 枚）；微信扫一扫"


def folders(batch: Batch) -> list[str]:
    lines = [str(row[1]) for row in rows(batch, "说明") if "：" in str(row[1]) and "颜色" not in str(row[1])]
    return [line.partition("：")[0] for line in lines]


def test_only_folders_that_are_there_are_named() -> None:
    assert folders(BATCH) == ["印刷", "雕刻"]
    several = (File("印刷/合并/甲.pdf"), File("拼版/01-甲.pdf"), File("拼版/02-乙.pdf"))
    assert folders(replace(BATCH, files=several)) == ["印刷", "雕刻", "印刷/合并", "拼版"]
    assert folders(batch_of(recalls=(RECALL,))) == []


def test_boards_that_no_sheet_takes_are_named() -> None:
    tall = replace(PARTY, height=2500)
    found = noted(batch_of([ordered(1), ordered(2, tall), ordered(3, tall)]))
    assert "2、3" in str(found["没有拼版"])


def test_the_same_order_gives_the_same_bytes() -> None:
    assert render_order_sheet(BATCH, TEXT) == render_order_sheet(BATCH, TEXT)


@pytest.mark.parametrize(
    ("texts", "key"),
    [
        ({"甲": "{b}"}, "texts.甲"),
        ({"甲": "{a} {b}"}, "texts.甲"),
        ({"甲": "{a!r}"}, "texts.甲"),
        ({"甲": "{a:>9}"}, "texts.甲"),
        ({"甲": "{a.b}"}, "texts.甲"),
        ({"甲": "{a"}, "texts.甲"),
        ({"甲": "{a}", "乙": "{a}"}, "texts.乙"),
        ({"甲": "{a}", "乙": " "}, "texts.乙"),
        ({"甲": ["{a}"]}, "texts.甲"),
        ({}, "texts.甲"),
    ],
)
def test_sentences_name_their_values_and_nothing_else(texts: object, key: str) -> None:
    assert load_sentences({"schema": "1", "texts": {"甲": "是{a}"}}, {"甲": ("a",)}).say("甲", a=1) == "是1"
    with pytest.raises(SentenceError) as fault:
        load_sentences({"schema": "1", "texts": texts}, {"甲": ("a",)})
    assert fault.value.key == key


@pytest.mark.parametrize("held", [None, [], {"schema": "2", "texts": {}}, {"schema": "1"}])
def test_what_is_no_file_of_sentences(held: object) -> None:
    with pytest.raises(SentenceError):
        load_sentences(held, {})
