"""Logos of a county on its signs: invented shapes, the rules for emblems, and their place."""

from __future__ import annotations

from dataclasses import replace

import pytest

from listgen.drawing.dxf import render_dxf
from listgen.drawing.model import Ink, Rect
from listgen.drawing.pdf import CONDITIONS, render_pdf
from listgen.drawing.svg import render_svg
from listgen.findings import Location
from listgen.signage.check import SignText, check_filings, check_halls, check_signs
from listgen.signage.logo import load_logos, place_logo
from listgen.signage.plaque import set_plaque
from listgen.signage.scheme import Logo, Margins, Scheme
from listgen.signage.scheme_file import load_scheme
from listgen.typeset.placing import ink
from tests.signage.shipped import FUNCTIONS, HALL, PLACES, SCHEME, WORDINGS, scheme_table, scheme_text
from tests.typeset.shipped import FACES

FILE = "assets/logos/a.svg"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">'
KITE = SVG + b'<path d="M20 2C25 2 39 8 39 10L20 18 1 10Z"/></svg>'
RED, GOLD = Ink(0, 1, 1, 0), Ink(0, 0.2, 1, 0)
WHITE, BLACK = Ink(0, 0, 0, 0), Ink(0, 0, 0, 1)
BOX = Rect(110, 90, 80, 80)
CELL = Location("villages.csv", cell="F7")


def logo(kind: str = "logo", box: Rect = BOX, ink: Ink = GOLD, file: str = FILE) -> Logo:
    return Logo(file, kind, box, ink)


def scheme(slot: str, one: Logo) -> Scheme:
    if slot == "hall":
        return replace(SCHEME, hall=replace(HALL, logo=one))
    slots = (replace(found, logo=one) if found.id == slot else found for found in SCHEME.slots)
    return replace(SCHEME, slots=tuple(slots))


def loaded(slot: str, one: Logo, data: bytes = KITE) -> Scheme:
    found, findings = load_logos(scheme(slot, one), {FILE: data})
    assert [finding for finding in findings if finding.severity == "error"] == []
    return found


def slugs(slot: str, one: Logo, files: dict[str, bytes]) -> list[str]:
    return [finding.slug for finding in load_logos(scheme(slot, one), files)[1]]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("logo: 无", []),
        ("logo: 可", []),
        ("logo: 有", ["field-not-a-choice"]),
        ("logo: {file: a.svg, kind: logo, box: {x: 1, y: 2.5, width: 3, height: 4}, ink: red}", []),
        ("logo: {file: a.svg, kind: 党徽, box: {x: 1, y: 2, width: 3, height: 4}, ink: red}", ["bad-code"]),
        (
            "logo: {file: a.svg, kind: logo, box: {x: 1, y: 2, width: 0, height: 4}, ink: red}",
            ["number-out-of-range"],
        ),
        ("logo: {file: a.svg, kind: logo, box: {x: 1, y: 2, width: 3}, ink: red}", ["missing-field"]),
        ("logo: {file: a.svg, kind: logo, ink: gold}", ["missing-field", "field-not-a-choice"]),
        (
            "logo: {file: a.svg, kind: logo, box: {x: 1, y: 2, width: 3, height: 4}, ink: red, turn: 9}",
            ["unknown-field"],
        ),
    ],
)
def test_a_scheme_says_what_is_where(text: str, found: list[str]) -> None:
    read, findings = load_scheme(scheme_table(scheme_text().replace("logo: 无", text)))
    assert sorted({finding.slug for finding in findings}) == sorted(found)
    if "{" in text and not found:
        assert read.slot("party").logo == Logo("a.svg", "logo", Rect(1, 2.5, 3, 4), RED)


@pytest.mark.parametrize(
    ("slot", "one", "files", "found"),
    [
        ("center", logo(), {FILE: KITE}, []),
        ("center", logo(), {}, ["logo-missing"]),
        ("center", logo(file="a.svg"), {"a.svg": KITE}, ["logo-missing"]),
        ("center", logo(file="assets/logos/../a.svg"), {"assets/logos/../a.svg": KITE}, ["logo-missing"]),
        ("center", logo(file="assets/logos/a.png"), {}, ["logo-not-vector"]),
        ("center", logo(), {FILE: KITE, "assets/logos/b.JPG": b""}, ["logo-not-vector"]),
        ("center", logo(), {FILE: b"<svg><script/></svg>"}, ["bad-logo"]),
        (
            "center",
            logo(),
            {FILE: KITE.replace(b"<path", b'<path fill="red" d="M0 0H9V9Z"/><path')},
            ["logo-of-many-colours"],
        ),
        (
            "center",
            logo(),
            {FILE: KITE.replace(b"<path", "<title>国徽</title><path".encode())},
            ["national-emblem"],
        ),
        (
            "center",
            logo(),
            {FILE: KITE.replace(b"<path", b"<desc>National Emblem</desc><path")},
            ["national-emblem"],
        ),
        ("center", logo(file="assets/logos/国徽.svg"), {"assets/logos/国徽.svg": KITE}, ["national-emblem"]),
        ("center", logo("national-emblem"), {FILE: KITE}, ["national-emblem"]),
        ("center", logo("emblem"), {FILE: KITE}, []),
        ("center", logo("emblem", ink=WHITE), {FILE: KITE}, ["emblem-ink"]),
        ("center", logo("emblem", ink=BLACK), {FILE: KITE}, ["emblem-ink"]),
        ("center", logo("emblem", ink=Ink(0, 0.6, 1, 0)), {FILE: KITE}, ["emblem-ink"]),
        ("center", logo("emblem", ink=Ink(0.4, 0.2, 1, 0)), {FILE: KITE}, ["emblem-ink"]),
        ("party", logo("emblem", ink=RED), {FILE: KITE}, []),
        ("committee", logo("emblem", ink=RED), {FILE: KITE}, ["emblem-not-listed"]),
        ("collective", logo("emblem", ink=RED), {FILE: KITE}, ["emblem-not-listed"]),
        ("supervision", logo("emblem", ink=RED), {FILE: KITE}, ["emblem-not-listed"]),
        ("committee", logo(ink=RED), {FILE: KITE}, []),
        ("center", logo(box=Rect(83, 90, 80, 80)), {FILE: KITE}, ["logo-outside-margins"]),
        ("center", logo(box=Rect(2300, 90, 80, 80)), {FILE: KITE}, ["logo-outside-margins"]),
        ("center", logo(box=Rect(110, 480, 80, 80)), {FILE: KITE}, ["logo-outside-margins"]),
        ("hall", logo(box=Rect(80, 80, 60, 60)), {FILE: KITE}, []),
    ],
)
def test_files_and_rules(slot: str, one: Logo, files: dict[str, bytes], found: list[str]) -> None:
    read, findings = load_logos(scheme(slot, one), files)
    assert [finding.slug for finding in findings] == found
    sign = read.hall if slot == "hall" else read.slot(slot)
    assert sign is not None
    assert (sign.logo is not None) == (
        not [one for one in findings if one.severity == "error"] or "b.JPG" in str(files)
    )


@pytest.mark.parametrize("box", [Rect(110, 90, 80, 80), Rect(110, 90, 300, 20), Rect(110, 90, 40, 200)])
def test_it_is_fitted_and_never_stretched(box: Rect) -> None:
    one = loaded("center", logo(box=box)).slot("center").logo
    assert one is not None
    placed = place_logo(one)
    found = ink([placed])
    assert placed.sx == placed.sy
    assert (found.x1 - found.x0) / (found.y1 - found.y0) == pytest.approx(38 / 16, rel=0.02)
    assert found.x0 + found.x1 == pytest.approx(2 * box.x + box.width)
    assert found.y0 + found.y1 == pytest.approx(2 * box.y + box.height)
    assert max((found.x1 - found.x0) / box.width, (found.y1 - found.y0) / box.height) == pytest.approx(1)


def test_it_is_drawn_in_every_format() -> None:
    slot = loaded("center", logo()).slot("center")
    drawing = set_plaque(slot, WORDINGS["center"], FACES)
    (fill,) = (fill for fill in drawing.fills if fill.role == "logo")
    assert (fill.ink, len(fill.glyphs)) == (GOLD, 1)
    plain = set_plaque(SCHEME.slot("center"), WORDINGS["center"], FACES)
    assert render_dxf(drawing).count(b"ENGRAVE") == render_dxf(plain).count(b"ENGRAVE") + 1
    assert b'class="logo"' in render_svg(drawing)
    assert len(render_pdf(drawing, CONDITIONS["FOGRA39"])) > len(render_pdf(plain, CONDITIONS["FOGRA39"]))


@pytest.mark.parametrize(
    ("slot", "box", "met"),
    [
        ("center", Rect(110, 90, 80, 80), []),
        ("center", Rect(500, 200, 120, 80), ["text"]),
        ("center", Rect(1000, 420, 80, 80), ["text"]),
        ("party", Rect(145, 62, 60, 26), []),
        ("party", Rect(135, 74, 80, 38), ["text"]),
        ("party", Rect(135, 300, 80, 80), ["text"]),
        ("station", Rect(50, 260, 100, 80), ["ground"]),
        ("station", Rect(50, 50, 30, 30), []),
    ],
)
def test_it_meets_nothing(slot: str, box: Rect, met: list[str]) -> None:
    made = loaded(slot, logo(box=box))
    text = SignText("青石村", slot, WORDINGS[slot], CELL, PLACES)
    findings = check_signs(made, [text], FACES)
    assert [(one.slug, one.facts()["value"], one.location) for one in findings] == [
        ("logo-meets", role, CELL) for role in met
    ]


@pytest.mark.parametrize(
    ("box", "met"),
    [
        (Rect(76, 80, 60, 60), []),
        (Rect(90, 214, 60, 60), ["rule"]),
        (Rect(1150, 80, 60, 60), ["ground"]),
        (Rect(1300, 250, 60, 60), ["symbol-ground"]),
        (Rect(500, 420, 100, 60), ["text"]),
    ],
)
def test_it_meets_nothing_in_the_hall(box: Rect, met: list[str]) -> None:
    hall = loaded("hall", logo(box=box)).hall
    assert hall is not None
    text = SignText("青石村", "hall", "白云镇青石村综合服务大厅", CELL)
    findings = check_halls(hall, [text], FUNCTIONS, "0600-5550100", FACES, Location("county.yaml"))
    assert {(one.slug, one.facts()["value"], one.location) for one in findings} >= {
        ("logo-meets", role, CELL) for role in met
    }
    assert bool(findings) is bool(met)


def test_it_keeps_clear_of_the_filing_number() -> None:
    made = loaded("party", logo(box=Rect(135, 62, 80, 38)))
    made = replace(made, slots=(replace(made.slot("party"), margins=Margins(200, 60)),))
    text = SignText("青石村", "party", "岚牌备〔2026〕0001-01", CELL)
    assert [one.slug for one in check_filings(made, [text], FACES)] == ["logo-meets"]
