"""The shipped schemes are what they say, and of a wrong file every fault is named with its line."""

from __future__ import annotations

from typing import Any

import pytest

from listgen.build.digest import Digester
from listgen.drawing.model import Ink
from listgen.findings import Location
from listgen.signage.scheme_check import check_scheme
from listgen.signage.scheme_file import load_scheme
from tests.signage.shipped import HALL, SCHEME, SCHEMES, scheme_table, scheme_text, shipped_scheme
from tests.typeset.shipped import FACES

FIVE = ("party", "committee", "collective", "supervision", "station")
LINK = "https://fw.lanxi.example/qingdan/001733/"
COUNTY = Location("county.yaml", line=20)


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


@pytest.mark.parametrize("name", SCHEMES)
def test_the_shipped_schemes_are_sound(name: str) -> None:
    assert check_scheme(shipped_scheme(name), FACES, LINK, COUNTY) == []


@pytest.mark.parametrize(
    ("name", "orientations"),
    [
        ("yi-heng-wu-shu", {"center": "horizontal"} | dict.fromkeys(FIVE, "vertical")),
        ("yi-heng-liang-shu", {"service": "horizontal", "party": "vertical", "committee": "vertical"}),
    ],
)
def test_the_other_schemes(name: str, orientations: dict[str, str]) -> None:
    scheme = shipped_scheme(name)
    assert {slot.id: slot.orientation.value for slot in scheme.slots} == orientations
    assert scheme.hall == HALL
    assert len({(slot.place.side, slot.place.order) for slot in scheme.slots}) == len(scheme.slots)


@pytest.mark.parametrize("name", SCHEMES)
def test_every_sign_says_what_it_is_made_of_and_how_its_wording_ends(name: str) -> None:
    for sign in shipped_scheme(name).signs:
        assert sign.make.material and sign.make.process
        assert all(texts for _, texts in sign.endings)


def found(text: str) -> list[tuple[str, str, int]]:
    """Slug, key and line of all that is wrong with a scheme's file."""
    scheme, findings = load_scheme(scheme_table(text))
    findings += check_scheme(scheme, FACES, LINK, COUNTY)
    assert {finding.location.file for finding in findings} <= {"scheme.yaml"}
    return [
        (finding.slug, facts.get("field", facts["value"]), finding.location.line)
        for finding in dict.fromkeys(findings)
        for facts in (finding.facts(),)
    ]


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


NO_TABLE = "field-not-a-table"
PARTY = "- id: party\n"
# Where a fault that is of no one key is shown.
KEYS = {
    "margins-too-large": ("margins",),
    "board-too-large": ("trim",),
    "board-too-narrow": ("trim",),
    "face-unknown": ("face",),
    "ink-like-ground": ("ink", "panel", "band"),
    "place-taken": ("place",),
    "place-seen-otherwise": ("place",),
}
BOARD = "trim: {width: 350, height: 2000}"


@pytest.mark.parametrize(
    ("after", "old", "new", "slugs"),
    [
        ("", "schema: 1", "schema: 2", ["field-not-a-choice"]),
        ("", "id: yi-heng", "nr: yi-heng", ["missing-field", "unknown-field"]),
        (PARTY, "ground: white", "ground: gold", ["field-not-a-choice"]),
        (PARTY, "logo: 无", "logo: 党徽.svg", ["field-not-a-choice"]),
        (PARTY, BOARD, "trim: {width: 宽, height: 2000}", ["not-a-number"]),
        (PARTY, BOARD, "trim: {width: nan, height: 2000}", ["not-a-number"]),
        (PARTY, BOARD, "trim: {width: inf, height: 2000}", ["not-a-number"]),
        (PARTY, BOARD, "trim: {width: 1e999, height: 2000}", ["not-a-number"]),
        (PARTY, BOARD, "trim: {width: 3_5_0, height: 2000}", ["not-a-number"]),
        (PARTY, BOARD, "trim: {width: ３５０, height: 2000}", ["not-a-number"]),
        (PARTY, BOARD, "trim: {width: -350, height: 2000}", ["number-out-of-range"]),
        (PARTY, BOARD, "trim: {width: 0, height: 2000}", ["number-out-of-range"]),
        (PARTY, BOARD, "trim: {width: 350, height: 5051}", ["board-too-large"]),
        (PARTY, BOARD, "trim: {width: 350, height: 5050}", []),
        (PARTY, BOARD, "trim: {width: 120, height: 2000}", ["margins-too-large"]),
        (PARTY, BOARD, "trim: {width: 350, height: 260}", ["margins-too-large"]),
        (PARTY, BOARD, "trim: 350", ["field-not-a-table"]),
        (PARTY, BOARD, "nothing: 1", ["missing-field", "unknown-field"]),
        (PARTY, "margins: {end: 105, side: 60}", "margins: {end: 105, side: 160}", ["margins-too-large"]),
        (PARTY, "margins: {end: 105, side: 60}", "margins: {end: 2000, side: 60}", ["margins-too-large"]),
        (PARTY, "character_min: 60", "character_min: 231", ["margins-too-large"]),
        (PARTY, "character_min: 60", "character_min: 220", ["board-too-narrow"]),
        (PARTY, "character_min: 60", "character_min: 0", ["number-out-of-range"]),
        (PARTY, "ink: red", "ink: white", ["ink-like-ground"]),
        (PARTY, "face: serif-black", "face: kai", ["face-unknown"]),
        (PARTY, "order: 1", "order: 0", ["bad-code"]),
        (PARTY, "order: 1", "order: first", ["bad-code"]),
        (PARTY, "order: 1", "order: ①", ["bad-code"]),
        (PARTY, "order: 1", "order: 2", ["place-taken"]),
        (PARTY, "side: right", "side: above", ["place-taken"]),
        (PARTY, "view: viewer", "view: gate", ["place-seen-otherwise"]),
        (PARTY, "view: viewer", "view: 背", ["field-not-a-choice"]),
        (PARTY, "logo: 无", "logo: 无\n  colour: red", ["unknown-field"]),
        (PARTY, "logo: 无", "logo: 无\n  emphasis: [支部委员会]", ["unknown-field"]),
        (PARTY, "id: party", "id: center", ["sign-twice"]),
        (PARTY, "column: 党组织牌", "column: 大厅牌", ["sign-twice"]),
        (PARTY, "column: 党组织牌", "column: 党组织", ["bad-code"]),
        (PARTY, "material: 1.2 mm 304不锈钢板烤白漆", "material: ''", ["field-empty"]),
        (PARTY, "process: 字面丝印或雕刻填漆", "process: " + "漆" * 61, ["field-too-long"]),
        (PARTY, "community: [社区", "town: [社区", ["missing-field", "unknown-field"]),
        ("", "width: 2400, height: 600", "width: 2400, height: 593", ["sign-lacks-room"]),
        ("", "width: 2400, height: 600", "width: 450, height: 600", ["margins-too-large"]),
        ("", "lead: {em: 100, em_min: 60", "lead: {em: 50, em_min: 60", ["line-reversed"]),
        ("", "em_min: 60, track_min: 0.06", "em_min: 59, track_min: 0.06", ["line-below-least"]),
        ("", "track_min: 0.06, track_max: 0.42", "track_min: 0.5, track_max: 0.42", ["line-reversed"]),
        ("", "track_max: 0.42", "track_max: 6", ["number-out-of-range"]),
        ("", "inset: 26, width: 6", "inset: 80, width: 6", ["sign-lacks-room"]),
        ("", "band: {height: 136", "band: {height: 60", ["sign-lacks-room"]),
        ("", "136, ground: white, ink: red", "136, ground: red, ink: red", ["ink-like-ground"]),
        ("", "emphasis: [党群服务中心, 党群服务站]", "emphasis: {a: b}", ["field-not-texts"]),
        ("", "main: {em: 264, em_min: 110, track_min: 0.04, track_max: 0.16}", "main: 大", [NO_TABLE]),
        ("", "yellow: 100, black: 0}", "yellow: 101, black: 0}", ["number-out-of-range"]),
        ("", "yellow: 100, black: 0}", "yellow: 100, green: 0}", ["missing-field", "unknown-field"]),
        ("panel:", "code: 350", "code: 421", 2 * ["sign-lacks-room"]),
        ("panel:", "top: 38", "top: 93", ["sign-lacks-room"]),
        ("hall:   #", "width: 420", "width: 1430", ["margins-too-large"]),
        ("panel:", "ink: black", "ink: white", ["ink-like-ground"]),
        ("panel:", "reading_distance: 1.5", "reading_distance: 0", ["number-out-of-range"]),
        ("panel:", "community: [微信", "town: [微信", ["missing-field", "unknown-field"]),
        ("slots:", "slots:", "slots: 无\nsigns:", ["field-not-tables", "unknown-field"]),
    ],
)  # fmt: skip
def test_a_fault_is_found_in_its_line(after: str, old: str, new: str, slugs: list[str]) -> None:
    text = scheme_text()
    head, tail = text[: text.index(after)], text[text.index(after) :]
    changed = head + tail.replace(old, new, 1)
    assert changed != text
    faults = found(changed)
    assert sorted(slug for slug, _, _ in faults) == slugs
    for slug, key, line in faults:
        if slug != "missing-field":  # which stands where its mapping begins
            shown = changed.splitlines()[line - 1]
            assert any(f"{name}:" in shown for name in KEYS.get(slug, (key,)))
            assert line >= line_of(text, after)


@pytest.mark.parametrize(
    ("ink", "slug"),
    [
        ("{cyan: 90, magenta: 80, yellow: 80, black: 60}", "too-much-ink"),
        ("{cyan: 60, magenta: 0, yellow: 0, black: 100}", "black-of-many-inks"),
    ],
)
def test_an_ink_that_prints_badly_is_a_warning(ink: str, slug: str) -> None:
    text = scheme_text().replace("{cyan: 0, magenta: 0, yellow: 0, black: 100}", ink)
    scheme, findings = load_scheme(scheme_table(text))
    findings += check_scheme(scheme, FACES, LINK, COUNTY)
    assert {finding.severity.value for finding in findings} == {"warn"}
    assert slug in {finding.slug for finding in findings}


def test_all_faults_are_found_at_once() -> None:
    """A sign whose form is broken keeps none of the others from being judged."""
    text = scheme_text().replace("ground: red", "ground: pink", 1).replace("end: 72", "end: 1e9", 1)
    text = text.replace("ink: black", "ink: white", 1).replace("order: 2", "order: 1", 1)
    assert [slug for slug, _, _ in found(text)] == [
        "field-not-a-choice",
        "not-a-number",
        "ink-like-ground",
        "place-taken",
    ]


def test_a_broken_ink_is_one_fault() -> None:
    text = scheme_text().replace("magenta: 100", "magenta: viel", 1)
    assert found(text) == [("not-a-number", "magenta", line_of(text, "viel"))]


def test_a_scheme_may_have_no_hall_sign() -> None:
    text = scheme_text()
    scheme, findings = load_scheme(scheme_table(text[: text.index("hall:   #")]))
    assert scheme.hall is None and not findings


def test_where_a_key_stands_is_no_part_of_what_a_scheme_says() -> None:
    """A comment more in the file makes no sign anew."""
    moved, _ = load_scheme(scheme_table("# more\n" + scheme_text()))
    assert moved == SCHEME
    assert Digester().of(moved.slots) == Digester().of(SCHEME.slots)
    assert moved.slots[0].places != SCHEME.slots[0].places
