"""Findings about wordings: slug, place, facts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from listgen.findings import Finding, Location
from listgen.signage.check import SignText, check_halls, check_signs
from listgen.signage.scheme import HallSlot, Margins, Orientation, Scheme
from listgen.signage.scheme_check import check_scheme
from tests.signage.shipped import FUNCTIONS, HALL, PLACES, SCHEME, WORDINGS
from tests.typeset.shipped import FACES, NAME

CELL = Location("villages.csv", cell="F7")
SIGNS = Location("county.yaml", line=20)
LINK = "https://fw.lanxi.example/qingdan/001733/"


def text(slot: str, wording: str) -> SignText:
    return SignText("青石村", slot, wording, CELL, PLACES)


@pytest.mark.parametrize("slot", WORDINGS)
def test_a_good_wording(slot: str) -> None:
    assert check_signs(SCHEME, [text(slot, WORDINGS[slot])], FACES) == []


@pytest.mark.parametrize(
    ("slot", "wording", "slugs"),
    [
        ("committee", "𣒍" + 3 * NAME, []),  # what has no outline is said by check_coverage
        ("committee", 3 * NAME, ["text-too-long"]),
        ("center", 3 * NAME, ["text-too-long"]),
        ("committee", "青石(白云)村村民委员会", ["mark-not-turned", "mark-not-turned"]),
        ("committee", "青石-白云村村民委员会", ["mark-not-turned"]),
        ("committee", "青石（白云）—A·12村村民委员会", []),
        ("center", "青石(白云)村党群服务中心", []),
        ("center", NAME + NAME + "党群服务中心", ["text-too-long"]),
    ],
)
def test_a_bad_wording(slot: str, wording: str, slugs: list[str]) -> None:
    findings = check_signs(SCHEME, [text(slot, wording)], FACES)
    assert [finding.slug for finding in findings] == slugs
    assert all(finding.location == CELL for finding in findings)
    assert all(finding.facts()["owner"] == "青石村" for finding in findings)


def test_a_long_text_says_what_would_fit() -> None:
    (finding,) = check_signs(SCHEME, [text("party", 3 * NAME)], FACES)
    facts = finding.facts()
    assert (facts["count"], facts["most"], facts["sign"]) == ("66", "56", "党组织牌")


@pytest.mark.parametrize("tail", ["党群服务中心", "和邻村合办的党群服务中心", ""])
@pytest.mark.parametrize("slot", ["center", "station", "party"])
def test_the_board_that_is_named_holds_the_text_and_none_shorter(slot: str, tail: str) -> None:
    wording = 3 * NAME + tail
    (finding,) = check_signs(SCHEME, [text(slot, wording)], FACES)
    for more, slugs in ((0, []), (-2, ["text-too-long"])):
        size = float(finding.facts()["length"]) + more
        sign = SCHEME.slot(slot)
        vertical = sign.orientation is Orientation.VERTICAL
        board = replace(sign, height=size) if vertical else replace(sign, width=size)
        found = check_signs(replace(SCHEME, slots=(board,)), [text(slot, wording)], FACES)
        assert [finding.slug for finding in found] == slugs


@pytest.mark.parametrize("slot", ["center", "station", "party"])
def test_as_many_characters_as_are_named_fit_and_no_more(slot: str) -> None:
    (finding,) = check_signs(SCHEME, [text(slot, 6 * NAME)], FACES)
    most = int(finding.facts()["most"])
    assert check_signs(SCHEME, [text(slot, (6 * NAME)[:most])], FACES) == []
    (again,) = check_signs(SCHEME, [text(slot, (6 * NAME)[: most + 1])], FACES)
    assert again.slug == "text-too-long"


@pytest.mark.parametrize("tail", ["综合服务大厅", "", "同邻村合办的便民服务中心"])
def test_the_hall_sign_that_is_named_holds_the_heading(tail: str) -> None:
    wording = 2 * NAME + tail
    (finding,) = halls(HALL, wording)
    length, most = int(finding.facts()["length"]), int(finding.facts()["most"])
    assert halls(replace(HALL, width=float(length)), wording) == []
    assert [found.slug for found in halls(replace(HALL, width=length - 2.0), wording)] == ["text-too-long"]
    kept = wording[:most] if wording == finding.facts()["value"] else NAME[:most] + "综合服务大厅"
    assert halls(HALL, kept) == []


def halls(hall: HallSlot, wording: str) -> list[Finding]:
    return check_halls(hall, [text("hall", wording)], FUNCTIONS, "0600-5550100", FACES, SIGNS)


@pytest.mark.parametrize("count", [1, 4, 8])
def test_as_many_characters_of_a_function_as_are_named_fit(count: int) -> None:
    long = "退役军人和其他优抚对象服务保障"

    def checked(most: int) -> list[Finding]:
        name = text("hall", "青石村综合服务大厅")
        return check_halls(HALL, [name], (long[:most],) * count, "0600-5550100", FACES, SIGNS)

    (finding,) = checked(len(long))
    most = int(finding.facts()["most"])
    assert checked(most) == []
    assert [found.slug for found in checked(most + 1)] == ["hall-text-too-long"]


def test_good_hall_signs() -> None:
    assert (
        check_halls(HALL, [text("hall", "青石村综合服务大厅")], FUNCTIONS, "0600-5550100", FACES, SIGNS) == []
    )


@pytest.mark.parametrize(
    ("wording", "functions", "slugs", "place"),
    [
        ("青石村综合服务大厅", ("党群服务",) * 9, ["hall-sign-crowded"], SIGNS),
        ("青石村综合服务大厅", ("退役军人和其他优抚对象服务保障",) * 8, ["hall-text-too-long"], SIGNS),
        (NAME + NAME + "综合服务大厅", FUNCTIONS, ["text-too-long"], CELL),
    ],
)
def test_bad_hall_signs(wording: str, functions: tuple[str, ...], slugs: list[str], place: Location) -> None:
    findings = check_halls(HALL, [text("hall", wording)], functions, "0600-5550100", FACES, SIGNS)
    assert [finding.slug for finding in findings] == slugs
    assert findings[0].location == place


@pytest.mark.parametrize(
    ("height", "width", "face", "slug"),
    [
        (5060, 350, "serif-black", "board-too-large"),
        (2000, 90, "serif-black", "board-too-narrow"),
        (2000, 49, "serif-black", "board-too-small"),
        (2000, 350, "kai", "face-unknown"),
    ],
)
def test_an_unsound_scheme(height: float, width: float, face: str, slug: str) -> None:
    slot = replace(SCHEME.slot("party"), height=height, width=width, face=face, margins=Margins(105, 0))
    slot = replace(slot, character_min=min(60, width))
    findings = check_scheme(replace(SCHEME, slots=(slot,)), FACES, LINK, SIGNS)
    assert slug in [finding.slug for finding in findings]


def hall_with(code: float, reading_distance: float) -> Scheme:
    panel = replace(HALL.panel, code=code, reading_distance=reading_distance)
    return replace(SCHEME, hall=replace(HALL, panel=panel))


@pytest.mark.parametrize(
    ("length", "distance", "code", "least"),  # ISO/IEC 18004, table 7: bytes at level Q, by version
    [
        (40, 1.0, 164, None),  # version 4, 41 modules of 4 mm
        (40, 1.0, 163.9, 164),
        (40, 2.0, 320, 328),
        (46, 1.5, 246, None),
        (47, 1.5, 246, 270),  # version 5
        (60, 1.5, 250, 270),
        (86, 1.5, 317, 318),  # version 7
        (87, 1.5, 318, 342),  # version 8
        (108, 1.5, 350, None),
        (109, 1.5, 350, 366),
        (40, 0.01, 13, 14),  # no printer prints a module below 0.33 mm
    ],
)
def test_a_code_is_large_enough_for_its_link_and_distance(
    length: int, distance: float, code: float, least: int | None
) -> None:
    link = LINK[:-7] + "q" * (length - len(LINK)) + LINK[-7:]
    findings = check_scheme(hall_with(code=code, reading_distance=distance), FACES, link, SIGNS)
    assert [finding.slug for finding in findings] == ["code-too-small"] * (least is not None)
    assert [finding.facts()["least"] for finding in findings] == [str(least)] * (least is not None)


def test_a_small_code_says_from_where_it_is_read() -> None:
    (finding,) = check_scheme(hall_with(code=320, reading_distance=2), FACES, LINK, SIGNS)
    facts = finding.facts()
    assert (facts["value"], facts["distance"], facts["reached"]) == ("320", "2", "1.9")
    mended = hall_with(code=float(facts["least"]), reading_distance=2)
    assert check_scheme(mended, FACES, LINK, SIGNS) == []


def test_an_endless_address_is_refused() -> None:
    findings = check_scheme(SCHEME, FACES, LINK + "q" * 3000, SIGNS)
    assert [finding.slug for finding in findings] == ["code-too-long"]


def test_what_no_face_can_set_is_not_tried() -> None:
    hall = replace(HALL, text_face="kai")
    assert check_halls(hall, [text("hall", "青石村")], FUNCTIONS, "", FACES, SIGNS) == []
    scheme = replace(SCHEME, slots=(replace(SCHEME.slot("party"), face="kai"),))
    assert check_signs(scheme, [text("party", NAME)], FACES) == []
