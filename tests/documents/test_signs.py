"""The papers on signs: what a village hangs, what was filed, what was cleaned up and how many are left."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from listgen.catalog.record import OldSign
from listgen.documents.about import About, Made
from listgen.documents.hung import GATE, INSIDE, Hung, HungSign
from listgen.documents.signs import filings, hung_signs, ledgers, summary
from tests.catalog.samples import COUNTY, DAY, files, load, village

FILING = """\
id: BA-2026-01
date: 2026-10-20
authority: 岚溪县专班
signs:
- {village: 00001, sign: 委员会牌, number: 岚牌备〔2026〕1号}
- {village: 00002, sign: 委员会牌, number: 岚牌备〔2026〕2号}
"""


SIGN = HungSign("委员会牌", "村01村民委员会", 350.0, 2000.0, "left", 1, "viewer", "", "")
SIGNS = (
    replace(SIGN, wording="中共村01支部委员会", side="right", basis="某条例"),
    replace(SIGN, filing="岚牌备〔2026〕1号", basis="某条例"),
    replace(SIGN, wording="村01便民服务站", side="above", width=2400.0, height=600.5),
    replace(SIGN, wording="村01综合服务大厅", side=INSIDE),
)


def old(owner: str, name: str, fate: str, quantity: int = 1, day: date | None = None) -> OldSign:
    return OldSign(owner, name, "", quantity, "", "", fate, "", day, "")


OLD = (
    old("00002", "展板", "移到网上", 6, DAY),
    replace(old("00001", "综治中心", "合并"), by="县委政法委", basis="某文件", target="委员会牌"),
    replace(old("00001", "河长牌", "保留"), basis="某意见"),
    old("01", "领导小组", "取消", 3, date(2026, 12, 1)),
)


def about(*signs: OldSign) -> About:
    """A county of a township with two villages, where these signs hang and were found."""
    rows = [village("00001"), village("00002", 名称="白石村")]
    texts = {**files(villages=rows), "records/filing/BA-2026-01.yaml": FILING}
    catalog, findings = load(texts)
    assert findings == []
    held = Hung("一横两竖", {"00001": 3, "00002": 3})
    return About(COUNTY, replace(catalog, old_signs=signs), DAY, (), hung=held)


def form(*hangs: HungSign) -> list[Made]:
    """The filing forms of the first village, where these signs hang."""
    told = about()
    return list(hung_signs(told, told.catalog.villages[0], hangs))


def rows(made: Made, table: int = 0) -> list[tuple[str, ...]]:
    return [cells for _, cells in made.tables[table].rows]


def test_the_filing_form_says_what_hangs_and_where() -> None:
    (made,) = form(*SIGNS)
    assert form() == []
    assert made.village == "00001"
    assert rows(made) == [
        ("中共村01支部委员会", "350×2000", "大门右侧第1块", "", ""),
        ("村01村民委员会", "350×2000", "大门左侧第1块", "", "岚牌备〔2026〕1号"),
        ("村01便民服务站", "2400×600.5", "大门上方", "", ""),
        ("村01综合服务大厅", "350×2000", "综合服务大厅", "", ""),
    ]
    assert made.data["bases"] == [{"signs": "1、2", "text": "某条例"}]
    assert made.says == ("某条例",)
    (made,) = form(*SIGNS[:2])
    assert made.data["bases"] == [{"signs": "", "text": "某条例"}]


@pytest.mark.parametrize(("view", "behind"), [("viewer", False), (GATE, True)])
def test_the_form_says_from_where_left_and_right_are_seen(view: str, behind: bool) -> None:
    (made,) = form(replace(SIGN, view=view))
    assert made.data["behind"] is behind


def test_a_register_lists_every_sign_of_its_filing() -> None:
    (made,) = filings(about())
    assert made.record == "BA-2026-01"
    assert rows(made) == [
        ("白云镇", "村01", "村01村民委员会", "岚牌备〔2026〕1号"),
        ("白云镇", "白石村", "村02村民委员会", "岚牌备〔2026〕2号"),
    ]
    assert made.data["filing"] == {
        "id": "BA-2026-01",
        "date": "2026年10月20日",
        "authority": "岚溪县专班",
        "valid_to": "",
        "villages": 2,
    }


def test_a_ledger_has_the_township_s_own_signs_first_then_the_villages_in_order() -> None:
    """What is to be done later is not done yet: its day is not printed."""
    (made,) = ledgers(about(*OLD))
    assert made.township == "01"
    assert rows(made) == [
        ("本级机关", "领导小组", "", "3", "", "取消", "", "", ""),
        ("村01", "综治中心", "", "1", "县委政法委（某文件）", "合并", "委员会牌", "", ""),
        ("村01", "河长牌", "", "1", "某意见", "保留", "", "", ""),
        ("白石村", "展板", "", "6", "", "移到网上", "", "2026.11.21", ""),
    ]
    assert rows(made, 1) == [
        ("本级机关", "3", "0", "0", "3", "0", "0", "－3", "减少100.0%"),
        ("村01", "2", "1", "1", "0", "0", "4", "＋2", "增加100.0%"),
        ("白石村", "6", "0", "0", "0", "6", "3", "－3", "减少50.0%"),
        ("合计", "11", "1", "1", "3", "6", "7", "－4", "减少36.4%"),
    ]
    facts = {name: made.data[name] for name in ("villages", "active", "done", "open", "hung", "besides")}
    assert facts == {"villages": 2, "active": 2, "done": 6, "open": 4, "hung": 6, "besides": 1}


def test_the_summary_adds_the_townships_up() -> None:
    (made,) = summary(about(*OLD, old("02", "领导小组", "取消", 9)))
    assert [(cells[0], cells[1], cells[6]) for cells in rows(made)] == [
        ("白云镇", "11", "7"),
        ("青溪乡", "9", "0"),
        ("合计", "20", "7"),
    ]
    assert made.data["sum"] == dict(
        zip(
            ("name", "before", "kept", "merged", "cancelled", "online", "after", "change", "share"),
            ("合计", "20", "1", "1", "12", "6", "7", "－13", "减少65.0%"),
            strict=True,
        )
    )


def test_without_old_signs_there_is_neither() -> None:
    assert [*ledgers(about()), *summary(about())] == []
