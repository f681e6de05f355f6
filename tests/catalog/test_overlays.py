"""Deviations that end by themselves, and a village's or township's own contact of an item."""

from __future__ import annotations

from datetime import date

import pytest

from listgen.catalog.effective import Effective
from listgen.catalog.model import Catalog
from listgen.catalog.rules import check_catalog
from tests.catalog.samples import COUNTY, DAY, VILLAGES, catalog, files, item, load, overlay, seen, village

PHONE = "0600-5550101"


def _row(scope: str, action: str, id_: str = "LX-0001", **cells: str) -> dict[str, str]:
    return overlay(scope, id_, action) | {"自": "", "至": "", "电话": "", "地点": ""} | cells


def _with(*rows: dict[str, str], **fields: object) -> Catalog:
    return catalog(item("LX-0001", optional="yes", **fields), item("LX-0002"), overlays=list(rows))


def _contact(loaded: Catalog, owner: str, day: date = DAY, id_: str = "LX-0001") -> tuple[str, str]:
    """Phone and place of an item as the papers and the page of an owner get it."""
    effective = Effective(loaded, day)
    villages = {village.id: village for village in loaded.villages}
    township = loaded.townships.get(owner)
    views = effective.township(township) if township else effective.village(villages[owner])
    (view,) = (view for view in views if view.id == id_)
    return view.service.phone, view.service.place


@pytest.mark.parametrize(
    ("day", "held"),
    [
        (date(2026, 11, 30), True),
        (date(2026, 12, 1), False),
        (date(2026, 12, 31), False),
        (date(2027, 1, 1), True),
    ],
)
def test_a_deviation_begins_and_ends_by_itself(day: date, held: bool) -> None:
    loaded = _with(_row("01", "停用", 自="2026-12-01", 至="2026-12-31"))
    assert ("LX-0001" in {view.id for view in Effective(loaded, day).village(loaded.villages[0])}) is held


CONTACTS = (
    _row("01", "联系", 电话=PHONE),
    _row("00002", "联系", 地点="村委会二楼"),
    _row("00004", "联系", 电话="0600-5550104", 地点="社区大厅", 至="2026-11-30"),
)


@pytest.mark.parametrize(
    ("owner", "day", "contact"),
    [
        ("00001", DAY, (PHONE, "镇便民中心")),
        ("00002", DAY, (PHONE, "村委会二楼")),
        ("00003", DAY, ("0600-1", "镇便民中心")),
        ("00004", DAY, ("0600-5550104", "社区大厅")),
        ("00004", date(2026, 12, 1), (PHONE, "镇便民中心")),
        ("01", DAY, (PHONE, "镇便民中心")),
        ("02", DAY, ("0600-1", "镇便民中心")),
    ],
)
def test_a_contact_reaches_its_scope_and_no_other(owner: str, day: date, contact: tuple[str, str]) -> None:
    applies = ["village", "community", "township"]
    loaded = _with(*CONTACTS, applies=applies, phone="0600-1", place="镇便民中心")
    assert _contact(loaded, owner, day) == contact


def test_a_contact_is_of_one_item_and_not_of_the_county() -> None:
    loaded = _with(*CONTACTS)
    assert _contact(loaded, "00001", id_="LX-0002") == ("", "")
    assert [view.service.phone for view in Effective(loaded, DAY).county()] == ["", ""]


def test_villages_with_the_same_overlays_share_their_list() -> None:
    loaded = _with(*CONTACTS, _row("02", "停用"))
    effective = Effective(loaded, DAY)
    first, second, third, _ = loaded.villages
    assert [view.id for view in effective.village(third)] == ["LX-0002"]
    plain = Effective(_with(_row("02", "停用")), DAY)
    assert plain.village(first) is plain.village(second)
    assert effective.village(first)[1] is effective.village(second)[1]


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([_row("01", "停用")], []),
        ([_row("01", "停用", 自="2026-01-01", 至="2027-01-01")], []),
        ([_row("01", "停用", 至="2026-11-21")], []),
        ([_row("01", "停用", 至="2026-11-20")], [("overlay-expired", "F2")]),
        ([_row("01", "停用", 自="2026-12-02", 至="2026-12-01")], [("overlay-ends-before-it-begins", "F2")]),
        ([_row("01", "停用", 至="2026年底")], [("bad-date", "F2")]),
        ([_row("01", "停用"), _row("01", "停用")], [("duplicate-overlay", "B3")]),
        (
            [_row("01", "停用", 至="2026-11-30"), _row("01", "停用", 自="2026-11-30")],
            [("duplicate-overlay", "B3")],
        ),
        ([_row("01", "停用", 至="2026-11-30"), _row("01", "停用", 自="2026-12-01")], []),
        ([_row("00001", "联系", 电话=PHONE), _row("00002", "停用")], []),
        (
            [_row("00001", "联系", 电话=PHONE), _row("00001", "联系", 地点="一楼")],
            [("duplicate-overlay", "B3")],
        ),
        ([_row("00001", "停用"), _row("00001", "联系", 电话=PHONE)], [("contact-of-no-item", "B3")]),
        ([_row("02", "联系", 电话=PHONE), _row("00003", "停用")], [("contact-of-no-item", "B2")]),
        ([_row("01", "联系", 电话=PHONE), _row("00001", "停用")], []),
        ([_row("00005", "联系", 电话=PHONE)], [("contact-of-no-item", "B2")]),
        ([_row("01", "联系")], [("contact-empty", "B2")]),
        ([_row("全县", "联系", 电话=PHONE)], [("contact-of-the-county", "B2")]),
        ([_row("01", "停用", 电话=PHONE)], [("contact-not-asked", "G2")]),
        ([_row("01", "停用", 地点="一楼")], [("contact-not-asked", "H2")]),
        ([_row("01", "联系", 电话="12")], [("bad-code", "G2")]),
        ([_row("01", "联系", 电话="13800000000")], [("mobile-phone-published", "G2")]),
        ([_row("01", "联系", "LX-0009", 电话=PHONE)], [("unknown-item", "B2")]),
    ],
)
def test_what_makes_no_sense(rows: list[dict[str, str]], found: list[tuple[str, str]]) -> None:
    gone = village("00005", 状态="已并入", 并入="00001")
    texts = files([item("LX-0001", optional="yes")], overlays=rows, villages=[*VILLAGES, gone])
    loaded, findings = load(texts)
    told = [*findings, *check_catalog(loaded, COUNTY, DAY)]
    assert [(slug, place.cell) for slug, place, _ in seen(told)] == found
