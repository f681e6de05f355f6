"""Signs inside the halls against rooms.csv and honours.csv."""

from __future__ import annotations

import pytest

from listgen.verify.project_inside import check_inside
from listgen.verify.promised import Owner, Sign

ROOMS = [
    (2, {"村编号": "全部", "室名": "活动室", "功能": "议事、阅览"}),
    (3, {"村编号": "00001", "室名": "卫生室"}),
]
HONOURS = [(2, {"村编号": "00001", "荣誉": "文明村", "授予单位": "县委", "年份": "2024"})]


def sign(slot: str, wording: str, *lines: str) -> Sign:
    return Sign(f"{slot}-{wording}.pdf", slot, "sign", wording, (300, 150), (), None, lines)


ACTIVITY, CLINIC = sign("room", "活动室", "白汀镇青石村", "议事", "阅览"), sign("room", "卫生室")
BOARD = sign("honours", "青石村集体荣誉", "荣誉", "授予单位", "年份", "文明村", "县委", "2024")
CARD = sign("desk-card", "青石村办事清单", "微信扫一扫")


def owner(id_: str, *signs: Sign) -> Owner:
    return Owner(id_, "village", f"村{id_}", "", "", "", {}, (), signs, (), ())


def found(first: tuple[Sign, ...], second: tuple[Sign, ...]) -> list[tuple[str, str, int]]:
    owners = [owner("00001", *first), owner("00002", *second), owner("00003", BOARD)]
    findings = check_inside(owners, {"00001", "00002"}, ROOMS, HONOURS)
    return [(one.slug, one.location.file, one.location.line) for one in findings]


@pytest.mark.parametrize(
    ("first", "second", "places"),
    [
        ((ACTIVITY, CLINIC, BOARD, CARD), (ACTIVITY, CARD), []),
        ((CARD,), (CARD,), []),
        ((BOARD,), (), []),
        ((ACTIVITY, CLINIC), (), [("rooms.csv", 2)]),
        ((ACTIVITY,), (ACTIVITY,), [("rooms.csv", 3)]),
        ((ACTIVITY, CLINIC), (ACTIVITY, CLINIC), [("rooms.csv", 0)]),
        ((sign("room", "活动室", "议事"), CLINIC), (ACTIVITY,), [("rooms.csv", 2)]),
        ((sign("room", "活动室", "议事", "阅读"), CLINIC), (ACTIVITY,), [("rooms.csv", 2)]),
        ((sign("honours", "青石村集体荣誉", "文明村", "县委", "2023"),), (), [("honours.csv", 2)]),
        ((BOARD,), (BOARD,), [("honours.csv", 0)]),
    ],
)
def test_places(first: tuple[Sign, ...], second: tuple[Sign, ...], places: list[tuple[str, int]]) -> None:
    assert found(first, second) == [("project-inside", *place) for place in places]
