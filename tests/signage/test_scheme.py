"""The shipped scheme is what it says, and a wrong file is refused by the path of its fault."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from listgen.drawing.model import Ink
from listgen.signage.scheme_file import SchemeError, load_scheme
from tests.signage.shipped import HALL, SCHEME, scheme_data


def test_one_bar_four_boards_one_mark() -> None:
    assert [slot.id for slot in SCHEME.slots] == [
        "center",
        "party",
        "committee",
        "collective",
        "supervision",
        "station",
    ]
    assert [slot.orientation.value for slot in SCHEME.slots] == [
        "horizontal",
        *4 * ["vertical"],
        "horizontal",
    ]


def test_roster_columns() -> None:
    assert SCHEME.columns == (
        "党群服务中心牌",
        "党组织牌",
        "委员会牌",
        "集体经济组织牌",
        "监督委员会牌",
        "文明实践站牌",
        "大厅牌",
    )


@pytest.mark.parametrize("slot", SCHEME.slots, ids=lambda slot: slot.id)
def test_inks_are_solid(slot: Any) -> None:
    assert {slot.ground, slot.ink} <= {Ink(0, 1, 1, 0), Ink(0, 0, 0, 1), Ink(0, 0, 0, 0)}
    assert slot.ground != slot.ink


def test_party_is_red_and_the_others_black() -> None:
    inks = {slot.id: slot.ink for slot in SCHEME.slots if slot.ground == Ink(0, 0, 0, 0)}
    assert inks.pop("party") == Ink(0, 1, 1, 0)
    assert set(inks.values()) == {Ink(0, 0, 0, 1)}


def test_no_two_signs_hang_at_one_place() -> None:
    places = [slot.place for slot in SCHEME.slots]
    assert len(set(places)) == len(places)
    assert {place.view for place in places} == {"viewer"}


def test_the_two_red_bars_differ_in_rank() -> None:
    center, station = SCHEME.slot("center").bar, SCHEME.slot("station").bar
    assert center and station
    assert center.frame and not center.band
    assert station.band and not station.frame


def test_the_code_is_read_from_where_people_stand() -> None:
    assert HALL.panel.reading_distance == 1.5


def change(path: str, value: Any) -> Callable[[Any], None]:
    def apply(data: Any) -> None:
        *parents, last = (int(key) if key.isdigit() else key for key in path.split("."))
        for key in parents:
            data = data[key]
        if value is None:
            del data[last]
        else:
            data[last] = value

    return apply


@pytest.mark.parametrize(
    ("path", "value", "key", "problem"),
    [
        ("schema", "2", "schema", "not-one-of"),
        ("id", None, "id", "missing"),
        ("slots.0.ground", "gold", "slots[0].ground", "not-one-of"),
        ("slots.0.logo", "党徽.svg", "slots[0].logo", "not-one-of"),
        ("slots.1.trim.width", "宽", "slots[1].trim.width", "not-a-number"),
        ("slots.1.trim.width", "-350", "slots[1].trim.width", "not-a-number"),
        ("slots.1.trim.width", "nan", "slots[1].trim.width", "not-a-number"),
        ("slots.1.trim.width", "0", "slots[1].trim.width", "not-a-number"),
        ("slots.1.colour", "red", "slots[1].colour", "unknown"),
        ("slots.1.emphasis", ["支部委员会"], "slots[1].emphasis", "unknown"),
        ("slots.1.place.view", "背", "slots[1].place.view", "not-one-of"),
        ("slots.1.id", "center", "slots.id", "twice"),
        ("slots.1.column", "大厅牌", "slots.column", "twice"),
        ("slots.0.main", "大", "slots[0].main", "not-a-mapping"),
        ("slots.0.emphasis", "党群服务中心", "slots[0].emphasis", "not-a-list"),
        ("inks.red.green", "5", "inks.red.green", "unknown"),
        ("hall.panel.invitation.town", [], "hall.panel.invitation.town", "unknown"),
        ("hall.panel.invitation.village", None, "hall.panel.invitation.village", "missing"),
        ("hall.panel.reading_distance", None, "hall.panel.reading_distance", "missing"),
        ("hall.panel.reading_distance", "0", "hall.panel.reading_distance", "not-a-number"),
        ("slots", "无", "slots", "not-a-list"),
    ],
)
def test_a_wrong_file_is_refused(path: str, value: Any, key: str, problem: str) -> None:
    data = scheme_data()
    change(path, value)(data)
    with pytest.raises(SchemeError) as caught:
        load_scheme(data)
    assert (caught.value.key, caught.value.problem) == (key, problem)


def test_a_scheme_may_have_no_hall_sign() -> None:
    data = scheme_data()
    change("hall", None)(data)
    assert load_scheme(data).hall is None
