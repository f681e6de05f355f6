"""What a clerk changes is what changes in the files, and nothing else does."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from listgen.edit.links import mint
from listgen.edit.workbook.importing import Imported, import_workbook
from listgen.preflight import check_project
from tests.faults.project import copy_base, recode, replace, snapshot
from tests.workbook.books import Cells, changed, edited, exported, row, with_row

ITEMS, LOCAL = "items/10-items.yaml", "items/90-local.yaml"
ASSIST, DUTY = "依法协助", "依法履行职责"
LAST = "  - {field: lead, title: 业务指导单位, width: 31}\n"  # what a kind's new keys come after
COUNTS = "  counts:\n    village: 2\n"
WHO = "{who: 县局}"
ADDRESS = "清河镇青石村1号"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy_base(tmp_path / "project")


def imported(project: Path, data: bytes) -> Imported:
    done = import_workbook(project, data, "a.xlsx", write=True)
    assert [finding for finding in done.findings if finding.severity == "error"] == []
    assert done.written
    return done


@pytest.mark.parametrize(
    ("cells", "file", "old", "new"),
    [
        ({(DUTY, "CN-0001 牵头单位"): "县民政和老龄局"}, ITEMS, "lead: 县民政局\n", "lead: 县民政和老龄局\n"),
        ({(DUTY, "CN-0001 一句话说明"): "注意: 先约 #3"}, ITEMS, "村里的事大家商量着办。", "'注意: 先约 #3'"),
        (
            {(DUTY, "CN-0001 材料"): "身份证\n户口簿, 原件"},
            ITEMS,
            "state: in-force\n",
            "state: in-force\n  materials: [身份证, '户口簿, 原件']\n",
        ),
        (
            {(DUTY, "CN-0001 法律法规依据"): "《村法》第一条（规定事项，村）\n《居法》第一条（禁止，社区）"},
            ITEMS,
            "{law: 居法, article: 第一条, role: states-item, for: community}",
            "{law: 居法, article: 第一条, role: prohibits, for: community}",
        ),
        (
            {(DUTY, "CN-0001 牵头单位是否确认"): "推定"},
            ITEMS, "  basis_type", "  lead_state: inferred\n  basis_type",
        ),
        ({(DUTY, "CN-0001 适用"): "社区、村"}, ITEMS, "[village, community]", "[community, village]"),
        ({("县情", "监督电话 内容"): "0600-5550101"}, "county.yaml", "0600-5550100", "0600-5550101"),
        (
            {("县情", "旧网址 内容"): "https://old.lanxi.example/q/"},
            "county.yaml", "\n  hotline:", "\n  former_base_urls: [https://old.lanxi.example/q/]\n  hotline:",
        ),
        ({("清单种类", "duty 最多几项"): "30"}, "kinds.yaml", LAST, f"{LAST}  max_items: 30\n"),
        ({("清单种类", "duty 公布的项数"): "村：2"}, "kinds.yaml", LAST, f"{LAST}{COUNTS}"),
        ({("字段", "plain 最多几个字"): "80"}, "kinds.yaml", "说明, max: 90", "说明, max: 80"),
        ({("乡镇", "01 电话"): "0600-5550399"}, "townships.csv", "0600-5550301", "0600-5550399"),
        ({("村（社区）", "00001 地址"): "东街1号, 南"}, "villages.csv", ADDRESS, '"东街1号, 南"'),
    ],
)  # fmt: skip
def test_one_cell(project: Path, cells: Cells, file: str, old: str, new: str) -> None:
    before = snapshot(project)
    text = before[file].decode()
    assert old in text
    imported(project, edited(exported(project), cells))
    after = snapshot(project)
    assert after.pop(file).decode() == text.replace(old, new, 1)
    assert before.pop(file) and after == before


def test_comments_order_and_quotes_stay(project: Path) -> None:
    replace(ITEMS, "  lead: 县民政局\n", "  lead: '县民政局'  # 2026年机构改革\n  # 下面是依据\n")(project)
    imported(project, edited(exported(project), {(DUTY, "CN-0001 领域"): "社会工作"}))
    text = (project / ITEMS).read_text("utf-8")
    assert "  domain: 社会工作\n  lead: '县民政局'  # 2026年机构改革\n  # 下面是依据\n" in text


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030"])
def test_encoding_and_line_ends_stay(project: Path, codec: str, ends: str) -> None:
    for file in ("townships.csv", ITEMS):
        text = (project / file).read_text("utf-8").replace("\n", ends)
        (project / file).write_bytes(text.encode(codec))
    before = snapshot(project)
    cells = {("乡镇", "01 地址"): "人民路9号", (DUTY, "CN-0001 领域"): "社会工作"}
    imported(project, edited(exported(project), cells))
    after = snapshot(project)
    expected = before[ITEMS].decode(codec).replace(f"domain: 民政{ends}", f"domain: 社会工作{ends}", 1)
    assert after[ITEMS].decode(codec) == expected
    rows = before["townships.csv"].decode(codec)
    assert after["townships.csv"].decode(codec) == rows.replace("岚溪县清河镇1号", "人民路9号")


def test_a_cell_that_is_emptied_is_a_field_less(project: Path) -> None:
    replace(ITEMS, "  plain: 村里的事大家", "  verb: 应当 # x\n  plain: 村里的事大家")(project)
    before = (project / ITEMS).read_text("utf-8")
    imported(project, edited(exported(project), {(DUTY, "CN-0001 法条用语"): None}))
    assert (project / ITEMS).read_text("utf-8") == before.replace("  verb: 应当 # x\n", "")


def test_a_new_item_gets_the_next_id(project: Path) -> None:
    """Above every id that a record, an order or a release ever named."""
    (project / "releases" / "2025-1").mkdir(parents=True)
    (project / "releases" / "2025-1" / "items.yaml").write_text("- id: LX-0007\n")
    cells = {
        "事项名称": "看护老桥", "工作内容": "看护老桥。", "领域": "交通", "适用": "村", "本地新增": "是",
        "牵头单位": "县交通运输局", "依据性质": "法律法规", "法律法规依据": "《通法》第一条（规定事项）",
        "状态": "拟议", "一句话说明": "老桥坏了告诉村里。",
    }  # fmt: skip
    before = (project / LOCAL).read_text("utf-8")
    done = imported(project, changed(exported(project), lambda book: with_row(book[ASSIST], cells)))
    assert [one.record.key for one in done.merged.additions] == ["LX-0008"]
    assert (project / LOCAL).read_text("utf-8") == before + (
        "- id: LX-0008\n  kind: assist\n  applies: [village]\n  name: 看护老桥\n  content: 看护老桥。\n"
        "  domain: 交通\n  lead: 县交通运输局\n  basis_type: law\n  basis:\n"
        "  - {law: 通法, article: 第一条, role: states-item}\n  plain: 老桥坏了告诉村里。\n  local: yes\n"
        "  state: proposed\n"
    )


def test_a_new_village_waits_for_its_id(project: Path) -> None:
    def add(book: Workbook) -> None:
        page = book["村（社区）"]
        values = {str(head.value): str(cell.value or "") for head, cell in zip(page[1], page[2], strict=True)}
        values = {name: value.replace("青石", "新桥") for name, value in values.items()}
        with_row(page, values | {"编号": "", "区划代码": "", "曾用名": ""})

    before = (project / "villages.csv").read_text("utf-8")
    imported(project, changed(exported(project), add))
    after = (project / "villages.csv").read_text("utf-8")
    assert after.startswith(before.rstrip("\n")) and "\n,01,村,新桥村," in after
    assert mint(project).ids == (("新桥村", "00005"),)
    assert check_project(project).subject is not None


def test_an_item_moves_to_another_list(project: Path) -> None:
    """划转: its row is cut out of one sheet and pasted into another, under the same headings."""

    def move(book: Workbook) -> None:
        page, other = book[ASSIST], book[DUTY]
        number = row(page, "CN-0004")
        values = {
            str(head.value): str(cell.value or "") for head, cell in zip(page[1], page[number], strict=True)
        }
        known = {str(cell.value) for cell in other[1]}
        with_row(other, {name: value for name, value in values.items() if name in known})
        page.delete_rows(number)

    before = (project / ITEMS).read_text("utf-8")
    done = imported(project, changed(exported(project), move))
    assert [(one.record.key, one.old) for one in done.merged.moves] == [("CN-0004", "items/assist")]
    old = "- id: CN-0004\n  kind: assist"
    assert old in before
    assert (project / ITEMS).read_text("utf-8") == before.replace(old, "- id: CN-0004\n  kind: duty")


def test_rows_that_come_and_go(project: Path) -> None:
    def change(book: Workbook) -> None:
        book["差异"].delete_rows(row(book["差异"], "02"))
        with_row(book["荣誉"], {"村编号": "00001", "荣誉": "文明村", "授予单位": "县委", "年份": "2024"})

    before = (project / "overlays.csv").read_text("utf-8")
    imported(project, changed(exported(project), change))
    assert (project / "overlays.csv").read_text("utf-8") == before.replace("02,CN-0004,停用,,没有山林\n", "")
    assert (project / "honours.csv").read_bytes() == (
        b"\xef\xbb\xbf" + "村编号,荣誉,授予单位,年份\n00001,文明村,县委,2024\n".encode()
    )


def test_old_signs_come_in_a_file_that_was_not_there(project: Path) -> None:
    def change(book: Workbook) -> None:
        sign = {"编号": "00001", "牌子名称": "综治中心", "块数": "1", "处理": "取消"}
        with_row(book["标牌清理"], sign | {"处理日期": "2026-06-18"})

    imported(project, changed(exported(project), change))
    rows = (project / "cleanup.csv").read_text("utf-8-sig").splitlines()
    assert rows == [
        "编号,牌子名称,位置,块数,挂牌单位,挂牌依据,处理,现归,处理日期,说明",
        "00001,综治中心,,1,,,取消,,2026-06-18,",
    ]


def test_a_column_that_the_file_lacks_comes_with_its_first_value(project: Path) -> None:
    imported(project, edited(exported(project), {("差异", "02 至"): "2027-12-31"}))
    rows = (project / "overlays.csv").read_text("utf-8").splitlines()
    assert rows == [
        "范围,事项,动作,准入,说明,至",
        "02,CN-0004,停用,,没有山林,2027-12-31",
        "01,LX-0001,增加,ZR-2026-01,老茶树在本镇,",
    ]


def test_partitions_are_made_and_unmade(project: Path) -> None:
    cells = {"名称": "核对", "清单种类": "duty\nassist", "适用": "村", "总数": "6"}
    before = (project / "kinds.yaml").read_text("utf-8")
    data = changed(exported(project), lambda book: with_row(book["项数核对"], cells))
    done = import_workbook(project, data, "a.xlsx", write=True)
    if done.written:
        assert (project / "kinds.yaml").read_text("utf-8").startswith(before)
        imported(project, changed(exported(project), lambda book: book["项数核对"].delete_rows(2)))
        assert "核对" not in (project / "kinds.yaml").read_text("utf-8")


def test_what_the_project_changed_meanwhile_stays(project: Path) -> None:
    data = edited(exported(project), {(DUTY, "CN-0001 领域"): "社会工作"})
    replace(ITEMS, "lead: 县民政局\n", "lead: 县委社会工作部\n")(project)
    recode("townships.csv", "gb18030")(project)
    imported(project, data)
    text = (project / ITEMS).read_text("utf-8")
    assert "  domain: 社会工作\n  lead: 县委社会工作部\n" in text


def test_both_changed_it_alike(project: Path) -> None:
    data = edited(exported(project), {(DUTY, "CN-0001 领域"): "社会工作"})
    replace(ITEMS, "domain: 民政\n", "domain: 社会工作\n")(project)
    done = import_workbook(project, data, "a.xlsx", write=True)
    assert (done.findings, bool(done.merged), done.written) == ((), False, False)


def test_without_the_word_nothing_is_written(project: Path) -> None:
    before = snapshot(project)
    done = import_workbook(project, edited(exported(project), {(DUTY, "CN-0001 领域"): "社会工作"}), "a.xlsx")
    assert done.files and not done.written and snapshot(project) == before


def test_a_real_date_is_its_day(project: Path) -> None:
    def change(book: Workbook) -> None:
        cell = book["县情"]["B8"]
        assert book["县情"]["A8"].value == "版本日期"
        cell.value, cell.number_format = datetime(2026, 11, 20), "yyyy-mm-dd"

    done = import_workbook(project, changed(exported(project), change), "a.xlsx")
    assert [one.new.text for one in done.merged.changes] == ["2026-11-20"]


def test_rows_that_were_sorted_are_said_and_stay(project: Path) -> None:
    def swap(book: Workbook) -> None:
        page = book[DUTY]
        first, second = ([cell.value for cell in page[number]] for number in (2, 3))
        for number, values in ((2, second), (3, first)):
            for cell, value in zip(page[number], values, strict=True):
                cell.value = value

    before = snapshot(project)
    done = import_workbook(project, changed(exported(project), swap), "a.xlsx", write=True)
    assert [(one.slug, one.location.cell) for one in done.findings] == [("workbook-order", "A3")]
    assert not done.merged and snapshot(project) == before


def test_an_item_is_over(project: Path) -> None:
    cells = {(DUTY, "CN-0002 状态"): "取消", (DUTY, "CN-0002 取消：日期"): "2026-05-01"}
    cells |= {
        (DUTY, "CN-0002 取消：理由"): "集体资产由乡镇代管",
        (DUTY, "CN-0002 取消：现由谁办"): "乡镇",
    }
    imported(project, edited(exported(project), cells))
    text = (project / ITEMS).read_text("utf-8")
    assert (
        "  state: retired\n  retired:\n    on: 2026-05-01\n    why: 集体资产由乡镇代管\n    instead: 乡镇\n"
        in text
    )


def test_comments_and_looks_are_the_clerks_own(project: Path) -> None:
    def annotate(book: Workbook) -> None:
        book[DUTY]["C2"].comment = Comment("问过民政局", "李")
        book[DUTY]["C2"].fill = PatternFill("solid", start_color="FFFF0000")
        book[DUTY].row_dimensions[2].height = 200

    done = import_workbook(project, changed(exported(project), annotate), "a.xlsx")
    assert (done.findings, bool(done.merged)) == ((), False)


@pytest.mark.parametrize(
    ("cells", "after"),
    [
        (
            {"社区用语：一句话说明": "社区管"},
            "    content: 管事\n    plain: 社区管\n    destination: {who: 县局}\n",
        ),
        ({"社区用语：一句话说明": None}, "    content: 管事\n    destination: {who: 县局}\n"),
        (
            {"社区用语：事项名称": "居"},
            f"    name: 居\n    content: 管事\n    plain: 大家管\n    destination: {WHO}\n",
        ),
    ],
)
def test_what_stands_beside_it_stays(project: Path, cells: dict[str, str | None], after: str) -> None:
    """A part of a mapping changes, comes or goes; its other parts and their comments stay."""
    mapping = "  community:  # 社区\n    content: 管事\n    plain: 大家管\n    destination: {who: 县局}\n"
    replace(ITEMS, "  state: in-force\n", f"{mapping}  state: in-force\n")(project)
    before = (project / ITEMS).read_text("utf-8")
    edits: Cells = {(DUTY, f"CN-0001 {heading}"): text for heading, text in cells.items()}
    imported(project, edited(exported(project), edits))
    assert (project / ITEMS).read_text("utf-8") == before.replace(mapping, f"  community:  # 社区\n{after}")
