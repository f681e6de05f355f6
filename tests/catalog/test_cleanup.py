"""cleanup.csv: each fault at its cell, and the counts before and after."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from listgen.catalog.cleanup import check_cleanup, load_cleanup
from listgen.catalog.cleanup_counts import CleanupCount, count_cleanup, count_townships, total
from listgen.catalog.model import Catalog
from tests.catalog.samples import files, load, village

HEAD = "编号,牌子名称,位置,块数,处理,现归,处理日期\n"
DAY = date(2026, 11, 21)
NUMBER = "11010519491231002X"  # of nobody: the example of GB 11643-1999


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ("00001,综治中心,,1,取消,,2026-06-18\n01,创建点,大门,1,保留,,", []),
        ("00001,综治中心,,1,合并,党群服务中心牌,", []),
        ("1,综治中心,,1,取消,,", [("lost-zeros", "A2")]),
        ("全部,综治中心,,1,取消,,", [("bad-code", "A2")]),
        (",,,,,,", []),
        (",综治中心,,,,,", [("field-empty", "A2"), ("field-empty", "D2"), ("field-empty", "E2")]),
        ("00001,,,1,取消,,", [("field-empty", "B2")]),
        ("00001,综治  中心,,1,取消,,", [("blanks-in-name", "B2")]),
        ("00001,综治中心,,0,取消,,", [("bad-sign-quantity", "D2")]),
        ("00001,综治中心,,1000,取消,,", [("bad-sign-quantity", "D2")]),
        ("00001,综治中心,,２,取消,,", [("bad-sign-quantity", "D2")]),
        ("00001,综治中心,,1块,取消,,", [("bad-sign-quantity", "D2")]),
        ("00001,综治中心,,1,拆除,,", [("field-not-a-choice", "E2")]),
        ("00001,综治中心,,1,合并,,", [("merged-into-no-sign", "F2")]),
        ("00001,综治中心,,1,取消,大厅牌,", [("sign-gone-yet-somewhere", "F2")]),
        ("00001,展板,,1,移到网上,大厅牌,", [("sign-gone-yet-somewhere", "F2")]),
        ("00001,综治中心,,1,取消,,2026/6/18", [("bad-date", "G2")]),
        ("00001,展板,楼上,1,取消,,\n00001,展板,楼下,1,取消,,\n00002,展板,楼上,1,取消,,", []),
        ("00001,展板,楼上,1,取消,,\n00001,展板,楼上,2,移到网上,,", [("old-sign-twice", "B3")]),
        (f"00001,张三{NUMBER},,1,取消,,", [("identity-number", "B2")]),
    ],
)
def test_form(rows: str, found: list[tuple[str, str]]) -> None:
    findings = load_cleanup((HEAD + rows + "\n").encode())[1]
    assert [(finding.slug, finding.location.cell) for finding in findings] == found


def test_a_merged_sign_without_the_column_is_told_at_its_fate() -> None:
    findings = load_cleanup("编号,牌子名称,块数,处理\n00001,综治中心,1,合并\n".encode())[1]
    assert [(one.slug, one.location.cell) for one in findings] == [("merged-into-no-sign", "D2")]


def catalog(rows: str) -> Catalog:
    """A township of two villages with these old signs."""
    loaded, _ = load(files(villages=[village("00001"), village("00002", 名称="白石村")]))
    signs, findings = load_cleanup((HEAD + rows + "\n").encode())
    assert findings == []
    return replace(loaded, old_signs=signs)


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("00001,综治中心,,1,取消,,2026-11-21", []),
        ("00003,综治中心,,1,取消,,", [("old-sign-of-unknown-owner", "A2")]),
        ("09,综治中心,,1,取消,,", [("old-sign-of-unknown-owner", "A2")]),
        ("001,综治中心,,1,取消,,", [("old-sign-of-unknown-owner", "A2")]),
        ("00001,综治中心,,1,取消,,2026-11-22", [("cleanup-day-to-come", "G2")]),
    ],
)
def test_against_roster_and_day(row: str, found: list[tuple[str, str]]) -> None:
    findings = check_cleanup(catalog(row), DAY)
    assert [(finding.slug, finding.location.cell) for finding in findings] == found


ROWS = """\
00001,综治中心,,2,合并,委员会牌,2026-06-18
00001,展板,,12,移到网上,,2026-06-18
00001,创建点,,1,取消,,
00001,岚溪县青石村村民委员会,,1,保留,委员会牌,
00001,河长公示牌,村口,1,保留,,
01,领导小组办公室,,7,取消,,2026-12-01
01,镇政府,,1,保留,,"""


def test_counts_are_of_signs_and_on_their_base() -> None:
    """The village that has no row counts on neither side, though the scheme hangs signs there."""
    counts = count_cleanup(catalog(ROWS), {"00001": 4, "00002": 4}, DAY)
    assert list(counts) == ["01", "00001"]
    assert counts["00001"] == CleanupCount(
        villages=1, kept=2, merged=2, cancelled=1, online=12, open=1, hung=4, besides=1
    )
    assert counts["01"] == CleanupCount(kept=1, cancelled=7, open=7, besides=1)
    (town,) = count_townships(catalog(ROWS), counts).values()
    assert town == total(counts.values())
    assert (town.before, town.after, town.change, town.share) == (25, 6, -19, Decimal("-76.0"))


def test_what_a_former_village_kept_hangs_beside_the_scheme() -> None:
    """It has no signs of the scheme any more, and is none of the villages that were looked through."""
    loaded = catalog("00001,村委会,,1,保留,委员会牌,")
    gone = replace(loaded.villages[0], state="已并入", successor="00002")
    former = replace(loaded, villages=(gone, *loaded.villages[1:]))
    assert count_cleanup(former, {}, DAY) == {"00001": CleanupCount(kept=1, besides=1)}


def test_what_is_done_later_is_still_open() -> None:
    counts = count_cleanup(catalog(ROWS), {}, date(2026, 12, 1))
    assert (counts["01"].open, counts["00001"].open) == (0, 1)
