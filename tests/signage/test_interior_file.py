"""The shipped file of interior signs, and of a wrong one each fault at its line."""

from __future__ import annotations

import pytest

from listgen.findings import Location
from listgen.signage.interior_check import check_slot
from listgen.signage.interior_file import load_interior
from tests.signage.interiors import FILE, SLOTS, URL, source, table
from tests.typeset.shipped import FACES

COUNTY = Location("county.yaml")


def test_what_is_shipped() -> None:
    slots, findings = load_interior(table(source()))
    assert findings == []
    assert [(slot.id, slot.trim, slot.copies) for slot in slots] == [
        ("room", (300, 150), 1),
        ("services", (900, 1200), 1),
        ("panel-300", (300, 400), 1),
        ("panel-450", (450, 600), 1),
        ("desk-card", (148, 210), 1),
        ("stickers", (210, 297), 9),
        ("honours", (900, 600), 1),
    ]


@pytest.mark.parametrize("id_", SLOTS)
def test_what_is_shipped_can_be_made(id_: str) -> None:
    assert check_slot(SLOTS[id_], FACES, URL, COUNTY) == []


# What becomes what, the finding, and the text of its line.
FORM = [
    ("schema: 1", "schema: 2", "field-not-a-choice", "schema: 2"),
    ("for: room", "for: house", "field-not-a-choice", "for: house"),
    ("side: 20", "side: 二十", "not-a-number", "side: 二十"),
    ("  side: 20\n", "", "missing-field", "- id: room"),
    ("pad: 8", "pad: 8\n    padding: 3", "unknown-field", "padding: 3"),
    ("ground: red", "ground: gold", "field-not-a-choice", "ground: gold"),
    ("block: rule,", "block: ruler,", "field-not-a-choice", "block: ruler"),
    ("columns: 4", "columns: 四", "bad-code", "columns: 四"),
    ("columns: 4", "columns: 0", "bad-code", "columns: 0"),
    ("of: services\n      columns", "of: rooms\n      columns", "field-not-a-choice", "of: rooms"),
    ("field: phone", "field: fax", "field-not-a-choice", "field: fax"),
    ("id: services", "id: room  # again", "sign-twice", "# again"),
    ("name: 扫码查事项牌（大）", "name: 扫码查事项牌（小）  # again", "sign-twice", "# again"),
    ("block: wording", "block: text", "sign-parts-count", "  parts:"),
    ("  - height: 36\n", "  -\n", "sign-parts-count", "  parts:"),
    ("share: 0.235", "share: 0.3", "sign-shares", "  parts:"),
    ("village: ['{room}']", "village: ['{hall}']", "unknown-sign-name", "  parts:"),
    ("village: ['{room}']", "village: ['{room']", "unknown-sign-name", "  parts:"),
    ("village: ['{room}']", "village: ['{phone}']", "unknown-sign-name", "  parts:"),
    ("village: ['{village}集体荣誉']", "village: ['{room}集体荣誉']", "unknown-sign-name", "  parts:"),
]


@pytest.mark.parametrize(("old", "new", "slug", "at"), FORM)
def test_each_fault_of_form_has_its_line(old: str, new: str, slug: str, at: str) -> None:
    assert old in source()
    text = source().replace(old, new, 1)
    slots, findings = load_interior(table(text))
    assert slug in [finding.slug for finding in findings]
    lines = text.split("\n")
    assert all(at in lines[one.location.line - 1] for one in findings if one.slug == slug)
    assert len(slots) < len(SLOTS) or slug == "field-not-a-choice"


@pytest.mark.parametrize(
    ("id_", "old", "new", "slug"),
    [
        ("room", "height: 36", "height: 160", "sign-lacks-room"),
        ("room", "trim: {width: 300, height: 150}", "trim: {width: 6000, height: 150}", "board-too-large"),
        ("room", "side: 20", "side: 150", "sign-lacks-room"),
        ("room", "em: 42, em_min: 15", "em: 12, em_min: 15", "line-reversed"),
        ("room", "track_min: 0.04, track_max: 0.3", "track_min: 0.4, track_max: 0.3", "line-reversed"),
        ("room", "      ink: black", "      ink: white", "ink-like-ground"),
        ("room", "face: serif-black", "face: kai", "face-unknown"),
        ("services", "em: 24", "em: 12", "line-reversed"),
        ("services", "rule_ink: red", "rule_ink: white", "ink-like-ground"),
        ("services", "side: 192", "side: 820", "sign-lacks-room"),
        ("panel-300", "side: 200, reading", "side: 120, reading", "code-too-small"),
        ("panel-300", "side: 200, reading", "side: 320, reading", "sign-lacks-room"),
        ("stickers", "columns: 3", "columns: 4", "sign-lacks-room"),
        ("stickers", "rows: 3", "rows: 4", "sign-lacks-room"),
    ],
)
def test_what_no_text_can_mend(id_: str, old: str, new: str, slug: str) -> None:
    before, mark, after = source().partition(f"- id: {id_}\n")
    assert old in after
    slots = {slot.id: slot for slot in load_interior(table(before + mark + after.replace(old, new, 1)))[0]}
    findings = check_slot(slots[id_], FACES, URL, COUNTY)
    assert slug in [finding.slug for finding in findings]
    place = COUNTY.file if slug.startswith("code-") else FILE
    assert all(one.location.file == place for one in findings if one.slug == slug)


def test_a_longer_address_wants_a_larger_code() -> None:
    long = "https://" + "a" * 60 + ".example/000000/"
    found = check_slot(SLOTS["stickers"], FACES, long, COUNTY)
    assert [(one.slug, one.location) for one in found] == [("code-too-small", COUNTY)]
