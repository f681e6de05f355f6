"""Characters that a face lacks: one finding each, at the first cell, for the whole roster."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from listgen.findings import Finding, Location, Severity
from listgen.signage.check import (
    SignText,
    needs_of_filings,
    needs_of_halls,
    needs_of_names,
    needs_of_signs,
    needs_of_slugs,
)
from listgen.signage.coverage import Need, check_coverage, is_covered
from listgen.signage.plaque import set_plaque
from listgen.signage.scheme import Scheme
from listgen.signage.slug import CHARACTERS
from listgen.typeset.drawn import Drawn
from listgen.typeset.face import MissingGlyphError
from listgen.typeset.faces import Faces
from tests.signage.shipped import FUNCTIONS, HALL, SCHEME
from tests.typeset.shipped import FACES, SERIF

SANS_ONLY = "鿫"  # of the shipped faces
NOWHERE, PRIVATE = "𣒍", "\ue170"
ALLOWED = Faces(FACES.files, (), (("serif-black", "sans-bold"),))


def cell(row: int) -> Location:
    return Location("villages.csv", cell=f"F{row}")


def plaque(text: str, row: int = 7, owner: str = "青石村") -> Need:
    return Need(text, "serif-black", owner, "委员会牌", cell(row))


def slugs(findings: Sequence[Finding]) -> list[tuple[str, str]]:
    return [(finding.slug, finding.facts()["value"]) for finding in findings]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("青石村村民委员会", []),
        ("青石 村", []),
        ("輋𣒍村村民委员会", [("missing-glyph", NOWHERE)]),
        ("𣒍𣒍村\ue170村民委员会", [("missing-glyph", NOWHERE), ("private-use-character", PRIVATE)]),
    ],
)
def test_one_wording(text: str, found: list[tuple[str, str]]) -> None:
    findings = check_coverage([plaque(text)], FACES)
    assert slugs(findings) == found
    assert all(finding.location == cell(7) and finding.severity is Severity.ERROR for finding in findings)
    assert is_covered(text, "serif-black", FACES) is not bool(found)


def test_many_wordings_of_one_character_are_one_finding() -> None:
    needs = [plaque("𣒍村", row, f"甲{row}村") for row in range(2, 300)]
    needs.append(Need("𣒍", "sans-bold", "大厅牌", "大厅牌", Location("county.yaml")))
    (finding,) = check_coverage([*needs, plaque("𣒍村", 2, "甲2村")], FACES)
    facts = finding.facts()
    assert finding.location == cell(2)
    assert (facts["codepoint"], facts["owner"], facts["count"]) == ("U+2348D", "甲2村", "299")
    assert facts["faces"] == "Noto Serif CJK SC Black、Noto Sans CJK SC Bold"
    assert facts["files"].split("、") == [
        "assets/glyphs/serif-black/U+2348D.svg",
        "assets/glyphs/sans-bold/U+2348D.svg",
    ]
    assert facts["others"] == ""


def test_another_face_that_has_it_is_named_and_not_used() -> None:
    (finding,) = check_coverage([plaque(f"{SANS_ONLY}村")], FACES)
    assert finding.slug == "missing-glyph"
    assert finding.facts()["others"] == "Noto Sans CJK SC Bold（sans-bold）"
    with pytest.raises(MissingGlyphError):
        set_plaque(SCHEME.slot("committee"), f"{SANS_ONLY}村", FACES)


def test_a_fallback_that_is_allowed_is_used_and_said() -> None:
    findings = check_coverage([plaque(f"{SANS_ONLY}村"), plaque(f"𣒍{SANS_ONLY}村", 8)], ALLOWED)
    assert slugs(findings) == [("glyph-borrowed", SANS_ONLY), ("missing-glyph", NOWHERE)]
    assert [finding.severity for finding in findings] == [Severity.WARN, Severity.ERROR]
    facts = findings[0].facts()
    assert (facts["face"], facts["other"]) == ("Noto Serif CJK SC Black", "Noto Sans CJK SC Bold")
    assert (facts["sign"], facts["owner"], facts["count"]) == ("委员会牌", "青石村", "2")
    drawing = set_plaque(SCHEME.slot("committee"), f"{SANS_ONLY}村", ALLOWED)
    outlines = [glyph.outline for fill in drawing.fills for glyph in fill.glyphs]
    assert ALLOWED.face("sans-bold").outline(SANS_ONLY).segments in [one.segments for one in outlines]
    assert ALLOWED.face("serif-black").outline("村").segments == SERIF.outline("村").segments


def test_a_drawn_outline_settles_both_kinds_and_goes_before_a_fallback() -> None:
    outline = SERIF.outline("村")
    drawn = tuple(Drawn("serif-black", char, outline) for char in (NOWHERE, PRIVATE, SANS_ONLY))
    faces = Faces(FACES.files, drawn, ALLOWED.fallback)
    assert check_coverage([plaque("".join((NOWHERE, PRIVATE, SANS_ONLY)))], faces) == []
    assert faces.face("serif-black").vertical(SANS_ONLY) is outline


def test_a_role_without_a_face_is_another_finding() -> None:
    assert check_coverage([Need("村", "kai", "青石村", "委员会牌", cell(7))], FACES) == []
    assert not is_covered("村", "kai", FACES)


def test_what_the_signs_of_a_scheme_need() -> None:
    texts = [SignText("青石村", "party", "𣒍村党支部", cell(3))]
    halls = [SignText("青石村", "hall", "青石村综合服务大厅", cell(4))]
    place = Location("county.yaml")
    needs = [
        *needs_of_slugs(SCHEME, place),
        *needs_of_signs(SCHEME, texts),
        *needs_of_filings(SCHEME, [SignText("青石村", "party", "甲〔2026〕𣒍号", cell(5))]),
        *needs_of_halls(HALL, halls, (*FUNCTIONS, "𣒍"), "0600-5550100", place),
    ]
    (finding,) = check_coverage(needs, FACES)
    assert finding.location == cell(3)
    assert finding.facts()["count"] == "3"
    assert {need.role for need in needs} == {"serif-black", "sans-bold"}
    assert CHARACTERS in {need.text for need in needs}


@pytest.mark.parametrize(
    ("name", "column", "found"),
    [
        ("岚溪县白云镇青石村", "委员会牌", []),
        ("岚溪县白云镇𣒍村", "委员会牌", [cell(3)]),
        ("岚溪县白云镇青石村", "𣒍牌", [Location("own.yaml", line=9)]),
    ],
)
def test_what_a_gates_picture_says_besides(name: str, column: str, found: list[Location]) -> None:
    slot = replace(SCHEME.slot("committee"), column=column, places={"column": Location("own.yaml", line=9)})
    texts = [SignText("青石村", "", name, cell(3))]
    findings = check_coverage(needs_of_names(Scheme("s", "方案", (slot,), None), texts), FACES)
    assert [(one.slug, one.location) for one in findings] == [("missing-glyph", place) for place in found]
