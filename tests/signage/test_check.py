"""Findings about wordings: slug, place, facts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from listgen.findings import Location
from listgen.signage.check import SignText, check_halls, check_scheme, check_signs
from listgen.typeset.drawn import Drawn
from listgen.typeset.faces import Faces
from tests.signage.shipped import FUNCTIONS, HALL, PLACES, SCHEME, WORDINGS
from tests.typeset.shipped import FACES, NAME

CELL = Location("villages.csv", cell="F7")
SIGNS = Location("county.yaml", line=20)


def text(slot: str, wording: str) -> SignText:
    return SignText("青石村", slot, wording, CELL, PLACES)


@pytest.mark.parametrize("slot", WORDINGS)
def test_a_good_wording(slot: str) -> None:
    assert check_signs(SCHEME, [text(slot, WORDINGS[slot])], FACES) == []


@pytest.mark.parametrize(
    ("slot", "wording", "slugs"),
    [
        ("committee", "輋𣒍村村民委员会", ["missing-glyph"]),
        ("committee", "𣒍𣒍村\ue170村民委员会", ["missing-glyph", "private-use-character"]),
        ("committee", 3 * NAME, ["text-too-long"]),
        ("center", 3 * NAME, ["text-too-long"]),
        ("center", NAME + NAME + "党群服务中心", ["text-too-long"]),
    ],
)
def test_a_bad_wording(slot: str, wording: str, slugs: list[str]) -> None:
    findings = check_signs(SCHEME, [text(slot, wording)], FACES)
    assert [finding.slug for finding in findings] == slugs
    assert all(finding.location == CELL for finding in findings)
    assert all(finding.facts()["owner"] == "青石村" for finding in findings)


def test_a_drawn_outline_settles_both_kinds() -> None:
    outline = FACES.face("serif-black").outline("村")
    drawn = tuple(Drawn("serif-black", char, outline) for char in "𣒍\ue170")
    assert check_signs(SCHEME, [text("committee", "𣒍\ue170村")], Faces(FACES.files, drawn)) == []


def test_a_missing_character_is_named_with_the_face() -> None:
    (finding,) = check_signs(SCHEME, [text("party", "輋𣒍村")], FACES)
    facts = finding.facts()
    assert (facts["value"], facts["codepoint"]) == ("𣒍", "U+2348D")
    assert facts["faces"] == "Noto Serif CJK SC Black"


def test_a_long_text_says_what_would_fit() -> None:
    (finding,) = check_signs(SCHEME, [text("party", 3 * NAME)], FACES)
    facts = finding.facts()
    assert (facts["count"], facts["most"], facts["sign"]) == ("66", "56", "党组织牌")
    longer = replace(SCHEME.slot("party"), height=float(facts["length"]) + 1)
    assert check_signs(replace(SCHEME, slots=(longer,)), [text("party", 3 * NAME)], FACES) == []


def test_good_hall_signs() -> None:
    assert (
        check_halls(HALL, [text("hall", "青石村综合服务大厅")], FUNCTIONS, "0600-5550100", FACES, SIGNS) == []
    )


@pytest.mark.parametrize(
    ("wording", "functions", "slugs", "place"),
    [
        ("青石村综合服务大厅", ("党群服务",) * 9, ["hall-sign-crowded"], SIGNS),
        ("青石村综合服务大厅", ("退役军人和其他优抚对象服务保障",) * 8, ["hall-text-too-long"], SIGNS),
        ("青石村综合服务大厅", ("𣒍",), ["missing-glyph"], SIGNS),
        (NAME + NAME + "综合服务大厅", FUNCTIONS, ["hall-text-too-long"], CELL),
        ("𣒍村综合服务大厅", FUNCTIONS, ["missing-glyph"], CELL),
    ],
)
def test_bad_hall_signs(wording: str, functions: tuple[str, ...], slugs: list[str], place: Location) -> None:
    findings = check_halls(HALL, [text("hall", wording)], functions, "0600-5550100", FACES, SIGNS)
    assert [finding.slug for finding in findings] == slugs
    assert findings[0].location == place


def test_the_shipped_scheme_is_sound() -> None:
    assert check_scheme(SCHEME, FACES, SIGNS) == []


@pytest.mark.parametrize(
    ("height", "width", "face", "slug"),
    [
        (5060, 350, "serif-black", "board-too-large"),
        (2000, 90, "serif-black", "board-too-narrow"),
        (2000, 350, "kai", "face-unknown"),
    ],
)
def test_an_unsound_scheme(height: float, width: float, face: str, slug: str) -> None:
    slot = replace(SCHEME.slot("party"), height=height, width=width, face=face)
    findings = check_scheme(replace(SCHEME, slots=(slot,)), FACES, SIGNS)
    assert [finding.slug for finding in findings] == [slug]


def test_a_small_code_is_refused() -> None:
    small = replace(SCHEME, hall=replace(HALL, panel=replace(HALL.panel, code=120)))
    assert [finding.slug for finding in check_scheme(small, FACES, SIGNS)] == ["code-too-small"]
