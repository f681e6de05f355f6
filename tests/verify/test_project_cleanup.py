"""The ledgers of old signs against cleanup.csv, and what they add up to."""

from __future__ import annotations

import pytest

from listgen.verify.project_cleanup import LEDGER, SUMS, check_cleanup
from listgen.verify.promised import Document, Owner, Row, Table

Cells = tuple[str, ...]
VILLAGES = {"00001": ("01", "青石村"), "00002": ("02", "上坪村")}
HEADINGS = ("编号", "牌子名称", "块数", "处理", "现归")
LINES = [
    (2, dict(zip(HEADINGS, ("00001", "综治中心", "1", "合并", "党群服务中心牌"), strict=True))),
    (3, dict(zip(HEADINGS, ("00001", "展板", "12", "移到网上", ""), strict=True))),
    (4, dict(zip(HEADINGS, ("01", "领导小组", "7", "取消", ""), strict=True))),
]
CENTRE = ("青石村", "综治中心", "", "1", "", "合并", "党群服务中心牌", "", "")
TWO = (*CENTRE[:3], "2", *CENTRE[4:])
BOARDS = ("青石村", "展板", "", "12", "", "移到网上", "", "", "")
GROUPS = ("本级机关", "领导小组", "", "7", "", "取消", "", "", "")
OFFICE = ("本级机关", "7", "0", "0", "7", "0", "0", "－7", "减少100.0%")
VILLAGE = ("青石村", "13", "0", "1", "0", "12", "7", "－6", "减少46.2%")
SUM = ("合计", "20", "0", "1", "7", "12", "7", "－13", "减少65.0%")


def table(kind: str, *rows: Cells) -> Table:
    return Table(kind, "", tuple(Row("", kind, cells) for cells in rows))


def owner(id_: str, level: str, *tables: Table) -> Owner:
    documents = (Document("台账.docx", "document", "", tables),)
    return Owner(id_, level, f"某{level}", "", "", "", {}, documents, (), (), ())


@pytest.mark.parametrize(
    ("ledger", "sums", "found"),
    [
        ((GROUPS, CENTRE, BOARDS), (OFFICE, VILLAGE, SUM), []),
        ((GROUPS, CENTRE), (SUM,), [("project-cleanup", 3)]),
        ((GROUPS, CENTRE, BOARDS, BOARDS), (SUM,), [("project-cleanup", 0)]),
        ((GROUPS, ("上坪村", *CENTRE[1:]), BOARDS), (SUM,), [("project-cleanup", 2), ("project-cleanup", 0)]),
        (
            (GROUPS, (*CENTRE[:3], "2", *CENTRE[4:]), BOARDS),
            (SUM,),
            [("project-cleanup", 2), ("project-cleanup", 0)],
        ),
        ((GROUPS, CENTRE, BOARDS), (("合计", "21", *SUM[2:]),), [("project-cleanup-sum", 0)] * 2),
        ((GROUPS, CENTRE, BOARDS), ((*SUM[:8], "减少65.1%"),), [("project-cleanup-sum", 0)]),
        ((GROUPS, CENTRE, BOARDS), ((*VILLAGE[:7], "＋6", VILLAGE[8]), SUM), [("project-cleanup-sum", 0)]),
    ],
)
def test_ledgers(ledger: tuple[Cells, ...], sums: tuple[Cells, ...], found: list[tuple[str, int]]) -> None:
    owners = [
        owner("01", "township", table(LEDGER, *ledger), table(SUMS, *sums)),
        owner("02", "township"),
        owner("county", "county", table(SUMS, SUM)),
    ]
    findings = [(one.slug, one.location.line) for one in check_cleanup(owners, VILLAGES, LINES)]
    assert findings == found


def test_a_county_without_these_papers_is_asked_for_none() -> None:
    assert list(check_cleanup([owner("01", "township"), owner("county", "county")], VILLAGES, LINES)) == []


def test_a_township_may_not_lack_its_ledger_where_others_have_one() -> None:
    owners = [owner("01", "township"), owner("02", "township", table(LEDGER, ("上坪村", *CENTRE[1:])))]
    findings = list(check_cleanup(owners, VILLAGES, LINES))
    assert [one.location.line for one in findings] == [2, 3, 4]
