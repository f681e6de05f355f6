"""The SVG and the DXF of shipped signs against their PDF, and each way in which they may differ."""

from __future__ import annotations

from functools import cache

import pytest

from listgen.drawing.dxf import render_dxf
from listgen.drawing.pdf import render_pdf
from listgen.drawing.svg import render_svg
from listgen.verify.engraving import check_engraving
from listgen.verify.promised import Engraving, Sign
from tests.verify.test_pdf_several import FOGRA39, boards

SYMBOL = 'class="symbol" fill="#000000">\n<path d="M'
KINDS = {"center": 0, "party": 1, "committee": 2, "station": 5, "hall": 7}


@cache
def made(name: str, format_: str) -> tuple[bytes, Sign, bytes]:
    drawing, sign = boards()[KINDS[name]]
    data = render_svg(drawing) if format_ == "svg" else render_dxf(drawing)
    return data, sign, render_pdf(drawing, FOGRA39, cut_contour=True)


def slugs(data: bytes, sign: Sign, pdf: bytes, format_: str) -> list[str]:
    return [fault.slug for fault in check_engraving(data, Engraving(f"牌.{format_}", format_, sign), pdf)]


@pytest.mark.parametrize("format_", ["svg", "dxf"])
@pytest.mark.parametrize("name", KINDS)
def test_sound_ones(name: str, format_: str) -> None:
    assert slugs(*made(name, format_), format_) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "faults"),
    [
        ("party", "<title>", "<title>假", ["engraving-title"]),
        ("party", 'height="2000mm"', 'height="2001mm"', ["engraving-unreadable"]),
        ("party", "H350V0", "H349V0", ["engraving-cut"]),
        ("party", "</svg>", "<text>a</text></svg>", ["engraving-unreadable"]),
        ("party", '<g id="text"', '<g id="text" transform="scale(2)"', ["engraving-unreadable"]),
        ("party", 'class="text"', 'class="rule"', ["engraving-unreadable"]),
        ("party", 'class="text"', 'class="other"', ["engraving-unreadable"]),
        ("party", ' d="M', ' d="m', ["engraving-unreadable"]),
        ("party", 'class="cut" fill="none"', 'class="cut" fill="#000"', ["engraving-unreadable"]),
        ("hall", SYMBOL, f"{SYMBOL}1 1H9V9H1ZM", ["engraving-rule"]),
        ("center", 'class="rule"', 'class="ground"', ["engraving-rule"]),
    ],
)
def test_an_svg_gone_wrong(name: str, old: str, new: str, faults: list[str]) -> None:
    data, sign, pdf = made(name, "svg")
    assert old in data.decode()
    assert slugs(data.decode().replace(old, new).encode(), sign, pdf, "svg") == faults


def test_svg_points_and_contours() -> None:
    data, sign, pdf = made("party", "svg")
    head, mark, path = data.decode().partition('class="text" fill="#ff0000">\n<path d="M')
    start, rest = path.split("Z", 1)
    x, y = start.split("L", 1)[0].split("C", 1)[0].split(" ")
    for away, faults in ((0.002, ["engraving-outline"]), (0.0004, [])):
        moved = start.replace(f"{x} {y}", f"{float(x) + away:.4f} {y}", 1)
        assert slugs(f"{head}{mark}{moved}Z{rest}".encode(), sign, pdf, "svg") == faults
    assert slugs(f"{head}{mark}{rest.removeprefix('M')}".encode(), sign, pdf, "svg") == ["engraving-count"]
    twice = f"{head}{mark}{start}ZM{start}Z{rest}".encode()
    assert slugs(twice, sign, pdf, "svg") == ["engraving-count"]


def entities(data: bytes) -> tuple[str, list[str], str]:
    head, between, rest = data.decode().partition("  2\nENTITIES\n")
    body, end, tail = rest.partition("  0\nENDSEC\n")
    return head + between, body.split("  0\nLWPOLYLINE\n")[1:], end + tail


def put(head: str, outlines: list[str], tail: str) -> bytes:
    return (head + "".join(f"  0\nLWPOLYLINE\n{one}" for one in outlines) + tail).encode()


def test_a_dxf_gone_wrong() -> None:
    data, sign, pdf = made("party", "dxf")
    head, outlines, tail = entities(data)
    assert slugs(put(head, outlines, tail), sign, pdf, "dxf") == []
    assert slugs(put(head, outlines[1:], tail), sign, pdf, "dxf") != []
    assert slugs(put(head, [outlines[3], *outlines], tail), sign, pdf, "dxf") == ["engraving-count"]
    assert slugs(put(head, outlines[:-1], tail), sign, pdf, "dxf") == ["engraving-size", "engraving-cut"]
    first, mark, rest = outlines[0].partition(" 10\n")
    x, _, more = rest.partition("\n")
    for away, faults in ((0.2, ["engraving-outline"]), (0.002, [])):
        moved = f"{first}{mark}{float(x) + away:.4f}\n{more}"
        assert slugs(put(head, [moved, *outlines[1:]], tail), sign, pdf, "dxf") == faults
    other = outlines[0].replace("ENGRAVE", "OTHER")
    assert slugs(put(head, [other, *outlines[1:]], tail), sign, pdf, "dxf") == ["engraving-unreadable"]
    ground = outlines[0].replace("ENGRAVE", "GROUND")
    assert slugs(put(head, [ground, *outlines[1:]], tail), sign, pdf, "dxf") != []


def test_a_dxf_without_a_rule_or_a_module() -> None:
    for name in ("center", "hall"):
        data, sign, pdf = made(name, "dxf")
        head, outlines, tail = entities(data)
        upright = next(place for place, one in enumerate(outlines) if "\n 90\n4\n" in one)
        kept = [one for place, one in enumerate(outlines) if place != upright]
        assert "engraving-rule" in slugs(put(head, kept, tail), sign, pdf, "dxf")


@pytest.mark.parametrize("format_", ["svg", "dxf"])
def test_nothing_to_compare_with(format_: str) -> None:
    data, sign, _ = made("party", format_)
    assert slugs(data, sign, b"", format_) == ["engraving-unchecked"]


def test_another_villages_outlines() -> None:
    _, sign, pdf = made("committee", "svg")
    other = boards()[6][0]
    found = slugs(render_svg(other), sign, pdf, "svg")
    assert "engraving-title" in found and {"engraving-count", "engraving-outline"} & set(found)
    assert slugs(render_dxf(other), sign, pdf, "dxf") != []
