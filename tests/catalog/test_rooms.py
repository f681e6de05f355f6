"""rooms.csv and honours.csv: each fault at its cell, and whose rooms and honours they are."""

from __future__ import annotations

from datetime import date

import pytest

from listgen.catalog.effective import Effective
from listgen.catalog.model import Honour, Room
from listgen.catalog.rooms import check_rooms, load_honours, load_rooms, rooms_by_village
from listgen.catalog.views import village_views
from tests.catalog.samples import files, load, village

ROOM_HEAD, HONOUR_HEAD = "村编号,室名,功能,数量\n", "村编号,荣誉,授予单位,年份\n"
NUMBER = "11010519491231002X"  # of nobody: the example of GB 11643-1999


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ("全部,活动室,议事、阅览,2\n00001,卫生室,,", []),
        ("1,活动室,,", [("lost-zeros", "A2")]),
        ("全县,活动室,,", [("bad-code", "A2")]),
        ("全部,,,", [("field-empty", "B2")]),
        ("全部,活动  室,,", [("blanks-in-name", "B2")]),
        ("全部,活动室,议事,0", [("bad-code", "D2")]),
        ("全部,活动室,议事,两", [("bad-code", "D2")]),
        ("全部,活动室,议事、、阅览,", [("bad-room-function", "C2")]),
        ("全部,活动室,议事、,", [("bad-room-function", "C2")]),
        ("全部,活动室,议事；阅览,", [("bad-room-function", "C2")]),
        ("全部,活动室,议事、阅览、议事,", [("room-function-twice", "C2")]),
        ("全部,活动室,,\n全部,活动室,议事,", [("room-twice", "B3")]),
        ("00001,活动室,,\n00002,活动室,议事,", []),
        (f"全部,活动室,{NUMBER},", [("identity-number", "C2")]),
    ],
)
def test_rooms(rows: str, found: list[tuple[str, str]]) -> None:
    findings = load_rooms((ROOM_HEAD + rows + "\n").encode())[1]
    assert [(finding.slug, finding.location.cell) for finding in findings] == found


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ("00001,文明村,县委,2024\n00001,文明村,市委,2024\n00001,文明村,县委,2021", []),
        ("全部,文明村,县委,2024", [("bad-code", "A2")]),
        ("00001,,县委,2024", [("field-empty", "B2")]),
        ("00001,文明村,,2024", [("field-empty", "C2")]),
        ("00001,文明村,县委,24", [("bad-code", "D2")]),
        ("00001,文明村,县委,２０２４", [("full-width-in-code", "D2")]),
        ("00001,文明村,县委,2024\n00001,文明村,县委,2024", [("honour-twice", "B3")]),
        (f"00001,张三{NUMBER},县委,2024", [("identity-number", "B2")]),
    ],
)
def test_honours(rows: str, found: list[tuple[str, str]]) -> None:
    findings = load_honours((HONOUR_HEAD + rows + "\n").encode())[1]
    assert [(finding.slug, finding.location.cell) for finding in findings] == found


@pytest.mark.parametrize("head", ["村编号,室名\n", "村编号,室名,功能,面积\n"])
def test_columns_are_those_that_are_known(head: str) -> None:
    rooms, findings = load_rooms(head.encode())
    assert rooms == ()
    assert [finding.slug.startswith("csv-column") for finding in findings] == [True]


def test_an_own_row_takes_the_place_of_the_shared_one() -> None:
    text = ROOM_HEAD + "全部,活动室,议事,\n全部,书屋,,\n00001,卫生室,,\n00001,活动室,排练,3\n"
    catalog, _ = load(files() | {"rooms.csv": text})
    held = rooms_by_village(catalog.rooms, catalog.villages)
    assert held["00001"] == (
        Room("00001", "活动室", ("排练",), 3),
        Room("全部", "书屋", (), 1),
        Room("00001", "卫生室", (), 1),
    )
    others = [village.id for village in catalog.villages if village.id != "00001"]
    assert others
    assert all([room.name for room in held[id_]] == ["活动室", "书屋"] for id_ in others)


def test_a_village_sees_its_own_honours() -> None:
    text = HONOUR_HEAD + "00001,文明村,县委,2024\n"
    catalog, findings = load(files() | {"honours.csv": text})
    assert findings == []
    views = village_views(catalog, "https://a.example/", Effective(catalog, date(2026, 1, 1)))
    assert {view.village.id: view.honours for view in views if view.honours} == {
        "00001": (Honour("00001", "文明村", "县委", "2024"),)
    }


def test_what_the_roster_and_the_year_say_against_them() -> None:
    rooms = ROOM_HEAD + "99999,活动室,,\n00005,活动室,,\n00001,活动室,,\n"
    texts = files(villages=[village("00001"), village("00005", 状态="已撤销")]) | {"rooms.csv": rooms}
    catalog, _ = load(texts | {"honours.csv": HONOUR_HEAD + "00001,文明村,县委,2027\n"})
    found = [(one.slug, one.location.file, one.location.cell) for one in check_rooms(catalog, 2026)]
    assert found == [
        ("row-of-unknown-village", "rooms.csv", "A2"),
        ("row-of-former-village", "rooms.csv", "A3"),
        ("honour-to-come", "honours.csv", "D2"),
    ]
